#pragma once
// A model on bands with truth: its curves traced, and its chances pixel by pixel.

#include <torch/types.h>

#include <span>
#include <vector>

#include "logdigitise/nn/network.hpp"
#include "logdigitise/train/band_score.hpp"
#include "logdigitise/train/shard.hpp"

namespace logdigitise::train {

/// Of a copy of `network` (which stays as it is) on every row of these bands. `options`: as they fit the
/// network, see trace::uncalibrated.
[[nodiscard]] BandScore score_model(const nn::Network& network, const std::vector<LabelledBand>& bands,
                                    const torch::Device& device, torch::ScalarType precision,
                                    const trace::TraceOptions& options);

/// The same with the curves traced in several ways, for one pass of the network: one score per entry of
/// `ways`, in their order. The masks are the same in all.
[[nodiscard]] std::vector<BandScore> score_model_traced(const nn::Network& network,
                                                        const std::vector<LabelledBand>& bands,
                                                        const torch::Device& device,
                                                        torch::ScalarType precision,
                                                        std::span<const trace::TraceOptions> ways);

}  // namespace logdigitise::train
