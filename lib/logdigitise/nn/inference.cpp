#include "logdigitise/nn/inference.hpp"

#include <cstring>
#include <utility>

#include "logdigitise/nn/pixel_chances.hpp"

namespace logdigitise::nn {

void prepare_for_inference(Network& network, const torch::Device& device, torch::ScalarType precision) {
  network->eval();
  network->fold();
  network->to(device, precision);
  const torch::NoGradGuard no_grad;
  for (torch::Tensor& parameter : network->parameters()) {
    parameter.set_requires_grad(false);
    if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
  }
}

Image<float> infer(Network& network, const Image<std::uint8_t>& planes,
                   const std::vector<CurveQuery>& queries) {
  return std::move(infer_each(network, planes, {queries}).front());
}

namespace {

/// For each list of queries, from the logits of all of them: by LibTorch's operations, on whatever device.
std::vector<Image<float>> chances_of_lists(const torch::Tensor& logits,
                                           const std::vector<std::vector<CurveQuery>>& lists) {
  const torch::Tensor background = logits.narrow(1, 0, 1);
  std::vector<Image<float>> results;
  std::int64_t first = 1;
  for (const auto& list : lists) {
    const auto count = static_cast<std::int64_t>(list.size());
    const torch::Tensor own = logits.narrow(1, first, count);
    first += count;
    torch::Tensor chance = torch::softmax(lists.size() == 1 ? logits : torch::cat({background, own}, 1), 1);
    // Background dropped, channels last again.
    chance = chance.narrow(1, 1, count).permute({0, 2, 3, 1}).to(torch::kCPU).contiguous();
    Image<float>& result = results.emplace_back(
        static_cast<int>(logits.size(2)), static_cast<int>(logits.size(3)), static_cast<int>(list.size()));
    if (!result.empty()) std::memcpy(result.data(), chance.data_ptr<float>(), result.size() * sizeof(float));
  }
  return results;
}

/// The same on a CPU, without logits of full size.
std::vector<Image<float>> chances_of_lists(const NetworkImpl::Quarters& logits,
                                           const std::vector<std::vector<CurveQuery>>& lists) {
  std::vector<Image<float>> results;
  std::size_t k = 0;
  for (const auto& list : lists) {
    std::vector<torch::Tensor> curves;
    std::vector<float> offsets;
    for (std::size_t i = 0; i < list.size(); ++i, ++k) {
      curves.push_back(logits.curves[k]);
      offsets.push_back(
          logits.offsets.defined() ? logits.offsets[0][static_cast<std::int64_t>(k)].item<float>() : 0.0F);
    }
    results.push_back(pixel_chances(logits.paper, curves, offsets));
  }
  return results;
}

}  // namespace

std::vector<Image<float>> infer_each(Network& network, const Image<std::uint8_t>& planes,
                                     const std::vector<std::vector<CurveQuery>>& lists) {
  const c10::InferenceMode inference;
  const torch::Tensor any = network->parameters().front();
  // Row-major interleaved bytes are a channels-last tensor as they stand.
  const torch::Tensor input =
      torch::from_blob(const_cast<std::uint8_t*>(planes.data()),
                       {1, planes.rows(), planes.columns(), planes.channels()}, torch::kUInt8)
          .permute({0, 3, 1, 2})
          .to(any.device());
  // A query knows the list it is from, so the logits of all lists can be had in one go.
  std::vector<torch::Tensor> encoded;
  for (const auto& list : lists) encoded.push_back(query_tensor(list));
  const torch::Tensor queries = torch::cat(encoded, 1).to(any.device());
  if (any.device().is_cpu())
    return chances_of_lists(network->quarters(input, queries, any.scalar_type()), lists);
  return chances_of_lists(network->forward(input, queries, any.scalar_type()), lists);
}

}  // namespace logdigitise::nn
