#pragma once
// What a model says about itself, for people and programs that see no LibTorch type.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace logdigitise::nn {

struct ModelSummary {
  std::filesystem::path path;
  std::string name;
  std::string sha256;                    ///< Of the tensors.
  std::int64_t parameters = 0;           ///< Numbers that were learned.
  double multiply_adds_per_pixel = 0.0;  ///< Of the band, with one curve asked for.
  std::map<std::string, std::string> metadata;
};

/// Loads and checks the whole model, as Segmenter does; an input error if anything is off.
[[nodiscard]] ModelSummary summarise_model(const std::filesystem::path& path);

/// Names of the device and precision that these options mean here; errors as SegmenterOptions.
[[nodiscard]] std::string device_for(const std::string& device);
[[nodiscard]] std::string precision_for(const std::string& precision, const std::string& device);

}  // namespace logdigitise::nn
