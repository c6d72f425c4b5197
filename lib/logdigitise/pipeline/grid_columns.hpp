#pragma once
// Where the paper of a track has vertical lines, as far as its scale tells.

#include <vector>

#include "logdigitise/band/band.hpp"
#include "logdigitise/layout/layout.hpp"

namespace logdigitise::pipeline {

/// Columns of the lines 1 to 9 of every decade of a logarithmic track, ascending, by the scale of its first
/// curve. None for a linear track: how many divisions it has, its layout does not say.
[[nodiscard]] std::vector<int> grid_columns(const layout::Track& track, const band::TrackBand& band);

}  // namespace logdigitise::pipeline
