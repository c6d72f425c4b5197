#include "logdigitise/sheet/track_doubts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace logdigitise::sheet {

std::vector<std::string> doubts_of_track(int number, const TrackGrid& grid) {
  std::vector<std::string> doubts;
  if (grid.is_boxed) {
    doubts.push_back(
        fmt::format("track {}: no line shows its edges; it is put where the header's line samples stand, and "
                    "its edges are not known",
                    number));
    return doubts;
  }
  const auto say_edge = [&](const char* side, bool printed, bool is_proven) {
    if (is_proven) return;
    doubts.push_back(
        printed ? fmt::format("track {}: no rule of the header stands over its {} edge", number, side)
                : fmt::format("track {}: its {} edge is not printed; it is put where its grid ends", number,
                              side));
  };
  say_edge("left", grid.left_printed, grid.left_in_header || grid.left_at_ends);
  say_edge("right", grid.right_printed, grid.right_in_header || grid.right_at_ends);
  if (grid.is_part)
    doubts.push_back(fmt::format(
        "track {}: its lines go on beyond it: it is a part of a track, whose edges are not known", number));
  if (grid.is_division_doubtful)
    doubts.push_back(fmt::format(
        "track {}: nothing tells whether it is one track, two of half its width, or half of one", number));
  return doubts;
}

std::vector<std::string> doubts_of_gaps(const std::vector<TrackGrid>& tracks,
                                        const std::vector<LineExtent>& extents, double dpi) {
  constexpr double kLeastIn = 0.5;
  std::vector<TrackGrid> by_place = tracks;
  std::sort(by_place.begin(), by_place.end(),
            [](const TrackGrid& a, const TrackGrid& b) { return a.left < b.left; });
  std::vector<std::string> doubts;
  for (const LineExtent& extent : extents) {
    double from = extent.left;
    const auto say_to = [&](double to) {
      if (to - from > kLeastIn * dpi)
        doubts.push_back(
            fmt::format("depth lines run from x {:.0f} to {:.0f} px, where no track was found", from, to));
    };
    for (const TrackGrid& track : by_place) {
      if (track.right <= from || track.left >= extent.right) continue;
      say_to(track.left);
      from = std::max(from, track.right);
    }
    say_to(extent.right);
  }
  return doubts;
}

}  // namespace logdigitise::sheet
