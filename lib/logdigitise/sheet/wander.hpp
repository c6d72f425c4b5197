#pragma once
// How the strip wanders sideways.

#include <cstdint>
#include <vector>

#include "logdigitise/core/image.hpp"

namespace logdigitise::sheet {

/// Sideways displacement of the print, px, one entry per block; 0 at the first block. A printed line that is
/// at x in the straightened frame is at x + shift[block] on the scan.
using Wander = std::vector<double>;

/// The shift of the block that holds scan row `y`; the nearest block's beyond them.
[[nodiscard]] double shift_at(const Wander& wander, double y);

/// Follows the common sideways motion of all vertical lines: every block is laid against the decaying mean of
/// the blocks above it. Blocks with nothing to hold on to keep the shift of the block above.
/// Time O(blocks * width).
[[nodiscard]] Wander follow_wander(const Image<std::uint8_t>& ridges);

}  // namespace logdigitise::sheet
