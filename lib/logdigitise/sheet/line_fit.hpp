#pragma once
// Single depth lines, followed from track to track: where each is, and how it leans.

#include <optional>
#include <vector>

#include "logdigitise/sheet/depth_lines.hpp"

namespace logdigitise::sheet {

struct FittedLine {
  double y = 0.0;        ///< At the profile's reference column, scan px.
  double slope = 0.0;    ///< dy/dx.
  double support = 0.0;  ///< Share of the strips that show it, 0..1.
};

/// Looks for a straight line near each of `rows` (at the profile's reference column), within `search` px of
/// it and 0.012 of the profile's slope: the one that most strips show, dark or not, so that a curve's stroke
/// or the edge of a sheet in one place says little. Nothing where hardly more strips show it than show any
/// line there. Strips between `skip_left` and `skip_right` are left out.
[[nodiscard]] std::vector<std::optional<FittedLine>> fit_lines(const ScanProfiles& profiles,
                                                               const LineProfile& profile,
                                                               const std::vector<double>& rows, double search,
                                                               double skip_left, double skip_right);

/// Puts the slopes of fitted lines in the place of the profile's own: each row has that of the lines around
/// it (the median of five, straight between them). Nothing changes where fewer than two lines were fitted.
void lean_on_lines(const std::vector<std::optional<FittedLine>>& lines, LineProfile& profile);

}  // namespace logdigitise::sheet
