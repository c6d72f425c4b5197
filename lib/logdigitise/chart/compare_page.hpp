#pragma once
// The comparison of two logs as a page to look around in.

#include <string>

#include "logdigitise/chart/compare_plot.hpp"

namespace logdigitise::chart {

/// One HTML file that loads nothing: both readings of a curve on a depth axis, their difference, a histogram,
/// the figures, and the worst stretches of `window` depths to jump to. Values are kept to a 20,000th of the
/// curve's width, about 12 bytes a depth and curve.
[[nodiscard]] std::string compare_page(const ComparePlot& plot, double window);

}  // namespace logdigitise::chart
