#pragma once
// The network: a U-Net over the planes of a band whose head is asked for one curve at a time.
//
//     planes  float [N, 4, H, W], 0..1          queries  float [N, K, 12] (nn/query.hpp)
//     pixel_unshuffle by 2 (stem) -> [N, 16, H/2, W/2]
//     level 0  1/2    conv conv ------------------ + -> conv conv -> features F [N, C, H/2, W/2]
//     level 1  1/4      max-pool conv conv -------- + -> conv conv, 1x1, nearest x2 ^
//     level 2  1/8        max-pool conv conv ------- + -> conv conv, 1x1, nearest x2 ^
//     level 3  1/16         max-pool conv, + dilated 2, + dilated 4, 1x1, nearest x2 ^
//     query    12 -> 32 -> (a, b); hidden = relu(F (1 + a) + b); 1x1 conv C -> 4; pixel_shuffle by 2
//     background: 1x1 conv of F -> 4; pixel_shuffle by 2
//     logits  float [N, 1 + K, H, W], channel 0 the background; softmax over the channels
//
// Every curve of a pass goes through the same weights, so any number of curves can be asked for, and their
// order does not matter. Convolutions are 3x3 with batch norm and ReLU.
//
// Rows of context. Going back from output row r, a 3x3 convolution at 1/s of the resolution adds s rows on
// each side, and an upsampling or pooling widens to whole rows of the coarser level. Counted in rows at 1/2:
// level 0 back: 2 + 2; level 1: 2 (2 + 2) = 8; level 2: 4 (2 + 2) = 16; level 3: 8 (1 + 2 + 4) = 56; together
// 84, and at most 7 more because a row of level 3 covers 8 of them. (84 + 7) 2 + 1 = 183 rows at full
// resolution, which is within kContextRows = 192 (Network.TilesWithContextAgree).

#include <ATen/core/Generator.h>
#include <torch/nn/module.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>
#include <torch/types.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "logdigitise/nn/network_shape.hpp"
#include "logdigitise/nn/query.hpp"

namespace logdigitise::nn {

/// Convolution without bias, batch norm, ReLU; or, once folded, convolution with bias and ReLU.
class ConvUnitImpl : public torch::nn::Module {
 public:
  ConvUnitImpl(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t dilation);
  /// `type` is what the convolution computes in; its result has that type.
  torch::Tensor forward(const torch::Tensor& input, torch::ScalarType type);
  /// Folds the running statistics of the batch norm into the convolution. No training afterwards.
  void fold();
  /// He initialisation.
  void reset(at::Generator& generator);

 private:
  torch::nn::Conv2d conv_{nullptr};
  torch::nn::BatchNorm2d norm_{nullptr};  // Gone once folded,
  torch::Tensor folded_bias_;             // and this in its place.
};
TORCH_MODULE(ConvUnit);

class NetworkImpl : public torch::nn::Module {
 public:
  /// Weights are drawn from `seed` alone.
  explicit NetworkImpl(const NetworkShape& shape = {}, std::uint64_t seed = 1);

  /// `planes` [N, 4, H, W] uint8 (0..255) or float (0..1), H and W multiples of 16; `queries` [N, K, 12].
  /// Returns float32 logits [N, 1 + K, H, W] whatever `type`, the precision of the convolutions.
  torch::Tensor forward(const torch::Tensor& planes, const torch::Tensor& queries,
                        torch::ScalarType type = torch::kFloat32);

  void fold();  ///< ConvUnit::fold, everywhere.
  [[nodiscard]] const NetworkShape& shape() const { return shape_; }

 private:
  torch::Tensor features(const torch::Tensor& planes, torch::ScalarType type);

  NetworkShape shape_;
  std::array<ConvUnit, 2> down0_{{nullptr, nullptr}};
  std::array<ConvUnit, 2> down1_{{nullptr, nullptr}};
  std::array<ConvUnit, 2> down2_{{nullptr, nullptr}};
  std::array<ConvUnit, 3> deep_{{nullptr, nullptr, nullptr}};
  std::array<ConvUnit, 3> up2_{{nullptr, nullptr, nullptr}};
  std::array<ConvUnit, 3> up1_{{nullptr, nullptr, nullptr}};
  std::array<ConvUnit, 3> up0_{{nullptr, nullptr, nullptr}};
  torch::nn::Linear query_in_{nullptr};
  torch::nn::Linear query_out_{nullptr};
  torch::nn::Conv2d curve_{nullptr};
  torch::nn::Conv2d background_{nullptr};
};
TORCH_MODULE(Network);

/// Encoded queries as float [1, K, 12].
[[nodiscard]] torch::Tensor query_tensor(const std::vector<CurveQuery>& queries);

}  // namespace logdigitise::nn
