#pragma once
// Where depth lines begin and end across the strip: at the edges of tracks.

#include <vector>

#include "logdigitise/sheet/depth_lines.hpp"
#include "logdigitise/sheet/depth_ties.hpp"
#include "logdigitise/sheet/sheet_scan.hpp"

namespace logdigitise::sheet {

/// How much darker depth lines are than the paper between them, column by column of the straightened frame
/// (0..255, about 0 where there are none), over up to 300 lines of a section. Reads the scan down to its end;
/// memory: a few rows. Curves and vertical lines are on both alike, and vanish.
[[nodiscard]] std::vector<float> line_presence(const SheetScan& scan, const Wander& wander,
                                               const LineProfile& lines, const TiedDepth& depth);

/// A stretch across the strip in which depth lines are, straightened frame.
struct LineExtent {
  double left = 0.0;
  double right = 0.0;
  bool is_left_sharp = false;  ///< All lines begin there; else the paper may be worn.
  bool is_right_sharp = false;
};

/// Stretches of `presence` in which lines are, from left to right. Gaps under 0.03 in are none, stretches
/// under 0.5 in are left out. Empty if lines hardly show.
[[nodiscard]] std::vector<LineExtent> line_extents(const std::vector<float>& presence, double dpi);

/// Marks the vertical lines that stand at sharp ends of extents, and adds places of ends where no line is
/// printed. Sorted by x.
[[nodiscard]] std::vector<VerticalLine> with_line_ends(std::vector<VerticalLine> lines,
                                                       const std::vector<LineExtent>& extents, double dpi);

}  // namespace logdigitise::sheet
