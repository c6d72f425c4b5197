#pragma once
// Stretches of depth, and values between samples.

#include <vector>

#include "logdigitise/review/reviewed_log.hpp"

namespace logdigitise::review {

/// `list` with `cut` taken out of each; what is left of one that reaches beyond it on both sides is two. A
/// stretch of one depth inside `cut` is gone.
[[nodiscard]] std::vector<Stretch> without(const std::vector<Stretch>& list, const Stretch& cut);

/// The value at `depth`, linear between the two samples around it; NaN if either is, and beyond the ends.
/// `depths` increase.
[[nodiscard]] double value_at(const std::vector<double>& depths, const std::vector<double>& values,
                              double depth);

}  // namespace logdigitise::review
