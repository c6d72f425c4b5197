#pragma once
// Stretches in which a curve waits on the stroke of another one.

#include <vector>

#include "logdigitise/pipeline/curve_rows.hpp"

namespace logdigitise::pipeline {

/// Makes null, `unsure`, every stretch in which a path lies on another curve's stroke and neither came there
/// nor left along ink: a curve that went off its scale waits so on its neighbour, which costs the search less
/// than to be nowhere. Curves that merge come together along ink at one end at least. `curves`: of one pass;
/// `kinds`: of each of them as of kind_of: curves of one kind hide each other for long, and are left alone.
void drop_stroke_islands(const std::vector<int>& kinds, std::vector<CurveRows>& curves);

}  // namespace logdigitise::pipeline
