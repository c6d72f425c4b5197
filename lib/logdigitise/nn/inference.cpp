#include "logdigitise/nn/inference.hpp"

#include <cstring>
#include <utility>

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
  std::vector<torch::Tensor> queries;
  for (const auto& list : lists) queries.push_back(query_tensor(list));
  const torch::Tensor logits =
      network->forward(input, torch::cat(queries, 1).to(any.device()), any.scalar_type());
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
    Image<float>& result =
        results.emplace_back(planes.rows(), planes.columns(), static_cast<int>(list.size()));
    if (!result.empty()) std::memcpy(result.data(), chance.data_ptr<float>(), result.size() * sizeof(float));
  }
  return results;
}

}  // namespace logdigitise::nn
