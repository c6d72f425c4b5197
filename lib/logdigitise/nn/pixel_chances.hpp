#pragma once
// From the logits that the network gives for four pixels at a time to the chance of each curve in each pixel.

#include <torch/types.h>

#include <vector>

#include "logdigitise/core/image.hpp"

namespace logdigitise::nn {

/// Softmax over paper and the curves of one list, curves kept. `paper` and `curves`: [1, 4, H/2, W/2] each,
/// on a CPU, of one type; channel 2 y + x is pixel (y, x) of four. `offsets`: added to the logits of each
/// curve. Returns H x W x curves, 0..1: what torch::softmax says of the pictures at full size, to the bit,
/// without making these.
[[nodiscard]] Image<float> pixel_chances(const torch::Tensor& paper, const std::vector<torch::Tensor>& curves,
                                         const std::vector<float>& offsets);

}  // namespace logdigitise::nn
