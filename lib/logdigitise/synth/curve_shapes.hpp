#pragma once
// Well curves from nothing: what a tool would draw in a formation, and everything that goes wrong with it.

#include <vector>

#include "logdigitise/core/random.hpp"
#include "logdigitise/synth/curve_family.hpp"
#include "logdigitise/synth/formation.hpp"

namespace logdigitise::synth {

/// Positions across the track, one per sample of the formation's grid: 0 = left edge, 1 = right edge, beyond
/// = off scale (another lane if the curve wraps), NaN = nothing was recorded.
using Shape = std::vector<double>;

struct ShapeOptions {
  double track_px = 500.0;  ///< Track width.
  double mischief = 0.5;    ///< 0..1: how many spikes, kicks, skips, steps and gaps to expect.
};

/// A curve of a family. Resistivities of one formation share their invasion, so they run on top of each other
/// in tight zones; neutron and density oppose each other. Deterministic in `random`. O(samples).
[[nodiscard]] Shape make_shape(Family family, const Formation& formation, const ShapeOptions& options,
                               Random& random);

}  // namespace logdigitise::synth
