#pragma once
// What a network's chances are worth pixel by pixel, before any tracing.

#include <array>
#include <vector>

#include "logdigitise/core/image.hpp"
#include "logdigitise/metrics/chance_histogram.hpp"
#include "logdigitise/train/shard.hpp"

namespace logdigitise::train {

/// By the place of the curve in its pass (first, second, ...), by its layout::LineStyle, and ink: any curve
/// against paper.
struct MaskScore {
  std::vector<metrics::ChanceHistogram> of_place;
  std::array<metrics::ChanceHistogram, 4> of_style;
  metrics::ChanceHistogram ink;
};

/// Adds a band's pixels. A pixel is of a curve where its label says so (3 px wide, across the breaks of
/// dashes). Pixels that several curves share count as ink only: nothing on paper says whose they are.
void add_masks(const LabelledBand& band, const Image<float>& probability, MaskScore& score);

}  // namespace logdigitise::train
