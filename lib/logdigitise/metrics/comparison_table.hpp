#pragma once
// A comparison for a person to read.

#include <string>

#include "logdigitise/metrics/compare_logs.hpp"

namespace logdigitise::metrics {

/// A header line, a line per curve and one for all of them, columns aligned, every line ended. `-` stands
/// where there is no figure; errors in fractions of the track have `_tr` in their names, shares are in
/// percent.
[[nodiscard]] std::string comparison_table(const Comparison& comparison);

}  // namespace logdigitise::metrics
