#pragma once
// The printed depth lines of a section, seen as one profile down the strip.

#include <vector>

#include "logdigitise/sheet/profiles.hpp"

namespace logdigitise::sheet {

/// How dark depth lines are at each row, with their slope taken out.
struct LineProfile {
  int first_row = 0;
  double x_reference = 0.0;  ///< Rows are those of this column of the scan.
  std::vector<float>
      darkness;  ///< 0..255, one per row: what stands out of the rows around it, over all strips.
  std::vector<double> slope;  ///< dy/dx of the depth lines, one per row.
  double paper = 0.0;         ///< Median darkness: what there is between lines.
  std::vector<int> strips;    ///< That show the lines; empty: all that show anything.

  [[nodiscard]] int last_row() const { return first_row + static_cast<int>(darkness.size()); }
  /// Darkness at a fractional row (centre of a row at .5); 0 outside.
  [[nodiscard]] double at(double y) const;
  [[nodiscard]] double slope_at(double y) const;
};

/// Profile of the rows [first, last). Strips between `skip_left` and `skip_right` (the depth column, scan px)
/// are left out. The slope is the one that makes lines sharpest, measured every 256 rows and smoothed; rows
/// where no slope is clearly best take it from their neighbours. A fifth of the strips, the darkest, is left
/// out of each row's mean: a curve that kicks sideways is no depth line. Time O(rows * strips * slopes /
/// 256).
[[nodiscard]] LineProfile depth_line_profile(const ScanProfiles& profiles, int first, int last,
                                             double skip_left, double skip_right);

/// Gives each row of a profile the slope of `rows` (scan px, from top to bottom, two at least), straight
/// between them and constant beyond.
void set_slopes(const std::vector<double>& rows, const std::vector<double>& slopes, LineProfile& profile);

/// Fills in the darkness of a profile whose rows and slopes are known.
void fill_profile(const ScanProfiles& profiles, double skip_left, double skip_right, LineProfile& profile);

}  // namespace logdigitise::sheet
