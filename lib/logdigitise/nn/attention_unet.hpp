#pragma once
// The compact U-Net with additive attention gates on its skips, after Oktay et al. (2018), "Attention U-Net:
// Learning Where to Look for the Pancreas": what comes from below says where the encoder's detail is let in.

#include <torch/types.h>

#include <array>

#include "logdigitise/nn/compact_unet.hpp"

namespace logdigitise::nn {

class AttentionUnet : public CompactUnet {
 public:
  AttentionUnet(const NetworkShape& shape, NetworkBuilder& builder);

 protected:
  /// from_below + skip * sigmoid(psi(relu(W skip + G from_below))), a pixel at a time.
  torch::Tensor join(std::size_t level, const torch::Tensor& from_below, const torch::Tensor& skip,
                     torch::ScalarType type) override;

 private:
  struct Gate {
    torch::nn::Conv2d skip{nullptr};
    torch::nn::Conv2d below{nullptr};
    torch::nn::Conv2d psi{nullptr};
  };
  std::array<Gate, 3> gates_;
};

}  // namespace logdigitise::nn
