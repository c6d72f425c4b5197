#pragma once
// Things that happen to a recorded curve: each changes a shape in place.

#include "logdigitise/synth/curve_shapes.hpp"

namespace logdigitise::synth {

/// The pen stands still (within a fraction of a pixel) for 20 to 500 ft.
void hold_still(Shape& shape, const DepthGrid& grid, const ShapeOptions& options, Random& random);
/// Single samples thrown aside.
void add_spikes(Shape& shape, const DepthGrid& grid, Random& random);
/// Excursions of up to several track widths over 0.5 to 6 ft.
void add_kicks(Shape& shape, const DepthGrid& grid, Random& random);
/// A zone of swings from one side to the other, as sonic cycle skips and dynamometer tracks have.
void add_cycle_skips(Shape& shape, const DepthGrid& grid, Random& random);
/// Ramps that fall back, over and over.
void add_saw_teeth(Shape& shape, const DepthGrid& grid, Random& random);
/// Values rounded to a grid of their own, or held over several samples.
void quantise(Shape& shape, const DepthGrid& grid, Random& random);
/// From some depth on all values are moved: a shifted base line.
void shift_base_line(Shape& shape, const DepthGrid& grid, Random& random);
/// A stretch of NaN inside, or at the start or the end.
void cut_gap(Shape& shape, const DepthGrid& grid, Random& random);

/// A random selection of all of them, by `options.mischief`.
void add_events(Shape& shape, const DepthGrid& grid, const ShapeOptions& options, Random& random);

}  // namespace logdigitise::synth
