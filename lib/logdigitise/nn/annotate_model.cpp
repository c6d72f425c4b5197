#include "logdigitise/nn/annotate_model.hpp"

#include "logdigitise/nn/weights.hpp"

namespace logdigitise::nn {

std::string annotate_model(const std::filesystem::path& model, const std::filesystem::path& out,
                           const std::string& name, const std::map<std::string, std::string>& more) {
  const LoadedNetwork loaded = load_weights(model);
  Metadata metadata = loaded.info.metadata;
  for (const auto& [key, value] : more) metadata[key] = value;
  return save_weights(out, loaded.network, name, std::move(metadata));
}

}  // namespace logdigitise::nn
