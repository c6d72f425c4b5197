#pragma once
// A curve at other depths.

#include <span>
#include <vector>

namespace logdigitise::metrics {

/// The usual distance of neighbouring depths: their median, > 0; 0 if there are fewer than two different
/// ones.
[[nodiscard]] double median_step(std::span<const double> depths);

/// Values of a curve at the depths `onto`: its own sample where there is one (to 1e-4 of its step), else
/// linear between the two valid samples around it if they are at most `tolerance_step` of its steps apart,
/// else NaN. `depths` and `values` are of one length, in any order; NaN values are gaps. O((n + m) log n).
[[nodiscard]] std::vector<double> resample(std::span<const double> depths, std::span<const double> values,
                                           std::span<const double> onto, double tolerance_step = 1.5);

}  // namespace logdigitise::metrics
