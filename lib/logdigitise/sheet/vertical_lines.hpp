#pragma once
// Printed lines that run down the strip.

#include <vector>

#include "logdigitise/core/image.hpp"
#include "logdigitise/sheet/wander.hpp"

namespace logdigitise::sheet {

struct VerticalLine {
  double x = 0.0;          ///< Centre in the straightened frame, px (pixel centres at .5).
  double strength = 0.0;   ///< Median over the blocks of the ridge's ink times its width, px of full ink.
  double presence = 0.0;   ///< Share of the blocks that show it.
  double header_in = 0.0;  ///< Length of the header's rule over it; 0 = none.
  bool is_printed =
      true;  ///< False: the section does not show it, the header or the grid's pitch tells of it.
  bool ends_lines = false;  ///< Depth lines begin or end here.
};

/// Lines of the blocks [first, last), from left to right: ridges that stand at one place of the straightened
/// frame in most blocks. Curves move and do not. Empty if there are none.
[[nodiscard]] std::vector<VerticalLine> find_vertical_lines(const Image<std::uint8_t>& ridges,
                                                            const Wander& wander, int first, int last);

/// The one of `lines` (not empty) that is nearest to `x`; of two alike the first.
[[nodiscard]] VerticalLine& nearest_line(std::vector<VerticalLine>& lines, double x);

/// `lines` with what is told of them from elsewhere: the line within `reach_px` of a told one (a VerticalLine
/// of which x, header_in and ends_lines count) takes that on; where none stands, an unprinted one is added.
/// Sorted by x.
[[nodiscard]] std::vector<VerticalLine> with_told_lines(std::vector<VerticalLine> lines,
                                                        const std::vector<VerticalLine>& told,
                                                        double reach_px);

/// First block of the grid that `lines` belong to, looking up from block `from`: the lines are followed for
/// as long as half of them show, over breaks of up to three blocks.
[[nodiscard]] int first_block_of_grid(const Image<std::uint8_t>& ridges, const Wander& wander,
                                      const std::vector<VerticalLine>& lines, int from);

/// Where a line of the straightened frame really is, block by block of [first, last): its own small departure
/// from the common wander, measured where it shows and smoothed. Scan px.
[[nodiscard]] std::vector<double> follow_line(const Image<std::uint8_t>& ridges, const Wander& wander,
                                              double x, int first, int last);

}  // namespace logdigitise::sheet
