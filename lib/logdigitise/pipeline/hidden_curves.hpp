#pragma once
// Curves that were drawn over by others, in another colour.

#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/curve_rows.hpp"

namespace logdigitise::pipeline {

/// Puts a curve on those that hide it: where it ends at the stroke of a curve of its kind (kind_of()) and
/// comes out of one again, and strokes of its kind lead all the way from there to here, it is under them, for
/// whoever drew later drew over it. Through 64 rows or less strokes of any kind may lead. Such rows take the
/// position of the curve on top, with its ink as evidence but no chance of its own. Gaps that begin or end on
/// bare paper stay gaps, and so do rows off scale.
/// `passes`: the curves of one track, all of one length, by the pass that read them; within a pass the tracer
/// has decided.
void lay_hidden(const layout::Track& track, std::vector<std::vector<CurveRows>>& passes);

}  // namespace logdigitise::pipeline
