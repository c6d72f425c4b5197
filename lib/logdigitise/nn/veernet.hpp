#pragma once
// A body in the manner of VeerNet (Nasim et al. 2023): an encoder of five stages of stride 2, a bottleneck of
// 128 dimensions with two attention layers over all its places, a decoder with skips. What its paper leaves
// open (channels, heads, norms) is chosen here so that it costs about as much as the shipped one.
//
//     stem [N, 16, H/2, W/2]  the first stage (stride 2 by unshuffling), then conv; then four stages of a
//     convolution of stride 2 and one of stride 1, down to 1/32; two transformer layers; back up by
//     1x1, nearest x2, + skip, conv.
//
// Attention looks at the whole tile: results depend on how a band is cut into tiles, and cost grows with the
// square of a tile's size. For comparison, not for shipping.

#include <torch/types.h>

#include <array>

#include "logdigitise/nn/network_body.hpp"

namespace logdigitise::nn {

class Veernet : public NetworkBody {
 public:
  Veernet(const NetworkShape& shape, NetworkBuilder& builder);
  torch::Tensor features(const torch::Tensor& stem, torch::ScalarType type) override;

 private:
  /// Pre-norm transformer layer: x + attention(norm x), then x + mlp(norm x).
  struct AttentionLayer {
    torch::Tensor norm_weight, norm_bias, query_key_value, joined;
    torch::Tensor mlp_norm_weight, mlp_norm_bias, widen, narrow;
  };
  [[nodiscard]] static torch::Tensor attend(const AttentionLayer& layer, const torch::Tensor& tokens);

  ConvUnit first_{nullptr};
  std::array<ConvUnit, 4> down_{{nullptr, nullptr, nullptr, nullptr}};
  std::array<ConvUnit, 4> settle_{{nullptr, nullptr, nullptr, nullptr}};
  std::array<ConvUnit, 4> mix_{{nullptr, nullptr, nullptr, nullptr}};
  std::array<ConvUnit, 4> up_{{nullptr, nullptr, nullptr, nullptr}};
  std::array<AttentionLayer, 2> layers_;
};

}  // namespace logdigitise::nn
