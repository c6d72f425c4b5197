#pragma once
// Strokes in another colour than the curves of a pass.

#include <cstdint>

#include "logdigitise/core/image.hpp"

namespace logdigitise::pipeline {

/// Lowers the chances of a pass on ink that has not its colour. The network looks at all ink and at the
/// pass's own (nn/segmenter.hpp); where a curve is hidden, or fades, it takes a stroke of another colour for
/// it rather than none. A curve crosses such ink all the same: that is a few rows. `planes`: rows x columns x
/// nn::kInputPlanes; `chances`: rows x columns x curves, its first row being row `first_row` of the planes.
/// Where own ink is all ink, as in a pass without a colour, nothing changes.
void weaken_on_foreign_ink(const Image<std::uint8_t>& planes, int first_row, Image<float>& chances);

}  // namespace logdigitise::pipeline
