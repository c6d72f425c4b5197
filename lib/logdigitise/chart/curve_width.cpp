#include "logdigitise/chart/curve_width.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace logdigitise::chart {

CurveWidth::CurveWidth(const ComparedCurve& curve)
    : logarithmic_(curve.logarithmic), left_(curve.left), right_(curve.right) {
  if (left_ != right_) return;
  left_ = std::numeric_limits<double>::infinity();
  right_ = -left_;
  for (const std::vector<double>* values : {&curve.truth, &curve.predicted}) {
    for (const double value : *values) {
      if (std::isnan(value)) continue;
      left_ = std::min(left_, value);
      right_ = std::max(right_, value);
    }
  }
  if (!(right_ > left_)) {
    const double middle = std::isfinite(left_) ? left_ : 0.0;
    left_ = middle - 1.0;
    right_ = middle + 1.0;
  }
}

double CurveWidth::fraction(double value) const {
  if (!logarithmic_) return (value - left_) / (right_ - left_);
  return value > 0.0 ? std::log(value / left_) / std::log(right_ / left_)
                     : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace logdigitise::chart
