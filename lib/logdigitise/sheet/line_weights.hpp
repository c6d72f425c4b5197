#pragma once
// Which of many depth lines are the heavier ones, where no single line tells.

#include <optional>
#include <vector>

#include "logdigitise/sheet/depth_ties.hpp"

namespace logdigitise::sheet {

struct WeighedLine {
  double y = 0.0;         ///< Px.
  double darkness = 0.0;  ///< Of all its rows together; NaN: not known.
};

/// Forms print every 5th or 10th line heavier, some by so little that only all lines together show it. Each
/// line is compared with those around it; for each of `periods` (in lines) the lines of one phase must be
/// darker than those of any other by far more than chance, and the darkest in each third of the strip. Pixels
/// make some lines darker, too: those of one phase must not all lie alike between rows.
///
/// `lines`: evenly spaced, one below the other; the first has the index `first`.
/// `shifts`: by how many lines the heavy ones may be off the multiples of the periods.
/// Returns the one of them at which the heavy lines are; nothing if they do not show, are at none of the
/// shifts, or at several. Time O(lines * periods * log(lines)).
[[nodiscard]] std::optional<int> shift_of_heavy_lines(const std::vector<WeighedLine>& lines, long first,
                                                      const std::vector<int>& periods,
                                                      const std::vector<int>& shifts);

/// Of offsets from number to line between which no single line decides, the one at which all lines of the
/// profile together are heavier; nothing if they do not tell, or if an offset is at no line.
/// `supposed`: ties at the first of `rivals` (px); `increment`: depth from number to number.
[[nodiscard]] std::optional<double> weighed_offset(const LineProfile& profile, const TiedDepth& supposed,
                                                   const std::vector<double>& rivals, double increment);

}  // namespace logdigitise::sheet
