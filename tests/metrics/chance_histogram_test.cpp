#include "logdigitise/metrics/chance_histogram.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::metrics {
namespace {

/// Ten pixels: of four of the class three are found at 128 or more, of six others one is.
ChanceHistogram ten_pixels() {
  ChanceHistogram histogram;
  for (const int chance : {255, 204, 153, 51}) histogram.add(static_cast<std::uint8_t>(chance), true);
  for (const int chance : {204, 102, 51, 0, 0, 0}) histogram.add(static_cast<std::uint8_t>(chance), false);
  return histogram;
}

TEST(ChanceHistogram, CountsAtAThreshold) {
  const ChanceHistogram::Counts n = ten_pixels().counts(128);
  EXPECT_EQ(n.true_positive, 3);
  EXPECT_EQ(n.false_negative, 1);
  EXPECT_EQ(n.false_positive, 1);
  EXPECT_EQ(n.true_negative, 5);
  EXPECT_DOUBLE_EQ(precision(n), 0.75);
  EXPECT_DOUBLE_EQ(recall(n), 0.75);
  EXPECT_DOUBLE_EQ(specificity(n), 5.0 / 6.0);
  EXPECT_DOUBLE_EQ(intersection_over_union(n), 3.0 / 5.0);
  EXPECT_DOUBLE_EQ(f_score(n, 1.0), 0.75);
}

TEST(ChanceHistogram, CallsNothingTheClassAboveAllChances) {
  const ChanceHistogram::Counts n = ten_pixels().counts(256);
  EXPECT_EQ(n.true_positive + n.false_positive, 0);
  EXPECT_TRUE(std::isnan(precision(n)));
  EXPECT_DOUBLE_EQ(recall(n), 0.0);
}

TEST(FScore, CountsRecallFourTimesAtBetaTwo) {
  ChanceHistogram::Counts n;
  n.true_positive = 8;
  n.false_positive = 8;  // Precision 0.5.
  n.false_negative = 2;  // Recall 0.8.
  EXPECT_DOUBLE_EQ(f_score(n, 2.0), 5.0 * 0.5 * 0.8 / (4.0 * 0.5 + 0.8));
}

TEST(ChanceHistogram, SumsPrecisionOverGainsInRecall) {
  // Downwards: 255 finds one (1/1); 204 one more and one wrong (2/3); 153 one more (3/4); 51 the last, with
  // two more wrong (4/7).
  EXPECT_NEAR(ten_pixels().average_precision(), (1.0 + 2.0 / 3.0 + 3.0 / 4.0 + 4.0 / 7.0) / 4.0, 1e-12);
  EXPECT_TRUE(std::isnan(ChanceHistogram{}.average_precision()));
}

TEST(ChanceHistogram, MeasuresSquaredErrorOfChances) {
  const double expected = (0.0 + 0.04 + 0.16 + 0.64 + 0.64 + 0.16 + 0.04) / 10.0;
  EXPECT_NEAR(ten_pixels().brier(), expected, 1e-12);
}

TEST(ChanceHistogram, ComparesChanceWithFrequency) {
  // 100 pixels at 0.8, of which 60 are of the class; 100 at 0.2, of which 20 are.
  ChanceHistogram histogram;
  for (int i = 0; i < 100; ++i) {
    histogram.add(204, i < 60);
    histogram.add(51, i < 20);
  }
  const auto bars = histogram.reliability(10);
  ASSERT_EQ(bars.size(), 2U);
  EXPECT_NEAR(bars[0].chance, 0.2, 1e-12);
  EXPECT_NEAR(bars[0].frequency, 0.2, 1e-12);
  EXPECT_NEAR(bars[1].frequency, 0.6, 1e-12);
  EXPECT_NEAR(histogram.expected_calibration_error(10), 0.1, 1e-12);
  EXPECT_NEAR(histogram.expected_calibration_error(10, 128), 0.2, 1e-12);
}

TEST(ChanceHistogram, AddsUp) {
  ChanceHistogram sum = ten_pixels();
  sum.add(ten_pixels());
  EXPECT_EQ(sum.positives(), 8);
  EXPECT_EQ(sum.negatives(), 12);
  EXPECT_DOUBLE_EQ(sum.average_precision(), ten_pixels().average_precision());
}

}  // namespace
}  // namespace logdigitise::metrics
