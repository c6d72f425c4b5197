#include "logdigitise/sheet/bare_tracks.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::sheet {

namespace {

constexpr double kNarrowestIn = 1.0;
constexpr double kWidestIn = 4.5;
constexpr double kLeastPresence = 0.9;
constexpr double kLeastStrength = 0.5;  // Of the heaviest line's.
constexpr double kLeastSpan = 0.6;      // Of the track's width,
constexpr double kMostAside = 0.12;     // and so much nearer to one edge than to the other at most.
constexpr double kOverEdgePx = 3.0;

}  // namespace

std::vector<TrackGrid> tracks_between_lines(const std::vector<VerticalLine>& lines,
                                            const GridOptions& options) {
  double heaviest = 0.0;
  for (const VerticalLine& line : lines) heaviest = std::max(heaviest, line.strength);
  std::vector<TrackGrid> tracks;
  const VerticalLine* left = nullptr;
  for (const VerticalLine& line : lines) {
    if (!line.is_printed || line.presence < kLeastPresence || line.strength < kLeastStrength * heaviest)
      continue;
    const VerticalLine* from = left;
    left = &line;
    if (from == nullptr) continue;
    const double width_in = (line.x - from->x) / options.px_per_inch;
    if (width_in < kNarrowestIn || width_in > kWidestIn) continue;
    TrackGrid track;
    track.left = from->x;
    track.right = line.x;
    track.divisions = 1;
    track.left_at_ends = from->ends_lines;
    track.right_at_ends = line.ends_lines;
    track.is_bare = true;
    tracks.push_back(track);
  }
  return tracks;
}

std::vector<TrackGrid> tracks_of_boxes(std::vector<std::pair<double, double>> boxes, double column_left,
                                       double column_right) {
  std::sort(boxes.begin(), boxes.end());
  std::vector<TrackGrid> tracks;
  for (const auto& [left, right] : boxes) {
    if (std::min(right, column_right) > std::max(left, column_left)) continue;
    if (!tracks.empty() && left < tracks.back().right) {
      tracks.back().right = std::max(tracks.back().right, right);
      continue;
    }
    TrackGrid track;
    track.left = left;
    track.right = right;
    track.divisions = 1;
    track.left_printed = track.right_printed = false;
    track.is_part = track.is_boxed = true;
    tracks.push_back(track);
  }
  return tracks;
}

bool is_spanned(const TrackGrid& track, const std::vector<HeaderEntry>& entries) {
  const double width = track.right - track.left;
  return std::any_of(entries.begin(), entries.end(), [&](const HeaderEntry& entry) {
    const double left = entry.x_left - track.left;
    const double right = track.right - entry.x_right;
    return std::min(left, right) > -kOverEdgePx && width - left - right > kLeastSpan * width &&
           std::abs(left - right) < kMostAside * width;
  });
}

}  // namespace logdigitise::sheet
