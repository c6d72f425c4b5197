#pragma once
// Curves in page pixels: polylines, wrapped into their track or cut at its edges.

#include <vector>

#include "logdigitise/synth/sheet_spec.hpp"
#include "logdigitise/synth/stroke.hpp"

namespace logdigitise::synth {

/// The curve as one would draw it on paper of endless width: unwrapped, one polyline between gaps.
[[nodiscard]] std::vector<Polyline> unwrapped_lines(const SheetSpec& sheet, const TrackSpec& track,
                                                    const CurveSpec& curve);

/// The parts of `line` with left <= x <= right, in order, cut exactly at the limits.
[[nodiscard]] std::vector<Polyline> clip_to(const Polyline& line, double left, double right);

/// All lanes of `line` brought into the track: what leaves at one edge re-enters at the other. Lanes are
/// `right - left` wide.
[[nodiscard]] std::vector<Polyline> fold_into(const Polyline& line, double left, double right);

}  // namespace logdigitise::synth
