#pragma once
// Which curves of a track measure the same.

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::pipeline {

/// The first curve of the track that measures the same as curve `c` on the same scale, by unit and values:
/// such curves run on one stroke for long. -1 where no unit says what it measures.
[[nodiscard]] int kind_of(const layout::Track& track, int c);

}  // namespace logdigitise::pipeline
