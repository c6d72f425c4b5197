#pragma once
// Where a curve is worst.

#include <limits>
#include <span>

namespace logdigitise::metrics {

struct WorstInterval {
  double from = std::numeric_limits<double>::quiet_NaN();  ///< Depths of its first and last sample.
  double to = std::numeric_limits<double>::quiet_NaN();
  double mean_error = std::numeric_limits<double>::quiet_NaN();  ///< Mean absolute error in it.
};

/// The stretch of at most `window` of depth with the largest mean absolute error. `depths` increase, `errors`
/// are one per depth, NaN where there is none. Stretches less than half full do not count, so that a lone
/// sample is not the worst interval; in a log shorter than that, all of it is. NaN if there is no error.
/// O(n).
[[nodiscard]] WorstInterval worst_interval(std::span<const double> depths, std::span<const double> errors,
                                           double window);

}  // namespace logdigitise::metrics
