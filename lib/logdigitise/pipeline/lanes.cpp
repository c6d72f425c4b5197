#include "logdigitise/pipeline/lanes.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::pipeline {

namespace {

constexpr double kMostLanes = 2.0;  // No print comes back more often than twice.

}  // namespace

Lanes lanes_of(const layout::Curve& curve, layout::Scale scale) {
  if (!curve.wrap) return {};
  if (scale == layout::Scale::kLog) return {kMostLanes, kMostLanes};
  const double span = curve.right - curve.left;
  if (std::min(curve.left, curve.right) < 0.0 || span == 0.0) return {kMostLanes, kMostLanes};
  // Beyond the edge with the smaller value there is room down to 0.
  const double down_to_zero = std::min(kMostLanes, std::min(curve.left, curve.right) / std::abs(span));
  return span > 0.0 ? Lanes{down_to_zero, kMostLanes} : Lanes{kMostLanes, down_to_zero};
}

}  // namespace logdigitise::pipeline
