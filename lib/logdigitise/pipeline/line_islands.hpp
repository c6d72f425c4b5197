#pragma once
// Stretches of a path that lie on a printed line, with a leap to get there.

#include <cstddef>
#include <functional>

#include "logdigitise/pipeline/curve_rows.hpp"

namespace logdigitise::pipeline {

/// Whether rows [first, last) of the curve are known to stand on a printed line.
using OnPrintedLine = std::function<bool(std::size_t first, std::size_t last)>;

/// Makes null, `unsure`, every short stretch in which a path stands still between two leaps over paper, or
/// between such a leap and a gap. A curve that left its track or went under another one waits so, on a
/// printed line, which looks more like it than bare paper. Stretches that are reached along ink are left
/// alone, and those of hundreds of rows, which may be a calm curve, unless `on_printed_line` knows better.
/// `width_px`: of the track.
void drop_line_islands(double width_px, CurveRows& curve, const OnPrintedLine& on_printed_line = {});

}  // namespace logdigitise::pipeline
