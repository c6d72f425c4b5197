#pragma once
// What networks are made of.

#include <ATen/core/Generator.h>
#include <torch/nn/module.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/conv.h>
#include <torch/types.h>

#include <cstdint>

#include "logdigitise/nn/fused_convolution.hpp"

namespace logdigitise::nn {

struct ConvUnitOptions {
  std::int64_t kernel = 3;    ///< Odd; the picture keeps its size but for the stride.
  std::int64_t dilation = 1;  ///< > 0
  std::int64_t stride = 1;    ///< > 0
};

/// Convolution without bias, batch norm, ReLU; or, once folded, convolution with bias and ReLU.
class ConvUnitImpl : public torch::nn::Module {
 public:
  ConvUnitImpl(std::int64_t in, std::int64_t out, const ConvUnitOptions& options = {});
  /// `type` is what the convolution computes in; its result has that type.
  torch::Tensor forward(const torch::Tensor& input, torch::ScalarType type);
  /// Folds the running statistics of the batch norm into the convolution. No training afterwards.
  void fold();
  /// He initialisation.
  void reset(at::Generator& generator);

 private:
  torch::nn::Conv2d conv_{nullptr};
  torch::nn::BatchNorm2d norm_{nullptr};  // Gone once folded,
  torch::Tensor folded_bias_;             // and these in its place.
  FusedConvolution fused_;
};
TORCH_MODULE(ConvUnit);

/// Draws weights: He normal, gain of ReLU, by the number of inputs of an output.
void he_normal(torch::Tensor weight, at::Generator& generator);

[[nodiscard]] torch::Tensor pooled(const torch::Tensor& x);     ///< Half the size, by maximum; of x >= 0.
[[nodiscard]] torch::Tensor upsampled(const torch::Tensor& x);  ///< Twice the size, each pixel four times.
/// A 1x1 convolution with bias that computes in `type`.
[[nodiscard]] torch::Tensor mix_channels(const torch::nn::Conv2d& conv, const torch::Tensor& x,
                                         torch::ScalarType type);

}  // namespace logdigitise::nn
