#pragma once
// Convolution, bias and ReLU in one go.

#include <ATen/core/ivalue.h>
#include <torch/types.h>

#include <cstdint>
#include <map>
#include <vector>

namespace logdigitise::nn {

/// What oneDNN offers for inference on a CPU, and LibTorch by the name of an operation alone.
class FusedConvolution {
 public:
  /// relu(conv2d(input, weight, bias)), to the bit, the picture keeping its size but for the stride;
  /// undefined where it cannot be had: on other devices, with gradients, not channels last, or from a
  /// LibTorch without oneDNN. The weights have to stay as they are from the first call on.
  torch::Tensor operator()(const torch::Tensor& input, const torch::Tensor& weight, const torch::Tensor& bias,
                           std::int64_t stride, std::int64_t dilation);

 private:
  std::map<std::vector<std::int64_t>, c10::IValue> packed_;  ///< Weights, by size of the input.
};

}  // namespace logdigitise::nn
