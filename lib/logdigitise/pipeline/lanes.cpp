#include "logdigitise/pipeline/lanes.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::pipeline {

namespace {

constexpr double kMostLanes = 2.0;  // No print comes back more often than twice.

}  // namespace

Lanes lanes_of(const layout::Curve& curve, layout::Scale scale) {
  if (!curve.wrap) return {};
  Lanes lanes{kMostLanes, kMostLanes, kMostLanes, kMostLanes};
  const double span = curve.right - curve.left;
  if (scale == layout::Scale::kLog || std::min(curve.left, curve.right) < 0.0 || span == 0.0) return lanes;
  // Beyond the edge with the smaller value there is room down to 0.
  (span > 0.0 ? lanes.likely_left : lanes.likely_right) =
      std::min(kMostLanes, std::min(curve.left, curve.right) / std::abs(span));
  return lanes;
}

}  // namespace logdigitise::pipeline
