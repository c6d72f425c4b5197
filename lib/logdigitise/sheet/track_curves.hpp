#pragma once
// Header entries of a track -> the curves of a layout, with what a person should look at.

#include <set>
#include <string>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/sheet/header_entry.hpp"
#include "logdigitise/sheet/track_grid.hpp"

namespace logdigitise::sheet {

struct TrackCurves {
  layout::Scale scale = layout::Scale::kLinear;
  std::vector<layout::Curve> curves;  ///< At least one.
  std::vector<std::string> flags;
};

/// Curves of track `number` (from 1). An entry whose scale is proven keeps its values, under its name or,
/// where that could not be read, as TRACKn_CURVEm. One whose scale is not becomes TRACKn_CURVEm in fractions
/// of the track (0 .. 1); beside proven curves of a log grid, where no linear scale can stand, in multiples
/// of the value at the left edge (1 .. 10^decades). Without entries: one solid curve in fractions, until its
/// ink is asked (headerless_curves.hpp). Lines of one style get weights where their thickness differs by
/// half, and a flag where it does not. A name in `taken` is followed by _2, _3, ...
[[nodiscard]] TrackCurves curves_of_track(int number, const TrackGrid& grid,
                                          const std::vector<HeaderEntry>& entries,
                                          std::set<std::string>& taken);

}  // namespace logdigitise::sheet
