#include "logdigitise/nn/veernet.hpp"

#include <fmt/format.h>

#include <cmath>

namespace logdigitise::nn {

namespace {

constexpr std::int64_t kWidth = 128;  // Of the bottleneck.
constexpr std::int64_t kHeads = 4;

/// Sine and cosine of row and column at falling frequencies, [1, H * W, kWidth] (Vaswani et al. 2017, in two
/// dimensions).
torch::Tensor places(std::int64_t rows, std::int64_t columns, const torch::Device& device) {
  constexpr std::int64_t kFrequencies = kWidth / 4;
  const auto options = torch::TensorOptions().dtype(torch::kFloat32).device(device);
  const torch::Tensor frequency =
      torch::exp(torch::arange(kFrequencies, options) * (-std::log(1000.0) / kFrequencies));
  const auto waves = [&](std::int64_t count) {
    const torch::Tensor phase = torch::arange(count, options).unsqueeze(1) * frequency;
    return torch::cat({torch::sin(phase), torch::cos(phase)}, 1);
  };
  const torch::Tensor down = waves(rows).unsqueeze(1).expand({rows, columns, kWidth / 2});
  const torch::Tensor across = waves(columns).unsqueeze(0).expand({rows, columns, kWidth / 2});
  return torch::cat({down, across}, 2).reshape({1, rows * columns, kWidth});
}

torch::Tensor normed(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias) {
  return torch::layer_norm(x, {kWidth}, weight.to(torch::kFloat32), bias.to(torch::kFloat32));
}

torch::Tensor times(const torch::Tensor& x, const torch::Tensor& matrix) {
  return torch::matmul(x, matrix.to(torch::kFloat32).t());
}

}  // namespace

Veernet::Veernet(const NetworkShape& shape, NetworkBuilder& builder) {
  const auto [c0, c1, c2, c3] = shape.channels;
  const std::array<std::int64_t, 5> channels{c0, c1, c2, c3, kWidth};
  first_ = builder.unit("first", kStemChannels, c0, 2);
  for (std::size_t i = 0; i < down_.size(); ++i) {
    const std::int64_t scale = std::int64_t{4} << i;
    down_.at(i) =
        builder.unit(fmt::format("down{}", i), channels.at(i), channels.at(i + 1), scale, {.stride = 2});
    settle_.at(i) = builder.unit(fmt::format("settle{}", i), channels.at(i + 1), channels.at(i + 1), scale);
  }
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const auto name = [i](const char* part) { return fmt::format("attention{}_{}", i, part); };
    layers_.at(i) = {builder.vector(name("norm_weight"), kWidth, 1.0),
                     builder.vector(name("norm_bias"), kWidth, 0.0),
                     builder.matrix(name("query_key_value"), 3 * kWidth, kWidth, 32),
                     builder.matrix(name("joined"), kWidth, kWidth, 32),
                     builder.vector(name("mlp_norm_weight"), kWidth, 1.0),
                     builder.vector(name("mlp_norm_bias"), kWidth, 0.0),
                     builder.matrix(name("widen"), 2 * kWidth, kWidth, 32),
                     builder.matrix(name("narrow"), kWidth, 2 * kWidth, 32)};
  }
  for (std::size_t i = mix_.size(); i-- > 0;) {
    const std::int64_t scale = std::int64_t{2} << i;
    mix_.at(i) =
        builder.unit(fmt::format("mix{}", i), channels.at(i + 1), channels.at(i), 2 * scale, {.kernel = 1});
    up_.at(i) =
        builder.unit(fmt::format("up{}", i), channels.at(i), i == 0 ? shape.features : channels.at(i), scale);
  }
}

torch::Tensor Veernet::attend(const AttentionLayer& layer, const torch::Tensor& tokens) {
  const std::int64_t images = tokens.size(0);
  const std::int64_t count = tokens.size(1);
  const auto parts = times(normed(tokens, layer.norm_weight, layer.norm_bias), layer.query_key_value)
                         .view({images, count, 3, kHeads, kWidth / kHeads})
                         .permute({2, 0, 3, 1, 4})
                         .unbind(0);
  const double scale = 1.0 / std::sqrt(static_cast<double>(kWidth) / kHeads);
  const torch::Tensor share = torch::softmax(torch::matmul(parts[0], parts[1].transpose(2, 3)) * scale, -1);
  const torch::Tensor seen =
      torch::matmul(share, parts[2]).permute({0, 2, 1, 3}).reshape({images, count, kWidth});
  const torch::Tensor x = tokens + times(seen, layer.joined);
  const torch::Tensor wide =
      torch::relu(times(normed(x, layer.mlp_norm_weight, layer.mlp_norm_bias), layer.widen));
  return x + times(wide, layer.narrow);
}

torch::Tensor Veernet::features(const torch::Tensor& stem, torch::ScalarType type) {
  std::array<torch::Tensor, 5> level;
  level[0] = first_(stem, type);
  for (std::size_t i = 0; i < down_.size(); ++i)
    level.at(i + 1) = settle_.at(i)(down_.at(i)(level.at(i), type), type);

  // The few places of the bottleneck are attended to in full precision.
  const torch::Tensor& deep = level[4];
  torch::Tensor tokens =
      deep.to(torch::kFloat32).flatten(2).transpose(1, 2) + places(deep.size(2), deep.size(3), deep.device());
  for (const AttentionLayer& layer : layers_) tokens = attend(layer, tokens);
  torch::Tensor x =
      tokens.transpose(1, 2).reshape(deep.sizes()).to(type).contiguous(torch::MemoryFormat::ChannelsLast);

  for (std::size_t i = mix_.size(); i-- > 0;)
    x = up_.at(i)(upsampled(mix_.at(i)(x, type)) + level.at(i), type);
  return x;
}

}  // namespace logdigitise::nn
