#include "logdigitise/pipeline/stroke_islands.hpp"

#include <cmath>
#include <cstddef>
#include <limits>

#include "logdigitise/pipeline/path_ends.hpp"

namespace logdigitise::pipeline {

namespace {

// Shorter stretches are crossings.
constexpr std::size_t kLeastRows = 24;

bool is_island(const CurveRows& curve, std::size_t first, std::size_t last) {
  const auto top = static_cast<std::ptrdiff_t>(first);
  const auto base = static_cast<std::ptrdiff_t>(last) - 1;
  const PathEnd above = path_end(curve, top - 1, -1, top);
  const PathEnd below = path_end(curve, base + 1, 1, base);
  return above != PathEnd::kInk && below != PathEnd::kInk &&
         (above == PathEnd::kLeap || below == PathEnd::kLeap);
}

void drop(CurveRows& curve, std::size_t first, std::size_t last) {
  for (std::size_t r = first; r < last; ++r) {
    curve.fraction[r] = std::numeric_limits<float>::quiet_NaN();
    curve.evidence[r] = {};
    curve.flags[r] = trace::Flag::kUnsure;
  }
}

}  // namespace

void drop_stroke_islands(const std::vector<int>& kinds, std::vector<CurveRows>& curves) {
  for (std::size_t k = 0; k < curves.size(); ++k) {
    CurveRows& curve = curves[k];
    for (std::size_t j = 0; j < curves.size(); ++j) {
      const CurveRows& other = curves[j];
      if (j == k || (kinds[k] >= 0 && kinds[j] == kinds[k])) continue;
      for (std::size_t first = 0; first < curve.fraction.size(); ++first) {
        if (!on_one_stroke(curve, other, first)) continue;
        std::size_t last = first + 1;
        while (last < curve.fraction.size() && on_one_stroke(curve, other, last)) ++last;
        if (last - first >= kLeastRows && is_island(curve, first, last)) drop(curve, first, last);
        first = last;
      }
    }
  }
}

}  // namespace logdigitise::pipeline
