#include "logdigitise/nn/model_summary.hpp"

#include "logdigitise/nn/device.hpp"
#include "logdigitise/nn/weights.hpp"

namespace logdigitise::nn {

ModelSummary summarise_model(const std::filesystem::path& path) {
  const LoadedNetwork loaded = load_weights(path);
  ModelSummary summary{path,
                       loaded.info.name,
                       loaded.info.sha256,
                       0,
                       loaded.network->multiply_adds_per_pixel(),
                       loaded.info.metadata};
  for (const torch::Tensor& parameter : loaded.network->parameters()) summary.parameters += parameter.numel();
  return summary;
}

std::string device_for(const std::string& device) { return device_name(choose_device(device)); }

std::string precision_for(const std::string& precision, const std::string& device) {
  return precision_name(choose_precision(precision, choose_device(device)));
}

}  // namespace logdigitise::nn
