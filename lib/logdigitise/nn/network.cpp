#include "logdigitise/nn/network.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/nn/modules/linear.h>
#include <torch/utils.h>

#include "logdigitise/nn/segmenter.hpp"

namespace logdigitise::nn {

namespace {

constexpr std::int64_t kUnshuffle = 2;
constexpr std::int64_t kUnshuffled = kUnshuffle * kUnshuffle;
static_assert(kStemChannels == kInputPlanes * kUnshuffled);

}  // namespace

NetworkImpl::NetworkImpl(const NetworkShape& shape, std::uint64_t seed) : shape_(shape) {
  at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
  NetworkBuilder builder(*this, generator);
  body_ = make_body(shape, builder);
  units_ = builder.units();
  query_in_ = register_module("query_in", torch::nn::Linear(kQueryLength, shape.query_hidden));
  query_out_ = register_module("query_out", torch::nn::Linear(shape.query_hidden, 2 * shape.features));
  const auto head = torch::nn::Conv2dOptions(shape.features, kUnshuffled, 1);
  curve_ = register_module("curve", torch::nn::Conv2d(head));
  background_ = register_module("background", torch::nn::Conv2d(head));

  for (const torch::Tensor& weight :
       {query_in_->weight, query_out_->weight, curve_->weight, background_->weight}) {
    he_normal(weight, generator);
  }
  multiply_adds_ = builder.multiply_adds_per_pixel() +
                   static_cast<double>(curve_->weight.numel() + background_->weight.numel()) / kUnshuffled;
  const torch::NoGradGuard no_grad;
  query_in_->bias.zero_();
  query_out_->bias.zero_();
  // A curve fills about one pixel in a hundred: begin near that chance, not at one half.
  curve_->bias.fill_(-2.0);
  background_->bias.fill_(2.0);
}

torch::Tensor NetworkImpl::forward(const torch::Tensor& planes, const torch::Tensor& queries,
                                   torch::ScalarType type) {
  torch::Tensor stem = torch::pixel_unshuffle(planes, kUnshuffle).to(type);
  if (planes.scalar_type() == torch::kUInt8) stem = stem.mul_(1.0 / 255.0);
  const torch::Tensor f = body_->features(stem.contiguous(torch::MemoryFormat::ChannelsLast), type);
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
  for (ConvUnit& unit : units_) unit->fold();
}

void NetworkImpl::scale_logits(double slope, double offset) {
  const torch::NoGradGuard no_grad;
  for (const torch::nn::Conv2d& head : {curve_, background_}) {
    head->weight.mul_(slope);
    head->bias.mul_(slope);
  }
  curve_->bias.add_(offset);
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
