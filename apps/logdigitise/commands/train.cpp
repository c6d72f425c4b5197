// `train`: fits a model to shards of training data.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/model_files.hpp"
#include "logdigitise/train/data_folder.hpp"
#include "logdigitise/train/loss_config.hpp"
#include "logdigitise/train/trainer.hpp"

namespace logdigitise::app {

namespace {

struct TrainCommand {
  std::vector<std::string> data;
  std::vector<double> mix;
  std::string validation;
  std::string out;
  std::string init;
  std::string loss{train::named_losses().front().name};
  train::TrainerOptions trainer;
};

std::vector<train::TrainingSet> read_sets(const TrainCommand& command, Progress& progress) {
  if (!command.mix.empty() && command.mix.size() != command.data.size()) {
    throw usage_error(
        "--mix",
        fmt::format("has {} weights for {} folders of --data", command.mix.size(), command.data.size()),
        "Give one weight per folder");
  }
  std::vector<train::TrainingSet> sets;
  for (std::size_t i = 0; i < command.data.size(); ++i) {
    sets.push_back({train::read_folder(command.data[i]), command.mix.empty() ? 1.0 : command.mix[i]});
    progress.note(fmt::format("{}: {} bands", command.data[i], sets.back().bands.size()));
  }
  // Without weights of their own, folders count by what they hold.
  if (command.mix.empty()) {
    for (train::TrainingSet& set : sets) set.weight = static_cast<double>(set.bands.size());
  }
  return sets;
}

nlohmann::json to_json(const train::Score& score) {
  return {{"rows", score.rows},
          {"found", score.share_found()},
          {"within_1pct", score.share_within_1pct()},
          {"within_2pct", score.share_within_2pct()},
          {"mean_absolute_error", score.mean_absolute_error()}};
}

int run(const TrainCommand& command, const CommonOptions& common, Progress& progress) {
  train::TrainerOptions options = command.trainer;
  options.out = command.out;
  options.device = common.device;
  options.precision = common.precision;
  options.threads = common.threads;
  options.loss = train::find_loss(command.loss);
  if (!command.init.empty()) options.init = nn::find_model(command.init).string();
  const std::vector<train::TrainingSet> sets = read_sets(command, progress);
  std::vector<train::LabelledBand> validation;
  if (!command.validation.empty()) validation = train::read_folder(command.validation);

  const train::TrainingResult result = train::train(sets, validation, options, progress);
  if (common.json) {
    const nlohmann::json report = {{"model", result.model.string()}, {"steps", result.steps},
                                   {"seconds", result.seconds},      {"first_loss", result.first_loss},
                                   {"last_loss", result.last_loss},  {"best", to_json(result.best.all)}};
    fmt::print("{}\n", report.dump(2));
  } else {
    fmt::print("{}\n", result.model.string());
  }
  return 0;
}

}  // namespace

void add_train(CLI::App& app, Action& action) {
  const auto command = std::make_shared<TrainCommand>();
  train::TrainerOptions& trainer = command->trainer;
  CLI::App* const verb = app.add_subcommand("train", "Fit a model to shards of training data");
  verb->add_option("--data", command->data, "Folder of shards to learn from; may be given several times")
      ->required()
      ->type_name("DIR");
  verb->add_option("--mix", command->mix,
                   "Share of the crops from each --data folder, relative to the others'")
      ->delimiter(',');
  verb->add_option("--validation", command->validation, "Folder of shards that choose the best weights")
      ->type_name("DIR");
  verb->add_option("--out", command->out, "Folder for the model, checkpoints and log")
      ->required()
      ->type_name("DIR");
  verb->add_option("--name", trainer.name, "Name of the model; default: the folder's");
  auto* const steps = verb->add_option("--steps", trainer.steps, "Budget in steps; such runs repeat exactly");
  verb->add_option("--minutes", trainer.minutes, "Budget in minutes")->excludes(steps);
  verb->add_option("--seed", trainer.seed, "Of weights, crops and augmentation")->capture_default_str();
  verb->add_option("--batch", trainer.batch, "Crops per step")->capture_default_str();
  verb->add_option("--rate", trainer.rate, "Highest learning rate")->capture_default_str();
  verb->add_option("--warm-up", trainer.warm_up, "Share of the budget over which the rate rises")
      ->capture_default_str();
  verb->add_option("--weight-decay", trainer.weight_decay, "Of AdamW")->capture_default_str();
  verb->add_option("--clip-norm", trainer.clip_norm, "Limit of the gradient's norm; 0 = none")
      ->capture_default_str();
  verb->add_option("--average-decay", trainer.average_decay, "Of the averaged weights")
      ->capture_default_str();
  verb->add_option("--crop-rows", trainer.crops.rows, "Rows of a crop")->capture_default_str();
  verb->add_option("--crop-columns", trainer.crops.columns, "Columns of a crop")->capture_default_str();
  std::vector<std::string_view> losses;
  for (const train::NamedLoss& loss : train::named_losses()) losses.push_back(loss.name);
  verb->add_option("--loss", command->loss,
                   fmt::format("A JSON file of weighted terms, or a name: {}", fmt::join(losses, ", ")))
      ->type_name("NAME|FILE.json")
      ->capture_default_str();
  verb->add_option("--checkpoint-minutes", trainer.checkpoint_minutes, "Between checkpoints")
      ->capture_default_str();
  verb->add_option("--validate-minutes", trainer.validate_minutes, "Between validations")
      ->capture_default_str();
  verb->add_option("--validate-steps", trainer.validate_steps, "Between validations; 0 = by minutes")
      ->capture_default_str();
  verb->add_option("--validation-bands", trainer.validation.max_bands, "Most bands validated on; 0 = all")
      ->capture_default_str();
  verb->add_option("--validation-rows", trainer.validation.max_rows,
                   "Most rows per band, a multiple of 32; 0 = all")
      ->capture_default_str();
  verb->add_flag("--resume", trainer.resume, "Go on from the checkpoint in --out, if there is one");
  verb->add_option("--init", command->init, "Model to begin with")->type_name("NAME|PATH");
  verb->callback([command, &action] {
    action = [command](const CommonOptions& common, Progress& progress) {
      return run(*command, common, progress);
    };
  });
}

}  // namespace logdigitise::app
