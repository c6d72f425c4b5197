#pragma once
// The controlled comparison: same data, order, seeds, steps and extraction; only the loss, or only the
// network, is another.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/train/band_score.hpp"
#include "logdigitise/train/calibration_result.hpp"
#include "logdigitise/train/trainer.hpp"

namespace logdigitise::train {

/// What is compared: a loss on a network.
struct SweepEntry {
  std::string name;
  LossOptions loss;
  nn::Architecture network = nn::Architecture::kCompactUnet;
};

struct SweepOptions {
  std::filesystem::path out;        ///< Folder; run S of entry E goes to out/E/seed_S.
  std::vector<SweepEntry> entries;  ///< At least one; names differ.
  int seeds = 3;                    ///< 1, 2, ... so many runs of each entry; > 0.
  /// Bands that every run is calibrated on before it is scored (calibration.hpp); empty = runs are scored as
  /// they were trained. Neither trained nor scored on.
  std::vector<LabelledBand> calibration;
  TrainerOptions trainer;  ///< Of every run; `out`, `name`, `seed`, `loss`, `resume` and the architecture are
                           ///< set here.
};

/// What one run came to on the test bands.
struct SweepRun {
  std::string entry;
  std::uint64_t seed = 0;
  double seconds = 0.0;      ///< Of training.
  std::string model_sha256;  ///< As trained.
  std::optional<Calibration> calibration;
  BandScore score;
};

/// Trains every entry with every seed, seed after seed, and scores each on all of `test` (which chooses
/// nothing: the last averaged weights are taken). A run that is done (its run.json is there) is read instead
/// of repeated, one that was stopped goes on from its checkpoint.
/// Throws usage errors for options out of range and for a folder that was made with other options.
[[nodiscard]] std::vector<SweepRun> sweep(const std::vector<TrainingSet>& training,
                                          const std::vector<LabelledBand>& test, const SweepOptions& options,
                                          Progress& progress);

}  // namespace logdigitise::train
