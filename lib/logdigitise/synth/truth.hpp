#pragma once
// What a sheet says, read from its description instead of its picture.

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/synth/scan_geometry.hpp"
#include "logdigitise/synth/sheet_spec.hpp"
#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::synth {

/// Values drawn at each multiple of the step in top..base; NaN where the curve is not on the paper.
[[nodiscard]] welllog::WellLog truth_of(const SheetSpec& sheet);

/// Values that the centroid of each curve's ink, drawn alone, solid and unwrapped, gives at the same depths;
/// NaN where the truth is.
[[nodiscard]] welllog::WellLog ceiling_of(const SheetSpec& sheet, const welllog::WellLog& truth);

/// The layout of the sheet's scan: ties at both sides of the depth column, edges every `edge_pitch_px` rows.
[[nodiscard]] layout::Layout layout_of(const SheetSpec& sheet, const ScanGeometry& geometry,
                                       double edge_pitch_px = 500.0);

}  // namespace logdigitise::synth
