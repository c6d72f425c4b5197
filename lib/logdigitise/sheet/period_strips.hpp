#pragma once
// Depth lines that are too faint to stand out one by one: where they come again and again at the numbers' own
// scale.

#include <optional>
#include <vector>

#include "logdigitise/sheet/depth_ties.hpp"
#include "logdigitise/sheet/profiles.hpp"

namespace logdigitise::sheet {

struct PeriodStrips {
  std::vector<int> strips;  ///< Of ScanProfiles::rows, from left to right, that show the lines.
  double slope = 0.0;       ///< dy/dx of the lines, in the mean of the section.
  double step = 0.0;        ///< Depth from line to line.
};

/// Of a pale grid a scan in black and white leaves specks, most of them where lines cross. No row of them is
/// a line, but in some strips they lie again and again in the same place between one round depth and the
/// next, over the whole section; and the places of these strips lie on one straight line. Curves, dirt and
/// dashes do not follow the depth.
///
/// `numbers`: as for tie_numbers_to_lines, at the column `x_reference`. Strips between `skip_left` and
/// `skip_right` (scan px) are left out. Returns the strips of the step that most of them show; nothing where
/// fewer than six do, or these disagree, or lie close together. Time O(rows * strips * steps).
[[nodiscard]] std::optional<PeriodStrips> strips_with_period(const ScanProfiles& profiles,
                                                             const std::vector<NumberedDepth>& numbers,
                                                             double increment, double x_reference,
                                                             double skip_left, double skip_right);

}  // namespace logdigitise::sheet
