#include "logdigitise/nn/weights.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
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

constexpr std::array<layout::LineStyle, kStyles> kAllStyles = {
    layout::LineStyle::kSolid, layout::LineStyle::kDashed, layout::LineStyle::kDotted,
    layout::LineStyle::kLongDash};

/// The style offsets of a calibrated model, which are no tensors because they are not learned.
NetworkImpl::StyleOffsets read_style_offsets(const SafetensorsFile& file) {
  constexpr double kLargest = 50.0;  // Beyond it a style would always or never be seen.
  NetworkImpl::StyleOffsets offsets{};
  for (std::size_t s = 0; s < offsets.size(); ++s) {
    const auto found = file.metadata().find(style_offset_key(kAllStyles.at(s)));
    if (found == file.metadata().end()) continue;
    const std::string& text = found->second;
    double value = 0.0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size() || !(std::abs(value) <= kLargest))
      throw input_error(file.name(), fmt::format("has no sound number as {}", found->first));
    offsets.at(s) = value;
  }
  return offsets;
}

}  // namespace

std::string style_offset_key(layout::LineStyle style) {
  return fmt::format("calibration_offset_{}", layout::style_name(style));
}

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
  for (const layout::LineStyle style : kAllStyles) {
    const double offset = network->style_offsets()[static_cast<std::size_t>(style)];
    more.erase(style_offset_key(style));
    if (offset != 0.0) more[style_offset_key(style)] = fmt::format("{:.6f}", offset);
  }
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
  loaded.network->set_style_offsets(read_style_offsets(file));
  if (const std::size_t expected = named_tensors(loaded.network).size(); file.tensors().size() != expected) {
    throw input_error(file.name(),
                      fmt::format("holds {} tensors; expected {}", file.tensors().size(), expected),
                      "It is not a model of this version of logdigitise");
  }
  loaded.network->eval();
  return loaded;
}

}  // namespace logdigitise::nn
