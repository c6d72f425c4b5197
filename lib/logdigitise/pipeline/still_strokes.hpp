#pragma once
// Curves that stand still: a caliper in gauge, a baseline.

#include <cstddef>
#include <span>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/column_ink.hpp"
#include "logdigitise/pipeline/curve_rows.hpp"

namespace logdigitise::pipeline {

/// Closes gaps of solid curves that stand on a stroke which is as straight as a printed line, and which the
/// network took for one: where the curve ends and comes out again on one stroke that is inked all the way
/// between, and that, unlike a printed line, is not there where the curve is elsewhere. Off-scale and damaged
/// rows stay without a value, and so do gaps of less than two blocks.
/// `styles`: of the curves, as asked. `curves`: those of one pass, all rows of the band.
void lay_on_still_strokes(const ColumnInk& ink, double left_px, double right_px,
                          std::span<const layout::LineStyle> styles, std::vector<CurveRows>& curves);

/// Whether rows [first, last) of a curve stand on a line that is inked on nearly all of the page where the
/// curve is elsewhere: no curve is. False where it is not elsewhere often enough to tell.
[[nodiscard]] bool stands_on_printed_line(const ColumnInk& ink, double left_px, double right_px,
                                          const CurveRows& curve, std::size_t first, std::size_t last);

}  // namespace logdigitise::pipeline
