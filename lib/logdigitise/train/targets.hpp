#pragma once
// Crops -> tensors, and label bits -> shares.

#include <torch/types.h>

#include <vector>

#include "logdigitise/train/crops.hpp"

namespace logdigitise::train {

/// Crops of one size, with K the largest number of curves among them (at least 1); shorter ones are padded.
struct Batch {
  torch::Tensor planes;   ///< uint8 [N, 4, H, W].
  torch::Tensor labels;   ///< uint8 [N, H, W], bit k = curve k.
  torch::Tensor queries;  ///< float [N, K, 12]; padding 0.
  torch::Tensor present;  ///< float [N, 1 + K]; 1 = background or a curve of the crop, 0 = padding.
  torch::Tensor twins;    ///< float [N, K, K]; row k averages over the curves with the query of curve k.

  [[nodiscard]] Batch to(const torch::Device& device) const;
};
[[nodiscard]] Batch make_batch(const std::vector<Crop>& crops);

/// Target of the losses, float [N, 1 + K, H, W]: a pixel that m curves run through gives each 1 / m; where
/// none does, the background has 1. Curves with equal queries (twins) cannot be told apart by the network, so
/// each gets the mean of theirs.
[[nodiscard]] torch::Tensor make_target(const Batch& batch);

/// Logits with those of padded curves set to kPaddingLogit.
[[nodiscard]] torch::Tensor mask_padding(const torch::Tensor& logits, const torch::Tensor& present);

}  // namespace logdigitise::train
