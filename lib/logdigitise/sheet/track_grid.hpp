#pragma once
// Tracks from the vertical lines of a section: which lines are edges, and what grid lies between them.

#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/sheet/vertical_lines.hpp"

namespace logdigitise::sheet {

struct TrackGrid {
  double left = 0.0;  ///< Straightened frame, px.
  double right = 0.0;
  layout::Scale scale = layout::Scale::kLinear;
  int divisions = 0;      ///< Linear: equal parts; 1 = no line inside. Log: 0.
  int decades = 0;        ///< Log only.
  int log_start = 1;      ///< Log only: first digit at the left edge, 1 to 9.
  int lines_matched = 0;  ///< Lines inside that the grid predicts and the paper shows.
  int lines_missing = 0;  ///< Predicted, not seen.
  int lines_extra = 0;    ///< Seen, not predicted.
};

struct GridOptions {
  double px_per_inch = 200.0;        ///< Roughly: decides what is a track's width.
  std::vector<double> edge_support;  ///< Per line, 0..1: how far it goes on into the header; empty = unknown.
};

/// Explains `lines` (from left to right) by tracks and gaps, best by dynamic programming over pairs of lines:
/// predicted lines that are there count for a grid, missing ones and unexplained ones against it, and so does
/// every further track. A line in the middle that goes on into the header like the outer edges, or is as
/// heavy as they are, divides a grid into two tracks. Time O(lines^2 * grids * divisions). Empty without
/// lines.
[[nodiscard]] std::vector<TrackGrid> find_track_grids(const std::vector<VerticalLine>& lines,
                                                      const GridOptions& options = {});

}  // namespace logdigitise::sheet
