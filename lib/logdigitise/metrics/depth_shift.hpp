#pragma once
// Is the prediction at the right depth?

#include <limits>
#include <span>

namespace logdigitise::metrics {

struct DepthShift {
  /// The prediction's features lie this much deeper than the truth's (negative: shallower), in whole truth
  /// steps.
  double shift = std::numeric_limits<double>::quiet_NaN();
  double correlation = std::numeric_limits<double>::quiet_NaN();          ///< At that shift.
  double correlation_at_zero = std::numeric_limits<double>::quiet_NaN();  ///< Without a shift.
};

/// The lag that maximises the correlation of predicted(depth + lag) with truth(depth), |lag| <= max_shift; of
/// equal ones the smallest. Both curves have values for the same `depths`, which increase; NaN are gaps. Lags
/// that leave fewer than 10 pairs, or half of those at lag 0, are not tried. NaN if one curve is constant or
/// fewer than 10 pairs exist. O(n * lags) on a regular grid of the median step.
[[nodiscard]] DepthShift find_depth_shift(std::span<const double> depths, std::span<const double> predicted,
                                          std::span<const double> truth, double max_shift);

}  // namespace logdigitise::metrics
