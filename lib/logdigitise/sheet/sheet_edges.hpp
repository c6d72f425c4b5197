#pragma once
// Two sheets laid edge to edge, so that the depth lines go on.

#include <optional>

#include "logdigitise/sheet/sheet_overlap.hpp"

namespace logdigitise::sheet {

/// Where the lower sheet lies under the upper one, to one of the depth lines' spacings: which one, its
/// numbers have to say.
struct EdgePlace {
  double upper_row = 0.0;  ///< The same place of the paper on both straight sheets.
  double lower_row = 0.0;
  double right = 0.0;       ///< The upper one's column less the lower one's.
  double period_px = 0.0;   ///< From one depth line to the next.
  double overlap_px = 0.0;  ///< Rows that both show; below 0: paper between them is missing.
};

/// Finds where the print ends on both sheets, how the upright lines meet, and the period and phase of the
/// depth lines on both; takes the place nearest to edge on edge at which lines go on evenly. Nothing if any
/// of it does not stand out.
[[nodiscard]] std::optional<EdgePlace> lay_edges(const StraightBand& upper,
                                                 const BandFeatures& upper_features,
                                                 const StraightBand& lower,
                                                 const BandFeatures& lower_features,
                                                 const OverlapOptions& options);

}  // namespace logdigitise::sheet
