#include "logdigitise/metrics/resample.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace logdigitise::metrics {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
using Values = std::vector<double>;

TEST(Resample, InterpolatesBetweenNeighbours) {
  const Values result = resample(Values{1, 2, 3}, Values{10, 20, 40}, Values{1, 1.5, 2.25, 3});
  EXPECT_EQ(result, (Values{10, 15, 25, 40}));
}

TEST(Resample, KeepsAGapAGap) {
  const Values result =
      resample(Values{1, 2, 3, 4}, Values{10, kNaN, 30, 40}, Values{1, 1.5, 2, 2.5, 3, 3.5});
  EXPECT_EQ(result[0], 10.0);
  EXPECT_TRUE(std::isnan(result[1]));
  EXPECT_TRUE(std::isnan(result[2]));
  EXPECT_TRUE(std::isnan(result[3]));
  EXPECT_EQ(result[4], 30.0);
  EXPECT_EQ(result[5], 35.0);
}

TEST(Resample, ReachesOverOneAndAHalfStepsAndNoFurther) {
  const Values depths = {1, 2, 3, 4.5, 5.5, 6.5, 8.1};
  const Values result = resample(depths, depths, Values{3.75, 7.0});
  EXPECT_EQ(result[0], 3.75);
  EXPECT_TRUE(std::isnan(result[1]));
  EXPECT_EQ(resample(depths, depths, Values{7.0}, 2.0)[0], 7.0);
}

TEST(Resample, DoesNotExtrapolate) {
  for (const double value : resample(Values{1, 2}, Values{10, 20}, Values{0.9, 2.1}))
    EXPECT_TRUE(std::isnan(value));
}

TEST(Resample, TakesDecreasingDepths) {
  EXPECT_EQ(resample(Values{3, 2, 1}, Values{30, 20, 10}, Values{2.5, 1}), (Values{25, 10}));
}

TEST(Resample, FindsALoneSampleAtItsDepthDespiteRoundOff) {
  EXPECT_EQ(resample(Values{1, 2, 3}, Values{kNaN, 20, kNaN}, Values{2 + 1e-9})[0], 20.0);
  EXPECT_EQ(resample(Values{7}, Values{5}, Values{7})[0], 5.0);
}

TEST(Resample, OfNothingIsNothing) {
  EXPECT_TRUE(std::isnan(resample(Values{}, Values{}, Values{1})[0]));
  EXPECT_TRUE(resample(Values{1}, Values{1}, Values{}).empty());
}

TEST(MedianStep, IgnoresJumpsAndRepeats) {
  EXPECT_EQ(median_step(Values{1, 2, 2, 3, 100, 101}), 1.0);
  EXPECT_EQ(median_step(Values{5}), 0.0);
}

}  // namespace
}  // namespace logdigitise::metrics
