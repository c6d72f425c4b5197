#pragma once
// The controlled comparison: same data, order, seeds, steps and extraction; only the loss, or only the
// network, is another.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/metrics/chance_histogram.hpp"
#include "logdigitise/train/curve_score.hpp"
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
  TrainerOptions trainer;  ///< Of every run; `out`, `name`, `seed`, `loss`, `resume` and the architecture are
                           ///< set here.
};

/// What one run came to on the test bands.
struct SweepRun {
  std::string entry;
  std::uint64_t seed = 0;
  double seconds = 0.0;  ///< Of training.
  std::string model_sha256;
  std::vector<CurveScore> curves;  ///< Curve by curve, in the order of the bands.
  std::vector<metrics::ChanceHistogram> mask_of_place;
  metrics::ChanceHistogram ink_mask;
};

/// Trains every entry with every seed, seed after seed, and scores each on all of `test` (which chooses
/// nothing: the last averaged weights are taken). A run that is done (its run.json is there) is read instead
/// of repeated, one that was stopped goes on from its checkpoint.
/// Throws usage errors for options out of range and for a folder that was made with other options.
[[nodiscard]] std::vector<SweepRun> sweep(const std::vector<TrainingSet>& training,
                                          const std::vector<LabelledBand>& test, const SweepOptions& options,
                                          Progress& progress);

}  // namespace logdigitise::train
