#pragma once
// One pass of a network over one picture.

#include <torch/types.h>

#include <cstdint>
#include <vector>

#include "logdigitise/core/image.hpp"
#include "logdigitise/nn/network.hpp"

namespace logdigitise::nn {

/// Makes a network ready for `infer`: evaluation mode, batch norm folded, weights of this type on this
/// device, channels last. It cannot be trained any more.
void prepare_for_inference(Network& network, const torch::Device& device, torch::ScalarType precision);

/// Chances of the curves: `planes` is rows x columns x kInputPlanes, rows and columns multiples of 16; the
/// result rows x columns x queries, 0..1. Computes where and as precisely as the network was prepared for.
[[nodiscard]] Image<float> infer(Network& network, const Image<std::uint8_t>& planes,
                                 const std::vector<CurveQuery>& queries);

/// The same for several lists of queries, each as if it were asked alone; the picture is looked at once.
[[nodiscard]] std::vector<Image<float>> infer_each(Network& network, const Image<std::uint8_t>& planes,
                                                   const std::vector<std::vector<CurveQuery>>& lists);

}  // namespace logdigitise::nn
