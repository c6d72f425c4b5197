#pragma once
// Networks to and from files.

#include <torch/types.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/nn/network.hpp"
#include "logdigitise/nn/safetensors.hpp"

namespace logdigitise::nn {

/// In the metadata of a calibrated model.
inline constexpr const char* kCalibrationKey = "calibrated";

/// Of one, what is added to the logits of curves of this style; without it nothing is.
[[nodiscard]] std::string style_offset_key(layout::LineStyle style);

/// What a weights file says about itself.
struct WeightsInfo {
  std::string name;  ///< Of the model.
  NetworkShape shape;
  std::string sha256;  ///< Of the tensors.
  Metadata metadata;   ///< All of it.

  /// Whether its chances were made to mean what they say.
  [[nodiscard]] bool calibrated() const { return metadata.count(kCalibrationKey) > 0; }
};

/// Writes all parameters and running statistics as F32, with shape and name in the metadata; `more` adds to
/// those (what it was trained on). Atomic; returns the SHA-256 of the tensors.
std::string save_weights(const std::filesystem::path& path, const Network& network, const std::string& name,
                         Metadata more = {});

struct LoadedNetwork {
  Network network{nullptr};
  WeightsInfo info;
};

/// A network in evaluation mode on the CPU. Throws an input error for a file that is not wholly right: see
/// SafetensorsFile; also an unknown architecture, missing or unknown tensors, other shapes, NaN or infinity.
[[nodiscard]] LoadedNetwork load_weights(const std::filesystem::path& path);

/// The shape as metadata, for read_shape.
[[nodiscard]] Metadata shape_metadata(const NetworkShape& shape);

/// The shape in a file's metadata; an input error if it is not there or out of bounds.
[[nodiscard]] NetworkShape read_shape(const SafetensorsFile& file);

/// The network's tensors by name: parameters and running statistics, none that counts batches.
[[nodiscard]] std::vector<std::pair<std::string, torch::Tensor>> named_tensors(const Network& network);

/// Copies the tensors `prefix + name` of a file into the network; an input error if one is missing, of other
/// shape or not finite.
void copy_tensors(const SafetensorsFile& file, const std::string& prefix, const Network& network);

}  // namespace logdigitise::nn
