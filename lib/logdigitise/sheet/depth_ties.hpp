#pragma once
// Numbers and printed lines together: which line each depth is on.

#include <optional>
#include <string>
#include <vector>

#include "logdigitise/sheet/depth_lines.hpp"

namespace logdigitise::sheet {

/// A depth and where its number stands.
struct NumberedDepth {
  double y = 0.0;  ///< Middle of the number, at the profile's reference column, px.
  double depth = 0.0;
};

/// A depth and the line that was found for it.
struct LineTie {
  double y = 0.0;  ///< At the profile's reference column, px.
  double depth = 0.0;
  bool numbered = false;  ///< A number of this depth was read beside it.
  double contrast =
      0.0;  ///< How much the lines around it stand out, in units of their neighbourhood's spread.
  double residual_px = 0.0;  ///< Departure from the straight line between its neighbours.
};

struct TiedDepth {
  std::vector<LineTie> ties;       ///< From top to bottom; only lines that were found.
  double offset_px = 0.0;          ///< From the middle of a number down to its line.
  double line_step = 0.0;          ///< Depth from one printed line to the next, the finest that is printed.
  std::vector<double> line_steps;  ///< All steps at which lines are told apart: 2, 10, 50 for example.
  double doubled_px =
      0.0;  ///< Lines are printed twice, so far apart (two tracks that do not match); 0: once.
  int numbers_confirmed = 0;      ///< Numbers whose line was found.
  std::vector<double> rivals_px;  ///< Offsets that none of the numbers' own lines decides between.
  std::string uneven;             ///< Where ties end because lines were not even; empty: nowhere.
  std::string refusal;            ///< Not empty: why the numbers cannot be tied to lines.
};

struct TieOptions {
  /// From the middle of a number down to its line, where strokes beside the numbers tell it; nothing: the
  /// heavy lines have to.
  std::optional<double> offset_px;
  double most_offset_px = 30.0;  ///< A number's middle and its line are no further apart.
  double least_contrast = 3.0;   ///< Below this a line is not taken as found.
  bool weighs_lines = true;      ///< All lines together may tell which of them are the heavier ones.
  bool is_faint = false;         ///< Lines are known to be there and every one of them hardly shows.
  bool goes_on = true;  ///< Ties also beyond the first and the last number; not where the depth jumps there.
};

/// Ties numbers (from top to bottom, one depth each, `increment` the printed step between them) to lines.
///
/// All lines that a candidate offset predicts at the multiples of the increment and of its round parts are
/// looked at together; the right offset meets the heavy lines. Where two offsets meet lines alike the numbers
/// cannot say which line is theirs, and the result is a refusal, unless they are so near each other (13 px
/// and a quarter of the lines' spacing) that it is one line printed twice. From the numbers' lines ties go on
/// at every half increment, each found by a comb of the lines around it, and beyond the first and last number
/// for as long as lines are there.
[[nodiscard]] TiedDepth tie_numbers_to_lines(const LineProfile& profile,
                                             const std::vector<NumberedDepth>& numbers, double increment,
                                             const TieOptions& options = {});

}  // namespace logdigitise::sheet
