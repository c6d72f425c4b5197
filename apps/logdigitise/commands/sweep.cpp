// `sweep`: the same training with one loss after another, and what each is worth.

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "commands.hpp"
#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/train/data_folder.hpp"
#include "logdigitise/train/loss_config.hpp"
#include "logdigitise/train/sweep.hpp"
#include "logdigitise/train/sweep_pictures.hpp"
#include "logdigitise/train/sweep_report.hpp"
#include "operating_point_option.hpp"
#include "training_options.hpp"

namespace logdigitise::app {

namespace {

struct SweepCommand {
  TrainingOptions training;
  std::string test;
  std::string calibration;
  std::vector<std::string> losses;
  std::vector<std::string> networks;
  int seeds = 3;
  std::vector<double> walk;
};

/// A file is called after its stem.
std::string name_of(const std::string& loss) {
  return loss.ends_with(".json") ? std::filesystem::path(loss).stem().string() : loss;
}

int run(const SweepCommand& command, const CommonOptions& common, Progress& progress) {
  train::SweepOptions options;
  options.out = command.training.out;
  options.seeds = command.seeds;
  options.trainer = trainer_options(command.training, common);
  for (const std::string& loss : command.losses) {
    if (command.networks.empty()) {
      options.entries.push_back({name_of(loss), train::find_loss(loss), options.trainer.shape.architecture});
    }
    for (const std::string& network : command.networks) {
      const std::string name =
          command.losses.size() == 1 ? network : fmt::format("{} {}", network, name_of(loss));
      options.entries.push_back({name, train::find_loss(loss), nn::find_architecture(network)});
    }
  }
  const std::vector<train::TrainingSet> sets = read_training_sets(command.training, progress);
  const std::vector<train::LabelledBand> test = train::read_folder(command.test);

  if (!command.calibration.empty()) options.calibration = train::read_folder(command.calibration);
  train::check_walk(command.walk, options);  // Not after hours of training.
  const std::vector<train::SweepRun> runs = train::sweep(sets, test, options, progress);
  const auto walk = train::walk_sweep(runs, test, options, command.walk, progress);
  const std::vector<train::CurveHardness> hardness = train::measure_hardness(test);
  const auto summaries = train::summarise_sweep(runs);
  const auto by_hardness = train::summarise_hardness(runs, hardness);
  const std::string table = train::sweep_markdown(summaries, by_hardness, walk);
  const std::string json = train::sweep_json(summaries, by_hardness, walk);
  for (const train::Picture& picture : train::sweep_pictures(runs, hardness, walk))
    write_file_atomically(options.out / picture.name, picture.svg);
  write_file_atomically(options.out / "sweep.md", table);
  write_file_atomically(options.out / "sweep.json", json);
  fmt::print("{}", common.json ? json : table);
  return 0;
}

}  // namespace

void add_sweep(CLI::App& app, Action& action) {
  const auto command = std::make_shared<SweepCommand>();
  CLI::App* const verb =
      app.add_subcommand("sweep", "Compare losses or networks: the same training with each of them");
  add_training_options(*verb, command->training);
  verb->add_option("--losses", command->losses, "Names (see train --help) or JSON files")
      ->required()
      ->delimiter(',')
      ->type_name("NAME|FILE.json");
  verb->add_option("--networks", command->networks, "Several networks instead of --network")
      ->delimiter(',')
      ->type_name("NAME");
  verb->add_option("--test", command->test, "Folder of shards that the runs are scored on")
      ->required()
      ->type_name("DIR");
  verb->add_option("--calibration", command->calibration,
                   "Folder of shards that every run is calibrated on before it is scored")
      ->type_name("DIR");
  verb->add_option("--steps", command->training.trainer.steps, "Of every run")->required();
  verb->add_option("--seeds", command->seeds, "Runs of each loss")->capture_default_str();
  add_walk(*verb, command->walk);
  verb->callback([command, &action] {
    action = [command](const CommonOptions& common, Progress& progress) {
      return run(*command, common, progress);
    };
  });
}

}  // namespace logdigitise::app
