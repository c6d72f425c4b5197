#include "logdigitise/nn/conv_unit.hpp"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace logdigitise::nn {

void he_normal(torch::Tensor weight, at::Generator& generator) {
  const torch::NoGradGuard no_grad;
  const std::int64_t fan_in = weight.numel() / weight.size(0);
  weight.normal_(0.0, std::sqrt(2.0 / static_cast<double>(fan_in)), generator);
}

namespace {

/// Half the size, by maximum; `x`: channels last, of one image, numbers that order as these integers do.
void pool_as_integers(const std::int16_t* x, std::int64_t rows, std::int64_t columns, std::int64_t channels,
                      std::int16_t* to) {
  const std::int64_t row_length = columns * channels;
  std::vector<std::int16_t> larger(static_cast<std::size_t>(row_length));
  for (std::int64_t row = 0; row < rows / 2; ++row, x += 2 * row_length) {
    for (std::int64_t i = 0; i < row_length; ++i)
      larger[static_cast<std::size_t>(i)] = std::max(x[i], x[row_length + i]);
    for (std::int64_t column = 0; column < columns / 2; ++column, to += channels) {
      const std::int16_t* const left = larger.data() + 2 * column * channels;
      for (std::int64_t c = 0; c < channels; ++c) to[c] = std::max(left[c], left[channels + c]);
    }
  }
}

}  // namespace

torch::Tensor pooled(const torch::Tensor& x) {
  const bool as_integers = x.device().is_cpu() && !torch::GradMode::is_enabled() &&
                           x.scalar_type() == torch::kBFloat16 && x.size(0) == 1 && x.size(2) % 2 == 0 &&
                           x.size(3) % 2 == 0 && x.is_contiguous(torch::MemoryFormat::ChannelsLast);
  if (!as_integers) return torch::max_pool2d(x, 2);
  torch::Tensor half = torch::empty({1, x.size(2) / 2, x.size(3) / 2, x.size(1)}, x.options());
  pool_as_integers(static_cast<const std::int16_t*>(x.data_ptr()), x.size(2), x.size(3), x.size(1),
                   static_cast<std::int16_t*>(half.data_ptr()));
  return half.permute({0, 3, 1, 2});
}

torch::Tensor upsampled(const torch::Tensor& x) {
  return torch::upsample_nearest2d(x, at::IntArrayRef({2 * x.size(2), 2 * x.size(3)}));
}

torch::Tensor mix_channels(const torch::nn::Conv2d& conv, const torch::Tensor& x, torch::ScalarType type) {
  return torch::conv2d(x, conv->weight.to(type), conv->bias.to(type));
}

ConvUnitImpl::ConvUnitImpl(std::int64_t in, std::int64_t out, const ConvUnitOptions& options) {
  conv_ = register_module("conv", torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, options.kernel)
                                                        .padding(options.kernel / 2 * options.dilation)
                                                        .dilation(options.dilation)
                                                        .stride(options.stride)
                                                        .bias(false)));
  norm_ = register_module("norm", torch::nn::BatchNorm2d(torch::nn::BatchNorm2dOptions(out)));
}

void ConvUnitImpl::reset(at::Generator& generator) { he_normal(conv_->weight, generator); }

torch::Tensor ConvUnitImpl::forward(const torch::Tensor& input, torch::ScalarType type) {
  const auto& options = conv_->options;
  const std::int64_t pad = options.kernel_size()->at(0) / 2 * options.dilation()->at(0);
  const torch::Tensor weight = conv_->weight.to(type).contiguous(torch::MemoryFormat::ChannelsLast);
  const torch::Tensor bias = folded_bias_.defined() ? folded_bias_.to(type) : torch::Tensor();
  if (!norm_) {
    torch::Tensor fused = fused_(input, weight, bias, options.stride()->at(0), options.dilation()->at(0));
    if (fused.defined()) return fused;
  }
  torch::Tensor y = torch::conv2d(input, weight, bias, *options.stride(),
                                  /*padding=*/at::IntArrayRef({pad, pad}), *options.dilation());
  if (norm_) {
    y = torch::batch_norm(y, norm_->weight, norm_->bias, norm_->running_mean, norm_->running_var,
                          is_training(), norm_->options.momentum().value(), norm_->options.eps(),
                          /*cudnn_enabled=*/true);
  }
  return torch::relu_(y);
}

void ConvUnitImpl::fold() {
  const torch::NoGradGuard no_grad;
  const torch::Tensor scale = norm_->weight / torch::sqrt(norm_->running_var + norm_->options.eps());
  conv_->weight.mul_(scale.view({-1, 1, 1, 1}));
  folded_bias_ = register_parameter("folded_bias", norm_->bias - norm_->running_mean * scale);
  unregister_module("norm");
  norm_ = nullptr;
}

}  // namespace logdigitise::nn
