#include "logdigitise/nn/fused_convolution.hpp"

#include <ATen/Context.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>

#include <optional>
#include <string>
#include <utility>

namespace logdigitise::nn {

namespace {

constexpr std::size_t kMostKept = 8;  // A log has a tile size per track width, and one more at its end.

struct Operations {
  c10::OperatorHandle pack;
  c10::OperatorHandle run;
};

/// Nothing where this LibTorch has them not.
const auto& operations() {
  static const auto kFound = []() -> std::optional<Operations> {
    if (!at::globalContext().hasMKLDNN()) return std::nullopt;
    const auto find = [](const char* name) { return c10::Dispatcher::singleton().findSchema({name, ""}); };
    const auto pack = find("mkldnn_prepacked::conv2d_prepack");
    const auto run = find("mkldnn_prepacked::conv2d_run");
    if (!pack || !run) return std::nullopt;
    return Operations{*pack, *run};
  }();
  return kFound;
}

template <typename... Arguments>
c10::IValue call(const c10::OperatorHandle& operation, Arguments&&... arguments) {
  torch::jit::Stack stack;
  (stack.emplace_back(std::forward<Arguments>(arguments)), ...);
  operation.callBoxed(&stack);
  return stack.front();
}

c10::List<std::int64_t> both(std::int64_t value) { return c10::List<std::int64_t>({value, value}); }

}  // namespace

torch::Tensor FusedConvolution::operator()(const torch::Tensor& input, const torch::Tensor& weight,
                                           const torch::Tensor& bias, std::int64_t stride,
                                           std::int64_t dilation) {
  // Of 32 bits the sums come in another order, and so another last digit.
  const bool fits = input.device().is_cpu() && !torch::GradMode::is_enabled() &&
                    input.scalar_type() == torch::kBFloat16 &&
                    input.is_contiguous(torch::MemoryFormat::ChannelsLast) && operations().has_value();
  if (!fits) return {};
  const std::vector<std::int64_t> size = input.sizes().vec();
  if (packed_.size() >= kMostKept && packed_.find(size) == packed_.end()) packed_.clear();
  c10::IValue& packed = packed_[size];
  if (packed.isNone()) {
    packed =
        call(operations()->pack, weight, bias, both(stride), both(weight.size(2) / 2 * dilation),
             both(dilation), std::int64_t{1}, c10::List<std::int64_t>(input.sizes()), std::string("relu"));
  }
  return call(operations()->run, input, packed).toTensor();
}

}  // namespace logdigitise::nn
