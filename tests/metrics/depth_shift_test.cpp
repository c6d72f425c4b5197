#include "logdigitise/metrics/depth_shift.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "logdigitise/core/random.hpp"

namespace logdigitise::metrics {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct Logs {
  std::vector<double> depths;
  std::vector<double> predicted;
  std::vector<double> truth;
};

// A wandering curve, predicted `lag` samples too deep.
Logs shifted(int lag, int n = 400) {
  Random random(3);
  std::vector<double> walk(static_cast<std::size_t>(n) + 100, 0.0);
  for (std::size_t i = 1; i < walk.size(); ++i) walk[i] = 0.9 * walk[i - 1] + random.normal();
  Logs logs;
  for (int i = 0; i < n; ++i) {
    logs.depths.push_back(1000.0 + 0.5 * i);
    logs.truth.push_back(walk[static_cast<std::size_t>(i + 50)]);
    logs.predicted.push_back(walk[static_cast<std::size_t>(i + 50 - lag)]);
  }
  return logs;
}

TEST(FindDepthShift, FindsHowMuchTooDeep) {
  for (const int lag : {0, 1, 7, -12, 20}) {
    const Logs logs = shifted(lag);
    const DepthShift found = find_depth_shift(logs.depths, logs.predicted, logs.truth, 10.0);
    EXPECT_DOUBLE_EQ(found.shift, 0.5 * lag);
    EXPECT_NEAR(found.correlation, 1.0, 1e-9);
    EXPECT_EQ(found.correlation_at_zero == found.correlation, lag == 0);
  }
}

TEST(FindDepthShift, StaysWithinItsLimit) {
  const Logs logs = shifted(20);
  EXPECT_LE(std::abs(find_depth_shift(logs.depths, logs.predicted, logs.truth, 4.0).shift), 4.0);
  EXPECT_EQ(find_depth_shift(logs.depths, logs.predicted, logs.truth, 0.0).shift, 0.0);
}

TEST(FindDepthShift, WorksAroundGaps) {
  Logs logs = shifted(5);
  for (std::size_t i = 100; i < 180; ++i) logs.predicted[i] = kNaN;
  for (std::size_t i = 250; i < 300; ++i) logs.truth[i] = kNaN;
  EXPECT_DOUBLE_EQ(find_depth_shift(logs.depths, logs.predicted, logs.truth, 10.0).shift, 2.5);
}

TEST(FindDepthShift, SaysNothingOfConstantOrFewSamples) {
  Logs logs = shifted(0);
  EXPECT_TRUE(
      std::isnan(find_depth_shift(logs.depths, std::vector<double>(400, 5.0), logs.truth, 10.0).shift));
  logs = shifted(0, 9);
  EXPECT_TRUE(std::isnan(find_depth_shift(logs.depths, logs.predicted, logs.truth, 10.0).shift));
  EXPECT_TRUE(std::isnan(find_depth_shift({}, {}, {}, 10.0).shift));
}

}  // namespace
}  // namespace logdigitise::metrics
