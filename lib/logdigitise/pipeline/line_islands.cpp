#include "logdigitise/pipeline/line_islands.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace logdigitise::pipeline {

namespace {

// A move between two rows that ends a stretch, share of the track.
constexpr double kMove = 0.01;
// A leap is wider than this, and as much of it at least is without evidence.
constexpr double kLeastLeap = 0.02;
constexpr double kLeastDoubt = 0.3;
// A printed line wanders this little inside a band.
constexpr double kMostWander = 3.0;
// Shorter stretches are steps of a kick; longer ones may be a calm curve, such as a caliper in gauge.
constexpr std::size_t kLeastRows = 6;
constexpr std::size_t kMostRows = 200;

double doubt(const CurveRows& curve, std::size_t r) { return 1.0 - curve.evidence[r].on_path / 255.0; }

enum class End { kGap, kLeap, kInk };

/// What lies between rows r - 1 and r.
End end_at(const CurveRows& curve, std::size_t r) {
  if (r == 0 || r >= curve.fraction.size() || std::isnan(curve.fraction[r]) ||
      std::isnan(curve.fraction[r - 1]))
    return End::kGap;
  const double move = std::abs(curve.fraction[r] - curve.fraction[r - 1]);
  const bool bare = std::max(doubt(curve, r), doubt(curve, r - 1)) > kLeastDoubt;
  return move > kLeastLeap && bare ? End::kLeap : End::kInk;
}

bool stands_still(const CurveRows& curve, std::size_t first, std::size_t last, double width_px) {
  if (last - first < kLeastRows || last - first > kMostRows) return false;
  const auto [low, high] = std::minmax_element(curve.fraction.begin() + static_cast<std::ptrdiff_t>(first),
                                               curve.fraction.begin() + static_cast<std::ptrdiff_t>(last));
  return (*high - *low) * width_px <= kMostWander;
}

}  // namespace

void drop_line_islands(double width_px, CurveRows& curve) {
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
    const End above = end_at(curve, first);
    const End below = end_at(curve, last);
    const bool apart = above != End::kInk && below != End::kInk;
    if (apart && (above == End::kLeap || below == End::kLeap) && stands_still(curve, first, last, width_px))
      islands.emplace_back(first, last);
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
