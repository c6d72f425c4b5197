#pragma once
// The usual figures of a list of errors.

#include <cstdint>
#include <limits>
#include <span>

namespace logdigitise::metrics {

/// In the unit of the values (MSE in its square, R2 without); NaN where there is nothing to say.
struct ErrorSummary {
  std::int64_t compared = 0;  ///< Samples with both values.
  double mae = std::numeric_limits<double>::quiet_NaN();
  double mse = std::numeric_limits<double>::quiet_NaN();
  double rmse = std::numeric_limits<double>::quiet_NaN();
  double bias = std::numeric_limits<double>::quiet_NaN();  ///< Mean of predicted - truth.
  double r2 = std::numeric_limits<double>::quiet_NaN();  ///< 1 - SSE / SST; NaN for a truth that is constant.
  double p95 = std::numeric_limits<double>::quiet_NaN();  ///< 95 % of the absolute errors are at most this.
  double max = std::numeric_limits<double>::quiet_NaN();  ///< Largest absolute error.
};

/// Of the samples where neither is NaN; both of one length. O(n).
[[nodiscard]] ErrorSummary summarise_errors(std::span<const double> predicted, std::span<const double> truth);

}  // namespace logdigitise::metrics
