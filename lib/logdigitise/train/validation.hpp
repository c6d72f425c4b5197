#pragma once
// What a network is worth: its curves traced and held against their truth.

#include <torch/types.h>

#include <functional>
#include <vector>

#include "logdigitise/core/image.hpp"
#include "logdigitise/nn/network.hpp"
#include "logdigitise/trace/tracer.hpp"
#include "logdigitise/train/score.hpp"
#include "logdigitise/train/shard.hpp"

namespace logdigitise::train {

/// Chances of the curves for a whole band of any size, padded and cut into tiles as the network needs them.
/// `network` must be prepared for inference.
[[nodiscard]] Image<float> infer_band(nn::Network& network, const LabelledBand& band);

/// The band's curves as `convert` would trace them. Where two have equal queries, the better of the two
/// assignments to the truth is taken: which is which cannot be known from the paper.
[[nodiscard]] std::vector<trace::Trace> trace_labelled_band(const LabelledBand& band,
                                                            const Image<float>& probability,
                                                            const trace::TraceOptions& options);

/// Holds one band's traced curves against its truth. Chances are taken as those of an uncalibrated network.
[[nodiscard]] ValidationScore score_band(const LabelledBand& band, const Image<float>& probability);

/// Shows the chances of a copy of `network` (which stays as it is) on each of the bands that `options` picks.
void run_on_bands(const nn::Network& network, const std::vector<LabelledBand>& bands,
                  const torch::Device& device, torch::ScalarType precision, const ValidationOptions& options,
                  const std::function<void(const LabelledBand& band, const Image<float>& probability)>& look);

/// Scores a copy of `network` (which stays as it is) on these bands.
[[nodiscard]] ValidationScore validate(const nn::Network& network, const std::vector<LabelledBand>& bands,
                                       const torch::Device& device, torch::ScalarType precision,
                                       const ValidationOptions& options = {});

}  // namespace logdigitise::train
