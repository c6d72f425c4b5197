#include <gtest/gtest.h>

#include <cmath>

#include "logdigitise/core/error.hpp"
#include "logdigitise/pipeline/convert.hpp"

namespace logdigitise::pipeline {
namespace {

layout::Depth depth(double top, double base, double step) {
  layout::Depth d;
  d.top = top;
  d.base = base;
  d.step = step;
  return d;
}

TEST(OutputDepths, AreTheMultiplesOfTheStepInside) {
  const std::vector<double> depths = output_depths(depth(1000.3, 1002.6, 0.5), 0);
  EXPECT_EQ(depths, (std::vector<double>{1000.5, 1001.0, 1001.5, 1002.0, 1002.5}));
}

TEST(OutputDepths, DoNotDriftOverAHundredThousandSteps) {
  const std::vector<double> depths = output_depths(depth(0.0, 15240.0, 0.1524), 0);
  ASSERT_EQ(depths.size(), 100'001U);
  EXPECT_DOUBLE_EQ(depths.back(), 100'000 * 0.1524);
}

TEST(OutputDepths, SpreadsPointsFromFirstToLast) {
  const std::vector<double> depths = output_depths(depth(0.0, 9.0, 0.5), 4);
  EXPECT_EQ(depths, (std::vector<double>{0.0, 3.0, 6.0, 9.0}));
}

TEST(OutputDepths, RefusesAnIntervalWithoutAMultiple) {
  EXPECT_THROW((void)output_depths(depth(1000.1, 1000.4, 0.5), 0), Error);
}

}  // namespace
}  // namespace logdigitise::pipeline
