#include "logdigitise/nn/attention_unet.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace logdigitise::nn {

AttentionUnet::AttentionUnet(const NetworkShape& shape, NetworkBuilder& builder)
    : CompactUnet(shape, builder) {
  for (std::size_t level = 0; level < gates_.size(); ++level) {
    const std::int64_t channels = shape.channels.at(level);
    const std::int64_t inner = std::max<std::int64_t>(1, channels / 2);
    const std::int64_t scale = std::int64_t{2} << level;
    gates_.at(level) = {builder.mix(fmt::format("gate{}_skip", level), channels, inner, scale),
                        builder.mix(fmt::format("gate{}_below", level), channels, inner, scale),
                        builder.mix(fmt::format("gate{}_psi", level), inner, 1, scale)};
  }
}

torch::Tensor AttentionUnet::join(std::size_t level, const torch::Tensor& from_below,
                                  const torch::Tensor& skip, torch::ScalarType type) {
  const Gate& gate = gates_.at(level);
  const torch::Tensor both =
      torch::relu(mix_channels(gate.skip, skip, type) + mix_channels(gate.below, from_below, type));
  return from_below + skip * torch::sigmoid(mix_channels(gate.psi, both, type));
}

}  // namespace logdigitise::nn
