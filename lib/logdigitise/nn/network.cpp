#include "logdigitise/nn/network.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "logdigitise/nn/segmenter.hpp"

namespace logdigitise::nn {

namespace {

constexpr std::int64_t kUnshuffle = 2;
constexpr std::int64_t kUnshuffled = kUnshuffle * kUnshuffle;

/// He normal, gain of ReLU, by the number of inputs of an output.
void he_normal(torch::Tensor weight, at::Generator& generator) {
  const torch::NoGradGuard no_grad;
  const std::int64_t fan_in = weight.numel() / weight.size(0);
  weight.normal_(0.0, std::sqrt(2.0 / static_cast<double>(fan_in)), generator);
}

torch::Tensor pooled(const torch::Tensor& x) { return torch::max_pool2d(x, 2); }

torch::Tensor upsampled(const torch::Tensor& x) {
  return torch::upsample_nearest2d(x, at::IntArrayRef({2 * x.size(2), 2 * x.size(3)}));
}

/// A 1x1 convolution that computes in `type`.
torch::Tensor mix_channels(const torch::nn::Conv2d& conv, const torch::Tensor& x, torch::ScalarType type) {
  return torch::conv2d(x, conv->weight.to(type), conv->bias.to(type));
}

}  // namespace

ConvUnitImpl::ConvUnitImpl(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t dilation) {
  conv_ = register_module("conv", torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, kernel)
                                                        .padding(kernel / 2 * dilation)
                                                        .dilation(dilation)
                                                        .bias(false)));
  norm_ = register_module("norm", torch::nn::BatchNorm2d(torch::nn::BatchNorm2dOptions(out)));
}

void ConvUnitImpl::reset(at::Generator& generator) { he_normal(conv_->weight, generator); }

torch::Tensor ConvUnitImpl::forward(const torch::Tensor& input, torch::ScalarType type) {
  const auto& options = conv_->options;
  const std::int64_t pad = options.kernel_size()->at(0) / 2 * options.dilation()->at(0);
  const torch::Tensor weight = conv_->weight.to(type).contiguous(torch::MemoryFormat::ChannelsLast);
  const torch::Tensor bias = folded_bias_.defined() ? folded_bias_.to(type) : torch::Tensor();
  torch::Tensor y = torch::conv2d(input, weight, bias, /*stride=*/1, /*padding=*/at::IntArrayRef({pad, pad}),
                                  *options.dilation());
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

NetworkImpl::NetworkImpl(const NetworkShape& shape, std::uint64_t seed) : shape_(shape) {
  at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
  const auto [c0, c1, c2, c3] = shape.channels;
  const auto unit = [this, &generator](const char* name, std::int64_t in, std::int64_t out,
                                       std::int64_t kernel = 3, std::int64_t dilation = 1) {
    ConvUnit made = register_module(name, ConvUnit(in, out, kernel, dilation));
    made->reset(generator);
    return made;
  };
  down0_ = {unit("down0a", kInputPlanes * kUnshuffled, c0), unit("down0b", c0, c0)};
  down1_ = {unit("down1a", c0, c1), unit("down1b", c1, c1)};
  down2_ = {unit("down2a", c1, c2), unit("down2b", c2, c2)};
  deep_ = {unit("deep_a", c2, c3), unit("deep_b", c3, c3, 3, 2), unit("deep_c", c3, c3, 3, 4)};
  up2_ = {unit("up2_mix", c3, c2, 1), unit("up2a", c2, c2), unit("up2b", c2, c2)};
  up1_ = {unit("up1_mix", c2, c1, 1), unit("up1a", c1, c1), unit("up1b", c1, c1)};
  up0_ = {unit("up0_mix", c1, c0, 1), unit("up0a", c0, shape.features),
          unit("up0b", shape.features, shape.features)};
  query_in_ = register_module("query_in", torch::nn::Linear(kQueryLength, shape.query_hidden));
  query_out_ = register_module("query_out", torch::nn::Linear(shape.query_hidden, 2 * shape.features));
  const auto head = torch::nn::Conv2dOptions(shape.features, kUnshuffled, 1);
  curve_ = register_module("curve", torch::nn::Conv2d(head));
  background_ = register_module("background", torch::nn::Conv2d(head));

  for (const torch::Tensor& weight :
       {query_in_->weight, query_out_->weight, curve_->weight, background_->weight}) {
    he_normal(weight, generator);
  }
  const torch::NoGradGuard no_grad;
  query_in_->bias.zero_();
  query_out_->bias.zero_();
  // A curve fills about one pixel in a hundred: begin near that chance, not at one half.
  curve_->bias.fill_(-2.0);
  background_->bias.fill_(2.0);
}

torch::Tensor NetworkImpl::features(const torch::Tensor& planes, torch::ScalarType type) {
  torch::Tensor x = torch::pixel_unshuffle(planes, kUnshuffle).to(type);
  if (planes.scalar_type() == torch::kUInt8) x = x.mul_(1.0 / 255.0);
  x = x.contiguous(torch::MemoryFormat::ChannelsLast);

  const torch::Tensor e0 = down0_[1](down0_[0](x, type), type);
  const torch::Tensor e1 = down1_[1](down1_[0](pooled(e0), type), type);
  const torch::Tensor e2 = down2_[1](down2_[0](pooled(e1), type), type);
  x = deep_[0](pooled(e2), type);
  x = x + deep_[1](x, type);
  x = x + deep_[2](x, type);
  // Mixed before it is upsampled, which is the same and costs a quarter.
  x = up2_[2](up2_[1](upsampled(up2_[0](x, type)).add_(e2), type), type);
  x = up1_[2](up1_[1](upsampled(up1_[0](x, type)).add_(e1), type), type);
  return up0_[2](up0_[1](upsampled(up0_[0](x, type)).add_(e0), type), type);
}

torch::Tensor NetworkImpl::forward(const torch::Tensor& planes, const torch::Tensor& queries,
                                   torch::ScalarType type) {
  const torch::Tensor f = features(planes, type);
  const std::int64_t images = f.size(0);
  const std::int64_t curves = queries.size(1);
  const auto full_size = [](const torch::Tensor& quarter) {
    return torch::pixel_shuffle(quarter.to(torch::kFloat32).contiguous(), kUnshuffle);
  };

  const auto linear = [](const torch::nn::Linear& layer, const torch::Tensor& x) {
    return torch::linear(x, layer->weight.to(torch::kFloat32), layer->bias.to(torch::kFloat32));
  };
  const torch::Tensor ab = linear(query_out_, torch::relu(linear(query_in_, queries)));
  std::vector<torch::Tensor> logits{full_size(mix_channels(background_, f, type))};
  for (std::int64_t k = 0; k < curves; ++k) {
    const torch::Tensor a =
        ab.select(1, k).narrow(1, 0, shape_.features).reshape({images, -1, 1, 1}).to(type);
    const torch::Tensor b =
        ab.select(1, k).narrow(1, shape_.features, shape_.features).reshape({images, -1, 1, 1}).to(type);
    logits.push_back(full_size(mix_channels(curve_, torch::addcmul(b, f, a + 1.0).relu_(), type)));
  }
  return torch::cat(logits, 1);
}

void NetworkImpl::fold() {
  for (ConvUnit* unit : {&down0_[0], &down0_[1], &down1_[0], &down1_[1], &down2_[0], &down2_[1], &deep_[0],
                         &deep_[1], &deep_[2], &up2_[0], &up2_[1], &up2_[2], &up1_[0], &up1_[1], &up1_[2],
                         &up0_[0], &up0_[1], &up0_[2]}) {
    (*unit)->fold();
  }
}

torch::Tensor query_tensor(const std::vector<CurveQuery>& queries) {
  const auto rows = encode_queries(queries);
  torch::Tensor encoded = torch::empty({1, static_cast<std::int64_t>(rows.size()), kQueryLength});
  auto view = encoded.accessor<float, 3>();
  for (std::size_t k = 0; k < rows.size(); ++k) {
    for (std::size_t i = 0; i < rows[k].size(); ++i) {
      view[0][static_cast<std::int64_t>(k)][static_cast<std::int64_t>(i)] = rows[k][i];
    }
  }
  return encoded;
}

}  // namespace logdigitise::nn
