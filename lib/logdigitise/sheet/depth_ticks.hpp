#pragma once
// Depth from the ticks beside the numbers, on forms whose depth lines are not printed, are gone or look
// alike.

#include <optional>

#include "logdigitise/sheet/depth_lines.hpp"
#include "logdigitise/sheet/depth_runs.hpp"
#include "logdigitise/sheet/depth_ties.hpp"

namespace logdigitise::sheet {

struct TickedDepth {
  TiedDepth depth;    ///< Ties between the two columns of ticks.
  LineProfile lines;  ///< Their slope, from the left ticks to the right ones; darkness that of the left.
  double far_off_px =
      0.0;  ///< How far off depth may be at the far side of the sheet: the slope is that sure.
};

/// Ties a run's numbers to two columns of ticks, one on either side of the numbers: short strokes, evenly
/// spaced, at round parts of the numbers' increment, or the ends of lines that the numbers interrupt. The
/// numbers' own ink is left out. Each column is tied by itself, as lines are (tie_numbers_to_lines); both
/// must confirm four fifths of the numbers and agree on the place of nearly every tick, and no column of
/// either side may put the numbers' lines elsewhere. Nothing if there are no such columns: ticks on one side
/// do not tell how depth leans. Reads the scan down to the run's end. Memory: 70 bytes a row of the run.
[[nodiscard]] std::optional<TickedDepth> tie_to_ticks(const SheetScan& scan, const DepthRun& run,
                                                      const TieOptions& options);

}  // namespace logdigitise::sheet
