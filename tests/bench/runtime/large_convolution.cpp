#include "tests/bench/runtime/large_convolution.hpp"

#include <torch/utils.h>

#include "logdigitise/nn/device.hpp"

namespace logdigitise::bench {

struct LargeConvolution::State {
  torch::Tensor input;
  torch::Tensor weight;
};

LargeConvolution::LargeConvolution(const std::string& precision, int threads)
    : state_(std::make_unique<State>()) {
  nn::use_threads(threads);
  const torch::ScalarType type = nn::choose_precision(precision, torch::kCPU);
  const auto prepared = [&](const torch::Tensor& tensor) {
    return tensor.to(type).contiguous(torch::MemoryFormat::ChannelsLast);
  };
  state_->input = prepared(torch::rand({1, 64, 512, 512}));
  state_->weight = prepared(torch::rand({64, 64, 3, 3}));
}

LargeConvolution::~LargeConvolution() = default;

void LargeConvolution::run() {
  const c10::InferenceMode inference;
  const torch::Tensor output = torch::conv2d(state_->input, state_->weight, {}, 1, at::IntArrayRef({1, 1}));
  if (output.numel() == 0) throw std::logic_error("nothing was convolved");
}

}  // namespace logdigitise::bench
