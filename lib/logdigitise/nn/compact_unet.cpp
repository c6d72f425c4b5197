#include "logdigitise/nn/compact_unet.hpp"

namespace logdigitise::nn {

CompactUnet::CompactUnet(const NetworkShape& shape, NetworkBuilder& builder) {
  const auto [c0, c1, c2, c3] = shape.channels;
  const std::int64_t f = shape.features;
  down0_ = {builder.unit("down0a", kStemChannels, c0, 2), builder.unit("down0b", c0, c0, 2)};
  down1_ = {builder.unit("down1a", c0, c1, 4), builder.unit("down1b", c1, c1, 4)};
  down2_ = {builder.unit("down2a", c1, c2, 8), builder.unit("down2b", c2, c2, 8)};
  deep_ = {builder.unit("deep_a", c2, c3, 16), builder.unit("deep_b", c3, c3, 16, {.dilation = 2}),
           builder.unit("deep_c", c3, c3, 16, {.dilation = 4})};
  up2_ = {builder.unit("up2_mix", c3, c2, 16, {.kernel = 1}), builder.unit("up2a", c2, c2, 8),
          builder.unit("up2b", c2, c2, 8)};
  up1_ = {builder.unit("up1_mix", c2, c1, 8, {.kernel = 1}), builder.unit("up1a", c1, c1, 4),
          builder.unit("up1b", c1, c1, 4)};
  up0_ = {builder.unit("up0_mix", c1, c0, 4, {.kernel = 1}), builder.unit("up0a", c0, f, 2),
          builder.unit("up0b", f, f, 2)};
}

torch::Tensor CompactUnet::join(std::size_t /*level*/, const torch::Tensor& from_below,
                                const torch::Tensor& skip, torch::ScalarType /*type*/) {
  return from_below + skip;
}

torch::Tensor CompactUnet::features(const torch::Tensor& stem, torch::ScalarType type) {
  const torch::Tensor e0 = down0_[1](down0_[0](stem, type), type);
  const torch::Tensor e1 = down1_[1](down1_[0](pooled(e0), type), type);
  const torch::Tensor e2 = down2_[1](down2_[0](pooled(e1), type), type);
  torch::Tensor x = deep_[0](pooled(e2), type);
  x = x + deep_[1](x, type);
  x = x + deep_[2](x, type);
  // Mixed before it is upsampled, which is the same and costs a quarter.
  x = up2_[2](up2_[1](join(2, upsampled(up2_[0](x, type)), e2, type), type), type);
  x = up1_[2](up1_[1](join(1, upsampled(up1_[0](x, type)), e1, type), type), type);
  return up0_[2](up0_[1](join(0, upsampled(up0_[0](x, type)), e0, type), type), type);
}

}  // namespace logdigitise::nn
