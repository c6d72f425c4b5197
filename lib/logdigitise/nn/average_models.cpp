#include "logdigitise/nn/average_models.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/weights.hpp"

namespace logdigitise::nn {

std::string average_models(const std::vector<std::filesystem::path>& models,
                           const std::vector<double>& shares, const std::filesystem::path& out,
                           const std::string& name) {
  if (models.size() < 2) throw usage_error("model average", "has fewer than two models");
  std::vector<double> share = shares.empty() ? std::vector<double>(models.size(), 1.0) : shares;
  if (share.size() != models.size() ||
      !std::all_of(share.begin(), share.end(), [](double one) { return one > 0.0 && one < 1e9; })) {
    throw usage_error("--shares", fmt::format("must be {} numbers above 0, one per model", models.size()));
  }
  const double sum = std::accumulate(share.begin(), share.end(), 0.0);
  for (double& one : share) one /= sum;

  const torch::NoGradGuard no_grad;
  Network mean{nullptr};
  std::vector<torch::Tensor> sums;
  Metadata made_of;
  for (std::size_t m = 0; m < models.size(); ++m) {
    const LoadedNetwork loaded = load_weights(models[m]);
    if (loaded.network->style_offsets() != NetworkImpl::StyleOffsets{})
      throw input_error(models[m].string(), "is calibrated by line style, which has no mean",
                        "Average the models as they were trained, then run `model calibrate`");
    if (m == 0) {
      mean = Network(loaded.info.shape);
      for (const auto& [key, tensor] : named_tensors(mean))
        sums.push_back(torch::zeros_like(tensor, torch::kFloat64));
    } else if (loaded.info.shape != mean->shape()) {
      throw input_error(models[m].string(), fmt::format("is of another shape than {}", models[0].string()));
    }
    const auto tensors = named_tensors(loaded.network);
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += share[m] * tensors[i].second.to(torch::kFloat64);
    made_of[fmt::format("averaged_{}", m + 1)] =
        fmt::format("{:.4f} x {} {}", share[m], loaded.info.name, loaded.info.sha256);
  }
  const auto tensors = named_tensors(mean);
  for (std::size_t i = 0; i < sums.size(); ++i) tensors[i].second.copy_(sums[i]);
  return save_weights(out, mean, name, made_of);
}

}  // namespace logdigitise::nn
