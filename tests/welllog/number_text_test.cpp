#include "logdigitise/welllog/number_text.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "logdigitise/core/error.hpp"

namespace logdigitise::welllog {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::string number(double value, int decimals) {
  std::string text;
  append_number(text, value, decimals);
  return text;
}

TEST(DepthTicks, AreWholeMultiplesOfTheStep) {
  const DepthTicks ticks = depth_ticks(std::vector<double>{1000.5, 1001.0, 1001.5});
  EXPECT_EQ(ticks.decimals, 1);
  EXPECT_EQ(ticks.step, 5);
  EXPECT_EQ(ticks.ticks, (std::vector<std::int64_t>{10005, 10010, 10015}));
}

TEST(DepthTicks, ForgetTheNoiseOfAddingUp) {
  std::vector<double> depths;
  double depth = 0.0;
  for (int i = 0; i < 100'000; ++i, depth += 0.1524) depths.push_back(depth);
  const DepthTicks ticks = depth_ticks(depths);
  EXPECT_EQ(ticks.decimals, 4);
  EXPECT_EQ(ticks.step, 1524);
  EXPECT_EQ(ticks.ticks.back(), 1524LL * 99'999);
}

TEST(DepthTicks, HaveANegativeStepUpwards) {
  EXPECT_EQ(depth_ticks(std::vector<double>{2.0, 1.9, 1.8}).step, -1);
}

TEST(DepthTicks, HaveStepZeroWhereTheStartIsNoMultipleOfIt) {
  const DepthTicks ticks = depth_ticks(std::vector<double>{100.2, 100.7, 101.2});
  EXPECT_EQ(ticks.step, 0);
  EXPECT_EQ(ticks.decimals, 1);
}

TEST(DepthTicks, HaveStepZeroForAThird) {
  const DepthTicks ticks = depth_ticks(std::vector<double>{1.0 / 3, 2.0 / 3, 1.0, 4.0 / 3, 10.0 / 3});
  EXPECT_EQ(ticks.step, 0);
}

TEST(DepthTicks, OfOneDepthHaveNoStep) {
  const DepthTicks ticks = depth_ticks(std::vector<double>{-12.25});
  EXPECT_EQ(ticks.step, 0);
  EXPECT_EQ(tick_text(ticks.ticks[0], ticks.decimals), "-12.25");
}

TEST(DepthTicks, RefuseWhatIsNoIndex) {
  for (const std::vector<double>& depths : {std::vector<double>{},
                                            {1.0, kNaN},
                                            {1.0, 2.0, 2.0},
                                            {1.0, 2.0, 1.5},
                                            {1e9},
                                            {3.0, 2.0, 2.5},
                                            {1.0, 1.0 + 1e-12}}) {
    EXPECT_THROW(static_cast<void>(depth_ticks(depths)), Error);
  }
}

TEST(TickText, KeepsTheSignOfAFraction) {
  EXPECT_EQ(tick_text(-5, 1), "-0.5");
  EXPECT_EQ(tick_text(0, 2), "0.00");
  EXPECT_EQ(tick_text(123456, 0), "123456");
}

TEST(CurveFormat, RoundsBelowAHundredThousandthOfTheRange) {
  const std::vector<double> gamma_ray = {0.0, 12.3, 150.0};
  const CurveFormat format = curve_format(gamma_ray);
  EXPECT_EQ(format.decimals, 3);
  EXPECT_LE(0.5 * std::pow(10.0, -format.decimals), 1e-5 * 150.0);
  EXPECT_EQ(format.width, 7);
}

TEST(CurveFormat, KeepsFiveDigitsAtTheLowEndOfFourDecades) {
  const std::vector<double> resistivity = {0.2, 20.0, 2000.0};
  EXPECT_EQ(curve_format(resistivity).decimals, 5);
}

TEST(CurveFormat, IsNotLedAstrayByOneTinyValue) {
  const std::vector<double> values = {1e-9, 20.0, 2000.0};
  EXPECT_LE(curve_format(values).decimals, 5);
}

TEST(CurveFormat, SeesTheRangeAndNotTheSize) {
  const std::vector<double> values = {5000.0, 5000.01};
  EXPECT_EQ(curve_format(values).decimals, 7);
}

TEST(CurveFormat, CopesWithNothingToPrint) {
  EXPECT_EQ(curve_format(std::vector<double>{kNaN, INFINITY, 1e30}).decimals, 0);
  EXPECT_EQ(curve_format(std::vector<double>{}).width, 0);
  EXPECT_EQ(curve_format(std::vector<double>{0.0, 0.0}).decimals, 0);
}

TEST(AppendNumber, HasNoMinusZeroAndNoExponent) {
  EXPECT_EQ(number(-0.0001, 2), "0.00");
  EXPECT_EQ(number(1.5e11, 1), "150000000000.0");
  EXPECT_EQ(number(1e-12, 3), "0.000");
}

TEST(AppendNumber, NeverPrintsANull) {
  EXPECT_EQ(number(-999.25, 2), "-999.24");
  EXPECT_EQ(number(-999.2499, 2), "-999.24");
  EXPECT_EQ(number(-999.25, 4), "-999.2499");
  EXPECT_EQ(number(-999.25, 1), "-999.2");
  EXPECT_EQ(number(-9999.0, 0), "-9998");
}

}  // namespace
}  // namespace logdigitise::welllog
