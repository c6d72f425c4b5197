#pragma once
// Which curves stand together in a track, with which scales and grid.

#include <vector>

#include "logdigitise/core/random.hpp"
#include "logdigitise/synth/curve_family.hpp"
#include "logdigitise/synth/sheet_spec.hpp"

namespace logdigitise::synth {

/// Families of the curves of one track, the one that gives the scale first.
using Contents = std::vector<Family>;

/// What such tracks hold on real sheets, drawn at random.
[[nodiscard]] Contents correlation_track(Random& random);
[[nodiscard]] Contents resistivity_track(Random& random);
[[nodiscard]] Contents porosity_track(Random& random);
[[nodiscard]] Contents generic_track(Random& random);

/// What a track can show of `left`, the curves that a real well still has, which are taken out of it; all it
/// asks for if there is none.
[[nodiscard]] Contents available(Contents contents, std::vector<Family>& left, Random& random);

/// Adds a track of `width_in` inches at `x` (px, moved on), with the printed lines `lines`.
void add_track(SheetSpec& sheet, const Contents& wanted, double width_in, double& x, const GridSpec& lines,
               std::vector<Family>& left, Random& random);

/// Divisions of the track's grid; it has its curves and scale.
void set_value_grid(TrackSpec& track, Random& random);

}  // namespace logdigitise::synth
