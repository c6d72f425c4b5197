#include "logdigitise/nn/weights.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/segmenter.hpp"

namespace logdigitise::nn {

namespace {

constexpr std::int64_t kWidest = 256;  ///< A false shape must not claim all memory.

Architecture architecture_of(const SafetensorsFile& file) {
  const std::string found = file.text("architecture");
  for (const NamedArchitecture& one : architectures())
    if (one.metadata == found) return one.architecture;
  throw input_error(file.name(), "holds another architecture; expected one that `train --network` lists",
                    "Use a model of this version of logdigitise");
}

std::vector<std::int64_t> sides(const torch::Tensor& tensor) { return tensor.sizes().vec(); }

}  // namespace

std::vector<std::pair<std::string, torch::Tensor>> named_tensors(const Network& network) {
  std::vector<std::pair<std::string, torch::Tensor>> tensors;
  for (const auto& item : network->named_parameters()) tensors.emplace_back(item.key(), item.value());
  for (const auto& item : network->named_buffers()) {
    if (item.value().is_floating_point()) tensors.emplace_back(item.key(), item.value());
  }
  return tensors;
}

Metadata shape_metadata(const NetworkShape& shape) {
  Metadata metadata{{"architecture", std::string(described(shape.architecture).metadata)},
                    {"features", std::to_string(shape.features)},
                    {"query_hidden", std::to_string(shape.query_hidden)},
                    {"input_planes", std::to_string(kInputPlanes)},
                    {"query_length", std::to_string(kQueryLength)}};
  for (std::size_t level = 0; level < shape.channels.size(); ++level) {
    metadata[fmt::format("channels_{}", level)] = std::to_string(shape.channels[level]);
  }
  return metadata;
}

std::string save_weights(const std::filesystem::path& path, const Network& network, const std::string& name,
                         Metadata more) {
  more.merge(shape_metadata(network->shape()));
  more["name"] = name;
  std::vector<torch::Tensor> kept;  // Until they are written.
  std::vector<TensorToWrite> tensors;
  for (const auto& [key, value] : named_tensors(network)) {
    kept.push_back(value.detach().to(torch::kCPU, torch::kFloat32).contiguous());
    tensors.push_back({key, ElementType::kF32, sides(kept.back()), kept.back().data_ptr<float>()});
  }
  return write_safetensors(path, tensors, std::move(more));
}

NetworkShape read_shape(const SafetensorsFile& file) {
  static_cast<void>(file.whole_number("input_planes", kInputPlanes, kInputPlanes));
  static_cast<void>(file.whole_number("query_length", kQueryLength, kQueryLength));
  NetworkShape shape;
  shape.architecture = architecture_of(file);
  for (std::size_t level = 0; level < shape.channels.size(); ++level) {
    shape.channels[level] = file.whole_number(fmt::format("channels_{}", level), 1, kWidest);
  }
  shape.features = file.whole_number("features", 1, kWidest);
  shape.query_hidden = file.whole_number("query_hidden", 1, kWidest);
  return shape;
}

void copy_tensors(const SafetensorsFile& file, const std::string& prefix, const Network& network) {
  const torch::NoGradGuard no_grad;
  for (auto& [key, value] : named_tensors(network)) {
    std::vector<float> numbers = file.floats(prefix + key, sides(value));
    value.copy_(torch::from_blob(numbers.data(), value.sizes(), torch::kFloat32));
  }
}

LoadedNetwork load_weights(const std::filesystem::path& path) {
  SafetensorsLimits limits;
  limits.max_file_bytes = std::size_t{256} << 20U;
  limits.max_header_bytes = std::size_t{1} << 20U;
  const SafetensorsFile file(path, limits);
  LoadedNetwork loaded;
  loaded.info = {file.text("name"), read_shape(file), file.sha256(), file.metadata()};
  loaded.network = Network(loaded.info.shape);
  copy_tensors(file, "", loaded.network);
  if (const std::size_t expected = named_tensors(loaded.network).size(); file.tensors().size() != expected) {
    throw input_error(file.name(),
                      fmt::format("holds {} tensors; expected {}", file.tensors().size(), expected),
                      "It is not a model of this version of logdigitise");
  }
  loaded.network->eval();
  return loaded;
}

}  // namespace logdigitise::nn
