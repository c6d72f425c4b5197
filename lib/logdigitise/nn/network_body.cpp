#include "logdigitise/nn/network_body.hpp"

#include <stdexcept>

#include "logdigitise/nn/attention_unet.hpp"
#include "logdigitise/nn/compact_unet.hpp"
#include "logdigitise/nn/veernet.hpp"

namespace logdigitise::nn {

namespace {

double per_pixel(const torch::Tensor& weight, std::int64_t scale) {
  return static_cast<double>(weight.numel()) / static_cast<double>(scale * scale);
}

}  // namespace

ConvUnit NetworkBuilder::unit(const std::string& name, std::int64_t in, std::int64_t out, std::int64_t scale,
                              const ConvUnitOptions& options) {
  ConvUnit made = owner_.register_module(name, ConvUnit(in, out, options));
  made->reset(generator_);
  units_.push_back(made);
  multiply_adds_ +=
      static_cast<double>(in * out * options.kernel * options.kernel) / static_cast<double>(scale * scale);
  return made;
}

torch::nn::Conv2d NetworkBuilder::mix(const std::string& name, std::int64_t in, std::int64_t out,
                                      std::int64_t scale) {
  torch::nn::Conv2d made =
      owner_.register_module(name, torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, 1)));
  he_normal(made->weight, generator_);
  const torch::NoGradGuard no_grad;
  made->bias.zero_();
  multiply_adds_ += per_pixel(made->weight, scale);
  return made;
}

torch::Tensor NetworkBuilder::matrix(const std::string& name, std::int64_t out, std::int64_t in,
                                     std::int64_t scale) {
  torch::Tensor made = owner_.register_parameter(name, torch::empty({out, in}));
  he_normal(made, generator_);
  multiply_adds_ += per_pixel(made, scale);
  return made;
}

torch::Tensor NetworkBuilder::vector(const std::string& name, std::int64_t length, double value) {
  return owner_.register_parameter(name, torch::full({length}, value));
}

std::unique_ptr<NetworkBody> make_body(const NetworkShape& shape, NetworkBuilder& builder) {
  switch (shape.architecture) {
    case Architecture::kCompactUnet:
      return std::make_unique<CompactUnet>(shape, builder);
    case Architecture::kAttentionUnet:
      return std::make_unique<AttentionUnet>(shape, builder);
    case Architecture::kVeernet:
      return std::make_unique<Veernet>(shape, builder);
  }
  throw std::logic_error("make_body: no such architecture");
}

}  // namespace logdigitise::nn
