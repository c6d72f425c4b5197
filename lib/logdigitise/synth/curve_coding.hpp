#pragma once
// Which curve of a track gets which line: style, weight, colour, pen, and what the layout says of them.

#include "logdigitise/synth/sheet_spec.hpp"

namespace logdigitise::synth {

/// Gives every curve of a track a coding of its own (style and weight, or colour where the scan will
/// show it), its pen, and now and then takes a curve out of the layout: such a distractor has a style that no
/// curve of the layout has. The layout's weight is set where two curves of the track share a style, and by
/// chance elsewhere; the colour is set only if the scan shows it.
void assign_codes(const SheetSpec& sheet, TrackSpec& track, const SheetOptions& options, Random& random);

/// A pen for that style and weight on this sheet.
[[nodiscard]] CurvePen random_pen(const SheetSpec& sheet, layout::LineStyle style, layout::LineWeight weight,
                                  Random& random);

}  // namespace logdigitise::synth
