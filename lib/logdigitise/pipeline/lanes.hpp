#pragma once
// Which lanes a wrapping curve may visit.

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::pipeline {

struct Lanes {
  double left = 0.0;   ///< Track widths beyond the left edge.
  double right = 0.0;  ///< Track widths beyond the right edge.
};

/// None without `wrap`. With it two lanes on each side, of a curve whose scale is all >= 0 as far as it would
/// not be negative (no gamma ray is below 0; a sonic of 140 to 40 may go on for 0.4 of a lane), and on a
/// logarithmic scale both.
[[nodiscard]] Lanes lanes_of(const layout::Curve& curve, layout::Scale scale);

}  // namespace logdigitise::pipeline
