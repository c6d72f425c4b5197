#include "logdigitise/pipeline/lanes.hpp"

#include <algorithm>

namespace logdigitise::pipeline {

Lanes lanes_of(const layout::Curve& curve, layout::Scale scale) {
  if (!curve.wrap) return {};
  if (scale == layout::Scale::kLog) return {1, 1};
  const bool never_negative = std::min(curve.left, curve.right) >= 0.0;
  const double far_left = 2.0 * curve.left - curve.right;
  const double far_right = 2.0 * curve.right - curve.left;
  Lanes lanes{1, 1};
  if (never_negative && far_left < 0.0) lanes.left = 0;
  if (never_negative && far_right < 0.0) lanes.right = 0;
  return lanes;
}

}  // namespace logdigitise::pipeline
