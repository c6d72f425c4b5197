#include "logdigitise/nn/inference.hpp"

#include <cstring>

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
  const c10::InferenceMode inference;
  const torch::Tensor any = network->parameters().front();
  // Row-major interleaved bytes are a channels-last tensor as they stand.
  const torch::Tensor input =
      torch::from_blob(const_cast<std::uint8_t*>(planes.data()),
                       {1, planes.rows(), planes.columns(), planes.channels()}, torch::kUInt8)
          .permute({0, 3, 1, 2})
          .to(any.device());
  torch::Tensor chance = network->forward(input, query_tensor(queries).to(any.device()), any.scalar_type());
  chance = torch::softmax(chance, 1);
  // Background dropped, channels last again.
  chance = chance.narrow(1, 1, chance.size(1) - 1).permute({0, 2, 3, 1}).to(torch::kCPU).contiguous();
  Image<float> result(planes.rows(), planes.columns(), static_cast<int>(queries.size()));
  if (!result.empty()) std::memcpy(result.data(), chance.data_ptr<float>(), result.size() * sizeof(float));
  return result;
}

}  // namespace logdigitise::nn
