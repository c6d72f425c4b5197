#pragma once
// Which lanes a wrapping curve may visit.

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::pipeline {

struct Lanes {
  double left = 0.0;          ///< Track widths beyond the left edge to which a curve may wrap.
  double right = 0.0;         ///< The same beyond the right edge.
  double likely_left = 0.0;   ///< So many of those are likely.
  double likely_right = 0.0;  ///< The same on the right.
};

/// None without `wrap`. With it two on each side; likely are those in which a curve whose scale is all >= 0
/// is not negative (gamma rays are not; a sonic of 140 to 40 may go on for 0.4 of a lane), and on a
/// logarithmic scale all.
[[nodiscard]] Lanes lanes_of(const layout::Curve& curve, layout::Scale scale);

}  // namespace logdigitise::pipeline
