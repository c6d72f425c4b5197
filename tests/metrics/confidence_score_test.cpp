#include "logdigitise/metrics/confidence_score.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::metrics {
namespace {

TEST(ConfidenceScore, IsZeroWhereChanceAndFrequencyAgree) {
  std::vector<JudgedSample> samples;
  for (int i = 0; i < 100; ++i) samples.push_back({0.75F, i % 4 == 0 ? 0.03 : 0.002, false});
  const ConfidenceScore score = confidence_score(samples);
  EXPECT_EQ(score.n, 100);
  EXPECT_NEAR(score.calibration_error, 0.0, 1e-9);
  EXPECT_EQ(score.sure, 0.0);
  EXPECT_TRUE(std::isnan(score.sure_right));
  EXPECT_TRUE(std::isnan(score.gross_flagged));
}

TEST(ConfidenceScore, CountsWhatWasSaidTooSurely) {
  const std::vector<JudgedSample> samples = {
      {0.95F, 0.001, false}, {0.95F, 0.2, false}, {0.95F, 0.001, false}, {0.15F, 0.2, true}};
  const ConfidenceScore score = confidence_score(samples);
  EXPECT_DOUBLE_EQ(score.sure, 0.75);
  EXPECT_DOUBLE_EQ(score.sure_right, 2.0 / 3.0);
  EXPECT_NEAR(score.calibration_error, (3 * 0.95 - 2.0 + 0.15) / 4.0, 1e-6);
  EXPECT_EQ(score.gross, 2);
  EXPECT_DOUBLE_EQ(score.gross_flagged, 0.5);
  EXPECT_DOUBLE_EQ(score.flagged, 0.25);
}

TEST(ConfidenceScore, SaysNothingOfNothing) {
  const ConfidenceScore score = confidence_score({});
  EXPECT_EQ(score.n, 0);
  EXPECT_TRUE(std::isnan(score.calibration_error));
}

}  // namespace
}  // namespace logdigitise::metrics
