#pragma once
// Where the grid itself wanders: on worn prints streaks and the paper's borders outvote it.

#include <vector>

#include "logdigitise/core/image.hpp"
#include "logdigitise/sheet/vertical_lines.hpp"
#include "logdigitise/sheet/wander.hpp"

namespace logdigitise::sheet {

/// `wander` with what the equally spaced ones of `lines` (six in a row or more, and other rows of four with
/// the same pitch) depart from it in the blocks [first, last). All of them count alike, however faint: where
/// a grid is rows of dots, a border of the paper or a scanner's streak is a hundred times as dark, and does
/// not move with the print. Departures of less than half a pitch are found, by dynamic programming over
/// blocks; `wander` comes back as it is where there is no such grid, or where it departs by no more than 2
/// px. Time O(blocks * pitch * (lines + pitch)).
[[nodiscard]] Wander follow_grid(const Image<std::uint8_t>& ridges, const Wander& wander,
                                 const std::vector<VerticalLine>& lines, int first, int last);

}  // namespace logdigitise::sheet
