#pragma once
// Lines that the scanner drew: dirt on its glass or sensor.

#include <cstdint>
#include <vector>

#include "logdigitise/core/image.hpp"
#include "logdigitise/sheet/wander.hpp"

namespace logdigitise::sheet {

/// Columns of the scan, px, in which a scanner drew a line of its own: it runs through margins, headers and
/// grids at one place of the scan, while the print wanders beneath it. None are found where the print hardly
/// wanders: there nothing tells them from printed lines. Time O(blocks * width).
[[nodiscard]] std::vector<int> find_streaks(const Image<std::uint8_t>& ridges, const Wander& wander);

/// Takes streaks out of the ridges.
void erase_streaks(Image<std::uint8_t>& ridges, const std::vector<int>& streaks);

}  // namespace logdigitise::sheet
