// `train`: fits a model to shards of training data.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "commands.hpp"
#include "logdigitise/train/data_folder.hpp"
#include "logdigitise/train/loss_config.hpp"
#include "logdigitise/train/trainer.hpp"
#include "training_options.hpp"

namespace logdigitise::app {

namespace {

struct TrainCommand {
  TrainingOptions training;
  std::string validation;
  std::string loss{train::named_losses().front().name};
};

nlohmann::json to_json(const train::Score& score) {
  return {{"rows", score.rows},
          {"found", score.share_found()},
          {"within_1pct", score.share_within_1pct()},
          {"within_2pct", score.share_within_2pct()},
          {"mean_absolute_error", score.mean_absolute_error()}};
}

int run(const TrainCommand& command, const CommonOptions& common, Progress& progress) {
  train::TrainerOptions options = trainer_options(command.training, common);
  options.loss = train::find_loss(command.loss);
  const std::vector<train::TrainingSet> sets = read_training_sets(command.training, progress);
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
  train::TrainerOptions& trainer = command->training.trainer;
  CLI::App* const verb = app.add_subcommand("train", "Fit a model to shards of training data");
  add_training_options(*verb, command->training);
  verb->add_option("--validation", command->validation, "Folder of shards that choose the best weights")
      ->type_name("DIR");
  verb->add_option("--name", trainer.name, "Name of the model; default: the folder's")->type_name("NAME");
  auto* const steps = verb->add_option("--steps", trainer.steps, "Budget in steps; such runs repeat exactly");
  verb->add_option("--minutes", trainer.minutes, "Budget in minutes, instead of --steps")->excludes(steps);
  verb->add_option("--seed", trainer.seed, "Of weights, crops and augmentation")->capture_default_str();
  verb->add_option("--wrong-styles", trainer.augment.wrong_style,
                   "Share of the crops in which a curve is asked for in a wrong line style")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  std::vector<std::string_view> losses;
  for (const train::NamedLoss& loss : train::named_losses()) losses.push_back(loss.name);
  verb->add_option("--loss", command->loss,
                   fmt::format("A JSON file of weighted terms, or a name: {}", fmt::join(losses, ", ")))
      ->type_name("NAME|FILE.json")
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
  verb->callback([command, &action] {
    action = [command](const CommonOptions& common, Progress& progress) {
      return run(*command, common, progress);
    };
  });
}

}  // namespace logdigitise::app
