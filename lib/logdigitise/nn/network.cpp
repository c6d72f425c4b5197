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

/// pixel_unshuffle. Bytes on a CPU, channels last, which is what inference has, are moved here: LibTorch
/// takes several times as long over them.
torch::Tensor unshuffled(const torch::Tensor& planes) {
  const bool as_bands = planes.device().is_cpu() && planes.scalar_type() == torch::kUInt8 &&
                        planes.size(1) == kInputPlanes &&
                        planes.is_contiguous(torch::MemoryFormat::ChannelsLast);
  if (!as_bands) return torch::pixel_unshuffle(planes, kUnshuffle);
  const std::int64_t rows = planes.size(2) / kUnshuffle;
  const std::int64_t columns = planes.size(3) / kUnshuffle;
  torch::Tensor stem = torch::empty({planes.size(0), rows, columns, kStemChannels}, planes.options());
  const std::uint8_t* const from = planes.data_ptr<std::uint8_t>();
  std::uint8_t* to = stem.data_ptr<std::uint8_t>();
  for (std::int64_t row = 0; row < planes.size(0) * rows; ++row) {
    for (std::int64_t column = 0; column < columns; ++column, to += kStemChannels) {
      for (std::int64_t k = 0; k < kUnshuffled; ++k) {
        const std::int64_t y = kUnshuffle * row + k / kUnshuffle;
        const std::int64_t x = kUnshuffle * column + k % kUnshuffle;
        const std::uint8_t* const pixel = from + (y * planes.size(3) + x) * kInputPlanes;
        for (int plane = 0; plane < kInputPlanes; ++plane) to[plane * kUnshuffled + k] = pixel[plane];
      }
    }
  }
  return stem.permute({0, 3, 1, 2});
}

/// relu(features x scale + shift), scale and shift [N, C, 1, 1]. Of one image on a CPU a whole row of pixels
/// goes through each loop and not the channels of one pixel alone, which takes several times as long; the
/// arithmetic is the same.
torch::Tensor modulated(const torch::Tensor& features, const torch::Tensor& scale,
                        const torch::Tensor& shift) {
  const bool by_rows = features.device().is_cpu() && features.size(0) == 1 &&
                       !torch::GradMode::is_enabled() &&
                       features.is_contiguous(torch::MemoryFormat::ChannelsLast);
  if (!by_rows) return torch::addcmul(shift, features, scale).relu_();
  const std::int64_t channels = features.size(1);
  const std::int64_t rows = features.size(2);
  const std::int64_t columns = features.size(3);
  const auto along_row = [&](const torch::Tensor& one) {
    return one.reshape({1, 1, channels}).expand({1, columns, channels}).reshape({1, columns * channels});
  };
  return torch::addcmul(along_row(shift), features.permute({0, 2, 3, 1}).view({rows, columns * channels}),
                        along_row(scale))
      .relu_()
      .view({1, rows, columns, channels})
      .permute({0, 3, 1, 2});
}

/// What is added to the logits of each query, [N, K]; undefined if nothing is.
torch::Tensor offsets_of(const torch::Tensor& queries, const NetworkImpl::StyleOffsets& offsets) {
  if (offsets == NetworkImpl::StyleOffsets{}) return {};
  const torch::Tensor by_style =
      torch::tensor(std::vector<double>(offsets.begin(), offsets.end()), queries.options());
  return queries.narrow(2, 0, static_cast<std::int64_t>(kStyles)).matmul(by_style);
}

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

NetworkImpl::Quarters NetworkImpl::quarters(const torch::Tensor& planes, const torch::Tensor& queries,
                                            torch::ScalarType type) {
  torch::Tensor stem = unshuffled(planes).to(type);
  if (planes.scalar_type() == torch::kUInt8) stem = stem.mul_(1.0 / 255.0);
  const torch::Tensor f = body_->features(stem.contiguous(torch::MemoryFormat::ChannelsLast), type);
  const std::int64_t images = f.size(0);

  const auto linear = [](const torch::nn::Linear& layer, const torch::Tensor& x) {
    return torch::linear(x, layer->weight.to(torch::kFloat32), layer->bias.to(torch::kFloat32));
  };
  const torch::Tensor ab = linear(query_out_, torch::relu(linear(query_in_, queries)));
  Quarters logits{mix_channels(background_, f, type), {}, offsets_of(queries, style_offsets_)};
  for (std::int64_t k = 0; k < queries.size(1); ++k) {
    const torch::Tensor a =
        ab.select(1, k).narrow(1, 0, shape_.features).reshape({images, -1, 1, 1}).to(type);
    const torch::Tensor b =
        ab.select(1, k).narrow(1, shape_.features, shape_.features).reshape({images, -1, 1, 1}).to(type);
    logits.curves.push_back(mix_channels(curve_, modulated(f, a + 1.0, b), type));
  }
  return logits;
}

torch::Tensor NetworkImpl::forward(const torch::Tensor& planes, const torch::Tensor& queries,
                                   torch::ScalarType type) {
  const Quarters all = quarters(planes, queries, type);
  const auto full_size = [](const torch::Tensor& quarter) {
    return torch::pixel_shuffle(quarter.to(torch::kFloat32).contiguous(), kUnshuffle);
  };
  std::vector<torch::Tensor> logits{full_size(all.paper)};
  for (std::size_t k = 0; k < all.curves.size(); ++k) {
    torch::Tensor curve = full_size(all.curves[k]);
    if (all.offsets.defined())
      curve.add_(all.offsets.select(1, static_cast<std::int64_t>(k)).reshape({-1, 1, 1, 1}));
    logits.push_back(std::move(curve));
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
  for (double& one : style_offsets_) one *= slope;
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
