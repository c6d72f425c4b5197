#pragma once
// What a network's chances are worth pixel by pixel, before any tracing.

#include <torch/types.h>

#include <vector>

#include "logdigitise/core/image.hpp"
#include "logdigitise/metrics/chance_histogram.hpp"
#include "logdigitise/nn/network.hpp"
#include "logdigitise/train/score.hpp"
#include "logdigitise/train/shard.hpp"

namespace logdigitise::train {

/// By the place of the curve in its pass (first, second, ...), and ink: any curve against paper.
struct MaskScore {
  std::vector<metrics::ChanceHistogram> of_place;
  metrics::ChanceHistogram ink;
};

/// Adds a band's pixels. A pixel is of a curve where its label says so (3 px wide, across the breaks of
/// dashes). Pixels that several curves share count as ink only: nothing on paper says whose they are.
void add_masks(const LabelledBand& band, const Image<float>& probability, MaskScore& score);

/// Of a copy of `network` (which stays as it is) on these bands.
[[nodiscard]] MaskScore score_masks(const nn::Network& network, const std::vector<LabelledBand>& bands,
                                    const torch::Device& device, torch::ScalarType precision,
                                    const ValidationOptions& options = {});

}  // namespace logdigitise::train
