#include "logdigitise/sheet/edge_places.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::sheet {

namespace {

constexpr double kClear = 0.35;              // Of the pitch: no line stands so near where the next would,
constexpr double kClearAnchored = 0.1;       // or so near if the lines begin where depth lines do.
constexpr int kMostPitches = 1;              // So many divisions are added at an end.
constexpr std::size_t kLeastPitchLines = 6;  // Equally spaced, before their pitch is relied on,
constexpr std::size_t kLeastWithEnd = 5;     // one of them where depth lines end.
constexpr std::size_t kLeastDecadeLines = 3;
constexpr double kDecadeStrength = 0.6;  // Of the strongest line.
constexpr double kDecadePresence = 0.9;
constexpr double kNarrowestDecadeIn = 0.28;
constexpr double kEvenDecades = 0.015;  // Of a decade: so far the lines of decades may be off,
constexpr double kSamePlace = 0.02;     // and so near a line stands at an edge.
constexpr double kMostMoved = 0.05;     // And so far is an unprinted one moved.

constexpr std::size_t kLeastFitted = 5;  // Lines of a track, before they tell where its edges are.
constexpr double kSamePitch = 0.01;
constexpr double kMostToldOff = 0.2;      // Of a division.
constexpr double kMostToldOffLog = 0.02;  // Of a decade.

/// The lines of a track as a straight line: x = x_mean + width * (u - u_mean).
struct GridFit {
  std::size_t lines = 0;
  double u_mean = 0.0;
  double x_mean = 0.0;
  double width = 0.0;
  double weight = 0.0;  ///< Of `width`: the spread of its lines, in divisions squared.
  [[nodiscard]] double x_at(double u) const { return x_mean + width * (u - u_mean); }
};

GridFit fit_lines(const std::vector<VerticalLine>& lines, const TrackGrid& grid) {
  const double width = grid.right - grid.left;
  std::vector<double> places = expected_lines(grid);
  if (grid.left_printed) places.push_back(0.0);
  if (grid.right_printed) places.push_back(1.0);
  const bool is_log = grid.scale == layout::Scale::kLog;
  const double reach = is_log ? std::max(1.8, 0.004 * width) : kMostToldOff * width / grid.divisions;
  std::vector<std::pair<double, double>> points;
  for (const double u : places) {
    const VerticalLine* nearest = nullptr;
    for (const VerticalLine& line : lines) {
      const double off = std::abs(line.x - (grid.left + u * width));
      if (!line.is_printed || off > reach) continue;
      if (nearest == nullptr || off < std::abs(nearest->x - (grid.left + u * width))) nearest = &line;
    }
    if (nearest != nullptr) points.emplace_back(u, nearest->x);
  }
  GridFit fit;
  fit.lines = points.size();
  for (const auto& [u, x] : points) {
    fit.u_mean += u / static_cast<double>(points.size());
    fit.x_mean += x / static_cast<double>(points.size());
  }
  double product = 0.0;
  double square = 0.0;
  for (const auto& [u, x] : points) {
    product += (u - fit.u_mean) * (x - fit.x_mean);
    square += (u - fit.u_mean) * (u - fit.u_mean);
  }
  if (square > 0.0) fit.width = product / square;
  fit.weight = square * grid.divisions * grid.divisions;
  return fit;
}

/// Gives fits of linear tracks whose divisions are alike one width of them.
void share_pitch(const std::vector<TrackGrid>& tracks, std::vector<GridFit>& fits) {
  const std::vector<GridFit> own = fits;
  for (std::size_t t = 0; t < fits.size(); ++t) {
    if (tracks[t].divisions < 4 || fits[t].lines < kLeastFitted) continue;
    const double pitch = own[t].width / tracks[t].divisions;
    double sum = 0.0;
    double weights = 0.0;
    for (std::size_t other = 0; other < fits.size(); ++other) {
      if (tracks[other].divisions < 4 || fits[other].lines < kLeastFitted) continue;
      const double others = own[other].width / tracks[other].divisions;
      if (std::abs(others - pitch) > kSamePitch * pitch) continue;
      sum += own[other].weight * others;
      weights += own[other].weight;
    }
    if (weights > 0.0) fits[t].width = tracks[t].divisions * sum / weights;
  }
}

bool by_x(const VerticalLine& a, const VerticalLine& b) { return a.x < b.x; }

}  // namespace

std::vector<VerticalLine> with_next_lines(const std::vector<VerticalLine>& lines,
                                          const GridOptions& options) {
  std::vector<VerticalLine> printed;
  for (const VerticalLine& line : lines)
    if (line.is_printed || line.ends_lines) printed.push_back(line);
  std::vector<VerticalLine> added;
  std::vector<std::pair<double, double>> ends;  // Of depth lines: where they are, and where the edge is.
  const auto add_beyond = [&](double from, double pitch, double clear) {
    for (int k = 1; k <= kMostPitches; ++k) {
      VerticalLine next;
      next.x = from + k * pitch;
      next.is_printed = false;
      const bool taken = std::any_of(printed.begin(), printed.end(), [&](const VerticalLine& line) {
        return std::abs(line.x - next.x) < clear * std::abs(pitch);
      });
      // Where depth lines are worn, or run on, they do not end at the edge itself.
      for (const VerticalLine& line : printed)
        if (!line.is_printed && std::abs(line.x - next.x) < kMostToldOff * std::abs(pitch))
          ends.emplace_back(line.x, next.x);
      if (taken || next.x < options.x_least || next.x > options.x_most) return;
      added.push_back(next);
    }
  };
  std::size_t first = 0;
  while (first + kLeastWithEnd <= printed.size()) {
    std::size_t last = first + 1;
    const double pitch = printed[last].x - printed[first].x;
    while (last + 1 < printed.size() &&
           std::abs(printed[last + 1].x - printed[last].x - pitch) < std::max(1.8, 0.04 * pitch))
      ++last;
    const bool is_anchored = printed[first].ends_lines || printed[last].ends_lines;
    if (last - first + 1 >= (is_anchored ? kLeastWithEnd : kLeastPitchLines)) {
      const double mean = (printed[last].x - printed[first].x) / static_cast<double>(last - first);
      const double clear = is_anchored ? kClearAnchored : kClear;
      if (!printed[first].ends_lines) add_beyond(printed[first].x, -mean, clear);
      if (!printed[last].ends_lines) add_beyond(printed[last].x, mean, clear);
    }
    first = last;
  }
  std::vector<VerticalLine> all = lines;
  for (VerticalLine& line : all) {
    const auto moved = std::find_if(ends.begin(), ends.end(), [&](const auto& end) {
      return end.first == line.x && line.ends_lines && !line.is_printed;
    });
    if (moved != ends.end()) line.x = moved->second;
  }
  all.insert(all.end(), added.begin(), added.end());
  std::sort(all.begin(), all.end(), by_x);
  return all;
}

std::vector<VerticalLine> with_decade_edges(std::vector<VerticalLine> lines, const GridOptions& options) {
  double strongest = 0.0;
  for (const VerticalLine& line : lines) strongest = std::max(strongest, line.strength);
  std::vector<double> heavy;
  for (const VerticalLine& line : lines)
    if (line.is_printed && line.presence >= kDecadePresence && line.strength > kDecadeStrength * strongest)
      heavy.push_back(line.x);
  const auto add = [&](double x, double decade) {
    if (x < options.x_least || x > options.x_most) return;
    for (VerticalLine& line : lines) {
      const double off = std::abs(line.x - x);
      if (line.is_printed && off < std::max(1.8, kSamePlace * decade)) return;
      if (line.is_printed || off > kMostMoved * decade) continue;
      line.x = x;
      return;
    }
    VerticalLine& edge = lines.emplace_back();
    edge.x = x;
    edge.is_printed = false;
  };
  for (std::size_t first = 0; first + kLeastDecadeLines <= heavy.size();) {
    std::size_t last = first + 1;
    const double decade = heavy[last] - heavy[first];
    const double off = std::max(1.8, kEvenDecades * decade);
    while (last + 1 < heavy.size() && std::abs(heavy[last + 1] - heavy[last] - decade) < off) ++last;
    if (last - first + 1 >= kLeastDecadeLines && decade > kNarrowestDecadeIn * options.px_per_inch) {
      const double mean = (heavy[last] - heavy[first]) / static_cast<double>(last - first);
      const double two = std::log10(2.0);
      add(heavy[first] - (1.0 - two) * mean, mean);
      add(heavy[first] - mean, mean);
      add(heavy[last] + two * mean, mean);
      add(heavy[last] + mean, mean);
    }
    first = last;
  }
  std::sort(lines.begin(), lines.end(), by_x);
  return lines;
}

void place_unprinted_edges(const std::vector<VerticalLine>& lines, std::vector<TrackGrid>& tracks) {
  std::vector<GridFit> fits;
  fits.reserve(tracks.size());
  for (const TrackGrid& grid : tracks) fits.push_back(fit_lines(lines, grid));
  share_pitch(tracks, fits);
  const std::vector<TrackGrid> before = tracks;
  for (std::size_t t = 0; t < tracks.size(); ++t) {
    TrackGrid& grid = tracks[t];
    if (grid.is_bare || fits[t].lines < kLeastFitted) continue;
    const bool is_log = grid.scale == layout::Scale::kLog;
    const double most = is_log ? kMostToldOffLog * fits[t].width / grid.decades
                               : kMostToldOff * fits[t].width / grid.divisions;
    const auto place = [&](double& edge, bool is_printed, double u) {
      const bool is_shared = std::any_of(before.begin(), before.end(), [&](const TrackGrid& other) {
        return &other != &before[t] &&
               (std::abs(other.left - edge) < 0.5 || std::abs(other.right - edge) < 0.5);
      });
      const double x = fits[t].x_at(u);
      if (!is_printed && !is_shared && std::abs(x - edge) < most) edge = x;
    };
    place(grid.left, grid.left_printed, 0.0);
    place(grid.right, grid.right_printed, 1.0);
  }
}

}  // namespace logdigitise::sheet
