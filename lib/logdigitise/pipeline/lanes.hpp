#pragma once
// Which lanes a wrapping curve may visit.

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::pipeline {

struct Lanes {
  int left = 0;   ///< Track widths beyond the left edge.
  int right = 0;  ///< Track widths beyond the right edge.
};

/// None without `wrap`. With it one lane on each side, but not where a curve whose scale is all >= 0 would
/// have to be negative (no gamma ray is below 0), and on a logarithmic scale both.
[[nodiscard]] Lanes lanes_of(const layout::Curve& curve, layout::Scale scale);

}  // namespace logdigitise::pipeline
