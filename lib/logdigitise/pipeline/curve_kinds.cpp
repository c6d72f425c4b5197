#include "logdigitise/pipeline/curve_kinds.hpp"

#include <algorithm>

namespace logdigitise::pipeline {

int kind_of(const layout::Track& track, int c) {
  const layout::Curve& own = track.curves[static_cast<std::size_t>(c)];
  if (own.unit.empty()) return -1;
  const auto first = std::find_if(track.curves.begin(), track.curves.end(), [&](const layout::Curve& other) {
    return other.unit == own.unit && other.left == own.left && other.right == own.right;
  });
  return static_cast<int>(first - track.curves.begin());
}

}  // namespace logdigitise::pipeline
