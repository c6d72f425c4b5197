#include "training_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/model_files.hpp"
#include "logdigitise/train/data_folder.hpp"

namespace logdigitise::app {

void add_training_options(CLI::App& verb, TrainingOptions& options) {
  train::TrainerOptions& trainer = options.trainer;
  verb.add_option("--data", options.data, "Folder of shards to learn from; may be given several times")
      ->required()
      ->type_name("DIR");
  verb.add_option("--mix", options.mix, "Share of the crops from each --data folder, relative to the others'")
      ->delimiter(',');
  verb.add_option("--out", options.out, "Folder of everything written")->required()->type_name("DIR");
  verb.add_option("--init", options.init, "Model to begin with")->type_name("NAME|PATH");
  std::vector<std::string_view> networks;
  for (const nn::NamedArchitecture& one : nn::architectures()) networks.push_back(one.name);
  verb.add_option("--network", options.network,
                  fmt::format("Of a model that begins anew: {}", fmt::join(networks, ", ")))
      ->type_name("NAME");
  verb.add_option("--batch", trainer.batch, "Crops per step")->capture_default_str();
  verb.add_option("--rate", trainer.rate, "Highest learning rate")->capture_default_str();
  verb.add_option("--warm-up", trainer.warm_up, "Share of the budget over which the rate rises")
      ->capture_default_str();
  verb.add_option("--weight-decay", trainer.weight_decay, "Of AdamW")->capture_default_str();
  verb.add_option("--clip-norm", trainer.clip_norm, "Limit of the gradient's norm; 0 = none")
      ->capture_default_str();
  verb.add_option("--average-decay", trainer.average_decay, "Of the averaged weights")->capture_default_str();
  verb.add_option("--crop-rows", trainer.crops.rows, "Rows of a crop")->capture_default_str();
  verb.add_option("--crop-columns", trainer.crops.columns, "Columns of a crop")->capture_default_str();
  verb.add_option("--checkpoint-minutes", trainer.checkpoint_minutes, "Between checkpoints")
      ->capture_default_str();
}

train::TrainerOptions trainer_options(const TrainingOptions& options, const CommonOptions& common) {
  train::TrainerOptions trainer = options.trainer;
  trainer.out = options.out;
  trainer.device = common.device;
  trainer.precision = common.precision;
  trainer.threads = common.threads;
  if (!options.network.empty()) trainer.shape.architecture = nn::find_architecture(options.network);
  if (!options.init.empty()) trainer.init = nn::find_model(options.init).string();
  return trainer;
}

std::vector<train::TrainingSet> read_training_sets(const TrainingOptions& options, Progress& progress) {
  if (!options.mix.empty() && options.mix.size() != options.data.size()) {
    throw usage_error(
        "--mix",
        fmt::format("has {} weights for {} folders of --data", options.mix.size(), options.data.size()),
        "Give one weight per folder");
  }
  std::vector<train::TrainingSet> sets;
  for (std::size_t i = 0; i < options.data.size(); ++i) {
    sets.push_back({train::read_folder(options.data[i]), options.mix.empty() ? 1.0 : options.mix[i]});
    progress.note(fmt::format("{}: {} bands", options.data[i], sets.back().bands.size()));
  }
  // Without weights of their own, folders count by what they hold.
  if (options.mix.empty()) {
    for (train::TrainingSet& set : sets) set.weight = static_cast<double>(set.bands.size());
  }
  return sets;
}

}  // namespace logdigitise::app
