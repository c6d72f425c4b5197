#pragma once
// From a compared curve's values to fractions of its width.

#include "logdigitise/chart/compare_plot.hpp"

namespace logdigitise::chart {

/// The scale the curve has, or as its values need it.
class CurveWidth {
 public:
  explicit CurveWidth(const ComparedCurve& curve);

  /// NaN for a value that is none, and for one of 0 or less on a logarithmic scale.
  [[nodiscard]] double fraction(double value) const;
  [[nodiscard]] double left() const { return left_; }
  [[nodiscard]] double right() const { return right_; }

 private:
  bool logarithmic_;
  double left_;
  double right_;
};

}  // namespace logdigitise::chart
