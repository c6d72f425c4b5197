#pragma once
// Where depth lines begin and end across the strip: at the edges of tracks.

#include <vector>

#include "logdigitise/sheet/depth_lines.hpp"
#include "logdigitise/sheet/depth_ties.hpp"
#include "logdigitise/sheet/sheet_scan.hpp"

namespace logdigitise::sheet {

/// How much darker depth lines are than the paper between them, column by column of the straightened frame
/// (0..255, about 0 where there are none), over up to 300 lines of a section. Reads the scan down to its end;
/// memory: a few rows. Curves and vertical lines are on both alike, and vanish: it is the white paper between
/// the lines that counts. Columns that hardly have any (an upright line, a curve that hardly moves, a black
/// area) are hidden.
[[nodiscard]] std::vector<float> line_presence(const SheetScan& scan, const Wander& wander,
                                               const LineProfile& lines, const TiedDepth& depth);

/// A column whose presence cannot be told.
inline constexpr float kHidden = -1e9F;

/// A stretch across the strip in which depth lines are, straightened frame.
struct LineExtent {
  double left = 0.0;
  double right = 0.0;
  bool is_left_sharp = false;  ///< All lines begin there; else the paper may be worn.
  bool is_right_sharp = false;
};

/// Stretches of `measured`, a line_presence(), in which lines are, from left to right. Hidden columns show
/// what the paper on either side of them does. Gaps under 0.03 in are none, nor are those under 0.4 in in
/// whose middle a curve hides the lines; stretches under 0.5 in are left out. Empty if lines hardly show.
[[nodiscard]] std::vector<LineExtent> line_extents(const std::vector<float>& measured, double dpi);

/// `extents` with their sharp ends where the tracks' are: heavy depth lines may run on beyond an edge,
/// towards their number. Where a heavy printed line stands up to 0.6 in inside of an end at which none does,
/// and lines fade there by nearly a third, the end is the line's place.
[[nodiscard]] std::vector<LineExtent> without_overshoot(std::vector<LineExtent> extents,
                                                        const std::vector<VerticalLine>& lines,
                                                        const std::vector<float>& measured, double dpi);

/// Marks the vertical lines that stand at sharp ends of extents, and adds places of ends where no line is
/// printed. Sorted by x.
[[nodiscard]] std::vector<VerticalLine> with_line_ends(std::vector<VerticalLine> lines,
                                                       const std::vector<LineExtent>& extents, double dpi);

}  // namespace logdigitise::sheet
