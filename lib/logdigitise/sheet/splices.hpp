#pragma once
// Where the paper was spliced and the print jumps sideways.

#include <cstdint>
#include <vector>

#include "logdigitise/core/image.hpp"
#include "logdigitise/sheet/vertical_lines.hpp"
#include "logdigitise/sheet/wander.hpp"

namespace logdigitise::sheet {

/// `wander` put right in the blocks [first, last) by lines that are known to be one print: where the paper
/// was spliced, the print jumps further than follow_wander() follows, and all lines stand beside their places
/// until the next splice. A jump of up to `reach_px` is taken where it brings clearly more ink under the
/// lines, over several blocks. Above `first` and from `last` on the nearest block's jump holds. Time O(blocks
/// * (lines + reach^2)).
[[nodiscard]] Wander follow_splices(const Image<std::uint8_t>& ridges, const Wander& wander,
                                    const std::vector<VerticalLine>& lines, int first, int last,
                                    int reach_px);

}  // namespace logdigitise::sheet
