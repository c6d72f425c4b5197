#pragma once
// A training run in a file, to go on from. Random numbers need no state: those of a step follow from the seed
// and the step's number.

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "logdigitise/nn/network.hpp"
#include "logdigitise/train/adamw.hpp"

namespace logdigitise::train {

struct RunState {
  std::int64_t step = 0;     ///< Steps done.
  double seconds = 0.0;      ///< Spent on them.
  double best_score = -1.0;  ///< Of the validations so far; < 0 if there was none.
  std::uint64_t seed = 0;
  int batch = 0;
  std::string loss;  ///< As loss_json writes it.
};

/// Weights, averaged weights, optimiser and state as one safetensors file. Atomic.
void save_checkpoint(const std::filesystem::path& path, const nn::Network& network,
                     const nn::Network& average, const AdamW& optimiser, const RunState& state);

/// The shape of the network in a checkpoint.
[[nodiscard]] nn::NetworkShape checkpoint_shape(const std::filesystem::path& path);

/// Puts everything back; an input error if the file is damaged or does not fit.
[[nodiscard]] RunState load_checkpoint(const std::filesystem::path& path, const nn::Network& network,
                                       const nn::Network& average, AdamW& optimiser);

}  // namespace logdigitise::train
