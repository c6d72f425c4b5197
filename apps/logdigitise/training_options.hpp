#pragma once
// Options of a training run, the same at every verb that trains.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/train/trainer.hpp"
#include "option_groups.hpp"

namespace logdigitise::app {

struct TrainingOptions {
  std::vector<std::string> data;
  std::vector<double> mix;
  std::string out;
  std::string init;
  std::string network;
  train::TrainerOptions trainer;
};

/// Adds --data, --mix, --out, --init, --batch, --rate and what else shapes a run but its budget, seed and
/// loss; `options` must outlive the parsing.
void add_training_options(CLI::App& verb, TrainingOptions& options);

/// The trainer's options as the whole command line means them.
[[nodiscard]] train::TrainerOptions trainer_options(const TrainingOptions& options,
                                                    const CommonOptions& common);

/// The shards of all --data folders, weighted by --mix. Notes what it finds.
[[nodiscard]] std::vector<train::TrainingSet> read_training_sets(const TrainingOptions& options,
                                                                 Progress& progress);

}  // namespace logdigitise::app
