#pragma once
// Whether the scale that a header states can be relied on.

#include "logdigitise/sheet/curve_table.hpp"
#include "logdigitise/sheet/header_entry.hpp"
#include "logdigitise/sheet/track_grid.hpp"

namespace logdigitise::sheet {

/// Whether a scale is logarithmic by its values alone: two decades or more, whole ones.
[[nodiscard]] bool is_log_range(double left, double right);

/// Puts mnemonic and unit into the entry; says in the note if the name was corrected.
void apply_name(const NamedCurve& name, HeaderEntry& entry);

/// Decides is_scale_proven, left and right from what was read and from the track's grid; see read_header().
void prove_scale(const TrackGrid& grid, HeaderEntry& entry);

}  // namespace logdigitise::sheet
