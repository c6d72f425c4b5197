#include "logdigitise/metrics/error_summary.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace logdigitise::metrics {

ErrorSummary summarise_errors(std::span<const double> predicted, std::span<const double> truth) {
  std::vector<double> sizes;
  double truth_sum = 0.0;
  double error_sum = 0.0;
  double size_sum = 0.0;
  double square_sum = 0.0;
  const auto is_pair = [&](std::size_t i) { return !std::isnan(predicted[i]) && !std::isnan(truth[i]); };
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (!is_pair(i)) continue;
    const double error = predicted[i] - truth[i];
    sizes.push_back(std::abs(error));
    truth_sum += truth[i];
    error_sum += error;
    size_sum += std::abs(error);
    square_sum += error * error;
  }
  ErrorSummary summary;
  if (sizes.empty()) return summary;
  const auto n = static_cast<double>(sizes.size());
  summary.compared = static_cast<std::int64_t>(sizes.size());
  summary.mae = size_sum / n;
  summary.mse = square_sum / n;
  summary.rmse = std::sqrt(summary.mse);
  summary.bias = error_sum / n;
  double spread = 0.0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (is_pair(i)) spread += (truth[i] - truth_sum / n) * (truth[i] - truth_sum / n);
  }
  // A constant truth has a spread of rounding errors only.
  const double rounding = 1e-24 * n * (truth_sum / n) * (truth_sum / n);
  if (spread > rounding) summary.r2 = 1.0 - square_sum / spread;
  const auto rank = sizes.begin() + static_cast<std::ptrdiff_t>(std::ceil(0.95 * n)) - 1;
  std::nth_element(sizes.begin(), rank, sizes.end());
  summary.p95 = *rank;
  summary.max = *std::max_element(rank, sizes.end());
  return summary;
}

}  // namespace logdigitise::metrics
