#include "logdigitise/metrics/worst_interval.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace logdigitise::metrics {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::vector<double> ramp(std::size_t n, double step) {
  std::vector<double> depths(n);
  for (std::size_t i = 0; i < n; ++i) depths[i] = static_cast<double>(i) * step;
  return depths;
}

TEST(WorstIntervalSearch, FindsTheBurst) {
  const std::vector<double> depths = ramp(200, 0.5);
  std::vector<double> errors(200, 0.1);
  for (std::size_t i = 100; i < 121; ++i) errors[i] = -4.0;
  const WorstInterval worst = worst_interval(depths, errors, 10.0);
  EXPECT_EQ(worst.from, 50.0);
  EXPECT_EQ(worst.to, 60.0);
  EXPECT_NEAR(worst.mean_error, 4.0, 1e-12);
}

TEST(WorstIntervalSearch, IsNotDrawnToALoneSample) {
  const std::vector<double> depths = ramp(200, 0.5);
  std::vector<double> errors(200, kNaN);
  for (std::size_t i = 0; i < 60; ++i) errors[i] = 1.0;
  errors[150] = 3.0;
  EXPECT_LE(worst_interval(depths, errors, 10.0).to, 30.0);
}

TEST(WorstIntervalSearch, TakesAllOfAShortLog) {
  const WorstInterval worst = worst_interval(ramp(3, 1.0), std::vector<double>{1, 2, 3}, 10.0);
  EXPECT_EQ(worst.from, 0.0);
  EXPECT_EQ(worst.to, 2.0);
  EXPECT_EQ(worst.mean_error, 2.0);
}

TEST(WorstIntervalSearch, FallsBackToScatteredSamples) {
  std::vector<double> errors(200, kNaN);
  errors[10] = 1.0;
  errors[190] = 2.0;
  EXPECT_EQ(worst_interval(ramp(200, 0.5), errors, 10.0).from, 95.0);
}

TEST(WorstIntervalSearch, OfNothingIsNothing) {
  EXPECT_TRUE(std::isnan(worst_interval(ramp(3, 1.0), std::vector<double>(3, kNaN), 1.0).from));
  EXPECT_TRUE(std::isnan(worst_interval({}, {}, 1.0).mean_error));
}

}  // namespace
}  // namespace logdigitise::metrics
