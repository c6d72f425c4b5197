#include "logdigitise/layout/layout.hpp"

#include <cmath>
#include <limits>

namespace logdigitise::layout {

std::string_view style_name(LineStyle style) {
  switch (style) {
    case LineStyle::kSolid:
      return "solid";
    case LineStyle::kDashed:
      return "dashed";
    case LineStyle::kDotted:
      return "dotted";
    case LineStyle::kLongDash:
      return "longdash";
  }
  return "solid";
}

std::string_view weight_name(LineWeight weight) {
  switch (weight) {
    case LineWeight::kUnknown:
      return "";
    case LineWeight::kLight:
      return "light";
    case LineWeight::kMedium:
      return "medium";
    case LineWeight::kHeavy:
      return "heavy";
  }
  return "";
}

double value_from_fraction(const Curve& curve, Scale scale, double u) {
  if (scale == Scale::kLinear) return curve.left + u * (curve.right - curve.left);
  return curve.left * std::exp(u * std::log(curve.right / curve.left));
}

double fraction_from_value(const Curve& curve, Scale scale, double value) {
  if (scale == Scale::kLinear) return (value - curve.left) / (curve.right - curve.left);
  if (!(value > 0.0)) return std::numeric_limits<double>::quiet_NaN();
  return std::log(value / curve.left) / std::log(curve.right / curve.left);
}

}  // namespace logdigitise::layout
