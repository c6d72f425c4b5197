#include "logdigitise/layout/layout.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::layout {
namespace {

Curve curve_with(double left, double right) {
  Curve curve;
  curve.left = left;
  curve.right = right;
  return curve;
}

TEST(ValueFromFraction, IsLinearBetweenTheEdges) {
  const Curve gr = curve_with(0.0, 150.0);
  EXPECT_DOUBLE_EQ(value_from_fraction(gr, Scale::kLinear, 0.0), 0.0);
  EXPECT_DOUBLE_EQ(value_from_fraction(gr, Scale::kLinear, 0.5), 75.0);
  EXPECT_DOUBLE_EQ(value_from_fraction(gr, Scale::kLinear, 2.0), 300.0);
}

TEST(ValueFromFraction, RunsBackwardsOnAReversedScale) {
  EXPECT_NEAR(value_from_fraction(curve_with(0.45, -0.15), Scale::kLinear, 0.25), 0.30, 1e-15);
}

TEST(ValueFromFraction, IsGeometricOnALogScale) {
  const Curve ild = curve_with(0.2, 2000.0);
  EXPECT_NEAR(value_from_fraction(ild, Scale::kLog, 0.25), 2.0, 1e-12);
  EXPECT_NEAR(value_from_fraction(ild, Scale::kLog, 1.0), 2000.0, 1e-9);
}

TEST(FractionFromValue, UndoesValueFromFraction) {
  for (const Scale scale : {Scale::kLinear, Scale::kLog}) {
    for (const Curve& curve : {curve_with(0.2, 2000.0), curve_with(140.0, 40.0)}) {
      for (const double u : {-0.5, 0.0, 0.3, 1.0, 1.7}) {
        EXPECT_NEAR(fraction_from_value(curve, scale, value_from_fraction(curve, scale, u)), u, 1e-12);
      }
    }
  }
}

TEST(FractionFromValue, IsNanForWhatALogScaleCannotShow) {
  EXPECT_TRUE(std::isnan(fraction_from_value(curve_with(0.2, 2000.0), Scale::kLog, 0.0)));
  EXPECT_TRUE(std::isnan(fraction_from_value(curve_with(0.2, 2000.0), Scale::kLog, -1.0)));
}

TEST(Names, AreThoseOfTheContract) {
  EXPECT_EQ(style_name(LineStyle::kSolid), "solid");
  EXPECT_EQ(style_name(LineStyle::kDashed), "dashed");
  EXPECT_EQ(style_name(LineStyle::kDotted), "dotted");
  EXPECT_EQ(style_name(LineStyle::kLongDash), "longdash");
  EXPECT_EQ(weight_name(LineWeight::kUnknown), "");
  EXPECT_EQ(weight_name(LineWeight::kHeavy), "heavy");
}

}  // namespace
}  // namespace logdigitise::layout
