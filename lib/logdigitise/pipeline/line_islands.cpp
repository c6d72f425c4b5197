#include "logdigitise/pipeline/line_islands.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "logdigitise/pipeline/path_ends.hpp"

namespace logdigitise::pipeline {

namespace {

// A move between two rows that ends a stretch, share of the track.
constexpr double kMove = 0.01;
// A printed line wanders this little inside a band, px and px a row: edges are not known to the pixel
// everywhere.
constexpr double kMostWander = 3.0;
constexpr double kDrift = 0.01;
// Shorter stretches are steps of a kick; longer ones may be a calm curve, such as a caliper in gauge,
constexpr std::size_t kLeastRows = 6;
constexpr std::size_t kMostRows = 200;
// but not so near to an edge of the track (share of its width): there they are the track's or the print's.
constexpr double kEdge = 0.06;
// Mean evidence above which a stretch is kept.
constexpr double kMostSeen = 0.6;
// A curve that leaps further than this share of the track over paper, stands still, and leaps back to nearer
// where it was than the leaps are wide, was not there, however well it is seen: dots of a printed line look
// like a dotted curve.
constexpr float kFar = 0.04F;
// One that leaps across this share of the track to an edge, and stands still there, is on the print's border.
constexpr float kAcross = 0.2F;
// Of so many rows the page can tell whether they are a printed line's.
constexpr std::size_t kLeastLongRows = 64;

bool is_well_seen(const CurveRows& curve, std::size_t first, std::size_t last) {
  double seen = 0.0;
  for (std::size_t r = first; r < last; ++r) seen += curve.evidence[r].on_path / 255.0;
  return seen > kMostSeen * static_cast<double>(last - first);
}

bool is_beside_edge(const CurveRows& curve, std::size_t row) {
  const double at = curve.fraction[row] - std::floor(curve.fraction[row]);
  return std::min(at, 1.0 - at) < kEdge;
}

bool stands_still(const CurveRows& curve, std::size_t first, std::size_t last, double width_px) {
  if (last - first < kLeastRows || (last - first > kMostRows && !is_beside_edge(curve, first))) return false;
  const auto [low, high] = std::minmax_element(curve.fraction.begin() + static_cast<std::ptrdiff_t>(first),
                                               curve.fraction.begin() + static_cast<std::ptrdiff_t>(last));
  return (*high - *low) * width_px <= kMostWander + kDrift * static_cast<double>(last - first);
}

/// Where the curve is next to a stretch, going by `direction` from its row `at`; NaN where it is nowhere
/// near.
float beside(const CurveRows& curve, std::size_t at, int direction) {
  constexpr std::ptrdiff_t kNear = 24;
  for (std::ptrdiff_t r = static_cast<std::ptrdiff_t>(at) + direction, n = 0;
       r >= 0 && r < std::ssize(curve.fraction) && n < kNear; r += direction, ++n)
    if (!std::isnan(curve.fraction[static_cast<std::size_t>(r)]))
      return curve.fraction[static_cast<std::size_t>(r)];
  return std::numeric_limits<float>::quiet_NaN();
}

/// Whether the curve leaps far away over paper, and back to where it was.
bool comes_back(const CurveRows& curve, std::size_t first, std::size_t last) {
  const float above = beside(curve, first, -1);
  const float below = beside(curve, last - 1, 1);
  const float there = std::abs(curve.fraction[first] - above);
  const float back = std::abs(curve.fraction[last - 1] - below);
  return std::min(there, back) > kFar && std::abs(above - below) < std::min(there, back);
}

/// Whether the curve leaps across much of the track to the edge, or from there.
bool leaps_to_edge(const CurveRows& curve, std::size_t first, std::size_t last) {
  if (!is_beside_edge(curve, first) || !is_beside_edge(curve, last - 1)) return false;
  const float there = std::abs(curve.fraction[first] - beside(curve, first, -1));
  const float back = std::abs(curve.fraction[last - 1] - beside(curve, last - 1, 1));
  return there > kAcross || back > kAcross;
}

}  // namespace

void drop_line_islands(double width_px, CurveRows& curve, const OnPrintedLine& on_printed_line) {
  const std::size_t rows = curve.fraction.size();
  std::vector<std::pair<std::size_t, std::size_t>> islands;
  for (std::size_t first = 0; first < rows;) {
    if (std::isnan(curve.fraction[first])) {
      ++first;
      continue;
    }
    std::size_t last = first + 1;
    while (last < rows && !std::isnan(curve.fraction[last]) &&
           std::abs(curve.fraction[last] - curve.fraction[last - 1]) <= kMove)
      ++last;
    const auto top = static_cast<std::ptrdiff_t>(first);
    const auto base = static_cast<std::ptrdiff_t>(last) - 1;
    const PathEnd above = path_end(curve, top - 1, -1, top);
    const PathEnd below = path_end(curve, base + 1, 1, base);
    const bool apart = above != PathEnd::kInk && below != PathEnd::kInk;
    if (apart && (above == PathEnd::kLeap || below == PathEnd::kLeap)) {
      const bool still = stands_still(curve, first, last, width_px);
      const bool may_be_calm = !still || is_well_seen(curve, first, last);
      const bool both_leap = above == PathEnd::kLeap && below == PathEnd::kLeap;
      const bool is_nowhere_there =
          still && ((both_leap && comes_back(curve, first, last)) || leaps_to_edge(curve, first, last));
      const bool is_long = last - first >= kLeastLongRows;
      if (!may_be_calm || is_nowhere_there || (is_long && on_printed_line && on_printed_line(first, last)))
        islands.emplace_back(first, last);
    }
    first = last;
  }
  for (const auto& [first, last] : islands) {
    for (std::size_t r = first; r < last; ++r) {
      curve.fraction[r] = std::numeric_limits<float>::quiet_NaN();
      curve.evidence[r] = {};
      curve.flags[r] = trace::Flag::kUnsure;
    }
  }
}

}  // namespace logdigitise::pipeline
