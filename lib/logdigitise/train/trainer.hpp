#pragma once
// The training loop. No LibTorch type shows here.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/nn/network_shape.hpp"
#include "logdigitise/train/augment.hpp"
#include "logdigitise/train/crops.hpp"
#include "logdigitise/train/loss_options.hpp"
#include "logdigitise/train/score.hpp"

namespace logdigitise::train {

struct TrainerOptions {
  std::filesystem::path out;  ///< Folder of everything written; made if it is not there.
  std::string name;           ///< Of the model; empty = the folder's own name.
  std::int64_t steps = 0;     ///< Budget in steps; > 0 unless `minutes` is. With it, runs repeat exactly.
  double minutes = 0.0;       ///< Budget in minutes of training, resumed runs included.
  std::int64_t stop_after_steps =
      0;                         ///< Stop, with a checkpoint, when so many are done; 0 = when the budget is.
  std::uint64_t seed = 1;        ///< Of weights, crops and augmentation.
  int batch = 8;                 ///< Crops per step, > 0.
  double rate = 2e-3;            ///< Highest learning rate, > 0; then a cosine down to a hundredth.
  double warm_up = 0.02;         ///< Share of the budget over which the rate rises, 0..1.
  double weight_decay = 0.01;    ///< >= 0.
  double clip_norm = 1.0;        ///< Of all gradients together; 0 = no clipping.
  double average_decay = 0.999;  ///< Of the averaged weights, which are validated and written; 0..1.
  double checkpoint_minutes = 3.0;  ///< Between checkpoints, > 0.
  double validate_minutes = 4.0;    ///< Between validations, > 0; with `steps`, see validate_steps.
  std::int64_t validate_steps = 0;  ///< Between validations; 0 = by validate_minutes.
  bool resume = false;              ///< Go on from the checkpoint in `out`, if there is one.
  std::string init;                 ///< Weights to begin with (a file); empty = random.
  std::string device = "auto";
  std::string precision = "auto";
  int threads = 0;         ///< 0 = all cores this process may run on.
  nn::NetworkShape shape;  ///< Of a new network; that of `init` or the checkpoint wins.
  CropOptions crops;
  AugmentOptions augment;
  LossOptions loss;
  ValidationOptions validation;
};

struct TrainingResult {
  std::int64_t steps = 0;       ///< Done in all.
  double seconds = 0.0;         ///< Spent in all.
  double first_loss = 0.0;      ///< Mean over the first 20 steps of this call.
  double last_loss = 0.0;       ///< Mean over the last 20 steps of this call.
  ValidationScore best;         ///< Of this call; empty if there was no validation.
  std::filesystem::path model;  ///< The weights written.
};

/// Trains on `training` and keeps the averaged weights that trace `validation` best (or, if that is empty,
/// the last ones). Writes to `options.out`:
///     model.safetensors       best weights so far     model.md   how they came about
///     checkpoint.safetensors  to resume from          log.csv    a line per validation
/// `progress` hears a note per validation and how far the budget is used, in thousandths.
/// Throws usage errors for options out of range, input and environment errors for files.
TrainingResult train(const std::vector<TrainingSet>& training, const std::vector<LabelledBand>& validation,
                     const TrainerOptions& options, Progress& progress);

}  // namespace logdigitise::train
