#include "logdigitise/train/checkpoint.hpp"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <utility>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/safetensors.hpp"
#include "logdigitise/nn/weights.hpp"

namespace logdigitise::train {

namespace {

constexpr const char* kFormat = "logdigitise-checkpoint-1";

double number(const nn::SafetensorsFile& file, const std::string& key) {
  const std::string& text = file.text(key);
  double value = 0.0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size()) {
    throw input_error(file.name(), fmt::format("has no number in its metadata '{}'", key),
                      "Train from the start");
  }
  return value;
}

void check_format(const nn::SafetensorsFile& file) {
  if (file.text("format") != kFormat) {
    throw input_error(file.name(), fmt::format("is no checkpoint; expected the format {}", kFormat));
  }
}

void copy_moments(const nn::SafetensorsFile& file, const std::string& prefix,
                  const std::vector<torch::Tensor>& moments) {
  const torch::NoGradGuard no_grad;
  for (std::size_t i = 0; i < moments.size(); ++i) {
    std::vector<float> numbers = file.floats(fmt::format("{}{}", prefix, i), moments[i].sizes().vec());
    torch::Tensor moment = moments[i];
    moment.copy_(torch::from_blob(numbers.data(), moment.sizes(), torch::kFloat32));
  }
}

}  // namespace

void save_checkpoint(const std::filesystem::path& path, const nn::Network& network,
                     const nn::Network& average, const AdamW& optimiser, const RunState& state) {
  std::vector<torch::Tensor> kept;
  std::vector<nn::TensorToWrite> tensors;
  const auto add = [&](std::string name, const torch::Tensor& tensor) {
    kept.push_back(tensor.detach().to(torch::kCPU, torch::kFloat32).contiguous());
    tensors.push_back(
        {std::move(name), nn::ElementType::kF32, kept.back().sizes().vec(), kept.back().data_ptr<float>()});
  };
  for (const auto& [name, tensor] : nn::named_tensors(network)) add("weights/" + name, tensor);
  for (const auto& [name, tensor] : nn::named_tensors(average)) add("average/" + name, tensor);
  for (std::size_t i = 0; i < optimiser.first_moments().size(); ++i) {
    add(fmt::format("first/{}", i), optimiser.first_moments()[i]);
    add(fmt::format("second/{}", i), optimiser.second_moments()[i]);
  }
  nn::Metadata metadata = nn::shape_metadata(network->shape());
  metadata["format"] = kFormat;
  metadata["step"] = std::to_string(state.step);
  metadata["optimiser_steps"] = std::to_string(optimiser.steps_done());
  metadata["seconds"] = fmt::format("{}", state.seconds);
  metadata["best_score"] = fmt::format("{}", state.best_score);
  metadata["seed"] = std::to_string(state.seed);
  metadata["batch"] = std::to_string(state.batch);
  metadata["loss"] = state.loss;
  nn::write_safetensors(path, tensors, std::move(metadata));
}

nn::NetworkShape checkpoint_shape(const std::filesystem::path& path) {
  const nn::SafetensorsFile file(path);
  check_format(file);
  return nn::read_shape(file);
}

RunState load_checkpoint(const std::filesystem::path& path, const nn::Network& network,
                         const nn::Network& average, AdamW& optimiser) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  const nn::SafetensorsFile file(path);
  check_format(file);
  nn::copy_tensors(file, "weights/", network);
  nn::copy_tensors(file, "average/", average);
  copy_moments(file, "first/", optimiser.first_moments());
  copy_moments(file, "second/", optimiser.second_moments());
  optimiser.set_steps_done(file.whole_number("optimiser_steps", 0, kMost));
  RunState state;
  state.step = file.whole_number("step", 0, kMost);
  state.seconds = number(file, "seconds");
  state.best_score = number(file, "best_score");
  state.seed = static_cast<std::uint64_t>(file.whole_number("seed", 0, kMost));
  state.batch = static_cast<int>(file.whole_number("batch", 1, 65536));
  state.loss = file.text("loss");
  return state;
}

}  // namespace logdigitise::train
