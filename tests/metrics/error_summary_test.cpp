#include "logdigitise/metrics/error_summary.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace logdigitise::metrics {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
using Values = std::vector<double>;

TEST(SummariseErrors, AgreesWithFiguresByHand) {
  // Errors 1, -1, 2, 0; the truth's mean is 2.5, its SST 5.
  const ErrorSummary summary = summarise_errors(Values{2, 1, 5, 4}, Values{1, 2, 3, 4});
  EXPECT_EQ(summary.compared, 4);
  EXPECT_DOUBLE_EQ(summary.mae, 1.0);
  EXPECT_DOUBLE_EQ(summary.mse, 1.5);
  EXPECT_DOUBLE_EQ(summary.rmse, std::sqrt(1.5));
  EXPECT_DOUBLE_EQ(summary.bias, 0.5);
  EXPECT_DOUBLE_EQ(summary.r2, 1.0 - 6.0 / 5.0);
  EXPECT_DOUBLE_EQ(summary.p95, 2.0);
  EXPECT_DOUBLE_EQ(summary.max, 2.0);
}

TEST(SummariseErrors, TakesTheNearestRankForP95) {
  Values truth(100, 0.0);
  Values predicted(100);
  for (std::size_t i = 0; i < 100; ++i) predicted[i] = static_cast<double>(100 - i);
  EXPECT_EQ(summarise_errors(predicted, truth).p95, 95.0);
  EXPECT_EQ(summarise_errors(predicted, truth).max, 100.0);
}

TEST(SummariseErrors, LeavesOutWhatIsMissing) {
  const ErrorSummary summary = summarise_errors(Values{kNaN, 5, 7}, Values{1, kNaN, 6});
  EXPECT_EQ(summary.compared, 1);
  EXPECT_EQ(summary.mae, 1.0);
}

TEST(SummariseErrors, SaysNothingOfNothing) {
  const ErrorSummary summary = summarise_errors(Values{kNaN}, Values{1});
  EXPECT_EQ(summary.compared, 0);
  for (const double figure :
       {summary.mae, summary.mse, summary.rmse, summary.bias, summary.r2, summary.p95, summary.max}) {
    EXPECT_TRUE(std::isnan(figure));
  }
}

TEST(SummariseErrors, HasNoR2ForAConstantTruth) {
  EXPECT_TRUE(std::isnan(summarise_errors(Values{1, 2}, Values{3, 3}).r2));
  // Neither where its mean is not the same number to the last bit.
  EXPECT_TRUE(std::isnan(summarise_errors(Values(82, 7.9), Values(82, 7.875001)).r2));
  EXPECT_TRUE(std::isnan(summarise_errors(Values(10, 0.1), Values(10, 0.7)).r2));
}

}  // namespace
}  // namespace logdigitise::metrics
