// `model`: lists, shows, checks, averages, calibrates and rewrites models.

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "commands.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/annotate_model.hpp"
#include "logdigitise/nn/average_models.hpp"
#include "logdigitise/nn/model_files.hpp"
#include "logdigitise/nn/model_summary.hpp"
#include "logdigitise/train/data_folder.hpp"
#include "logdigitise/train/model_on_shards.hpp"

namespace logdigitise::app {

namespace {

using nlohmann::json;

int list(const CommonOptions& common) {
  json report = json::array();
  for (const nn::ModelFile& model : nn::list_models()) {
    report.push_back({{"name", model.name}, {"path", model.path.string()}});
    if (!common.json) fmt::print("{}  {}\n", model.name, model.path.string());
  }
  if (common.json) fmt::print("{}\n", report.dump(2));
  return 0;
}

int show(const std::string& which, const CommonOptions& common) {
  const nn::ModelSummary model = nn::summarise_model(nn::find_model(which.empty() ? common.model : which));
  if (common.json) {
    const json report = {{"name", model.name},
                         {"path", model.path.string()},
                         {"sha256", model.sha256},
                         {"parameters", model.parameters},
                         {"multiply_adds_per_pixel", model.multiply_adds_per_pixel},
                         {"metadata", model.metadata},
                         {"device", nn::device_for(common.device)},
                         {"precision", nn::precision_for(common.precision, common.device)}};
    fmt::print("{}\n", report.dump(2));
    return 0;
  }
  fmt::print(
      "name        {}\npath        {}\nsha256      {}\nparameters  {}\ncost        {:.0f} multiply-adds a "
      "pixel\nruns on     {} in {}\n",
      model.name, model.path.string(), model.sha256, model.parameters, model.multiply_adds_per_pixel,
      nn::device_for(common.device), nn::precision_for(common.precision, common.device));
  constexpr std::size_t kMostShown = 100;  // A fitted confidence is hundreds of numbers; --json has them.
  for (const auto& [key, value] : model.metadata) {
    const bool whole = value.size() <= kMostShown;
    fmt::print("  {} = {}{}\n", key, value.substr(0, kMostShown), whole ? "" : "...");
  }
  return 0;
}

int verify(const std::string& which, const CommonOptions& common) {
  const nn::ModelSummary model = nn::summarise_model(nn::find_model(which.empty() ? common.model : which));
  if (common.json) {
    const json report = {
        {"name", model.name}, {"path", model.path.string()}, {"sha256", model.sha256}, {"ok", true}};
    fmt::print("{}\n", report.dump(2));
  } else {
    fmt::print("{}: sound, sha256 {}\n", model.path.string(), model.sha256);
  }
  return 0;
}

struct AverageCommand {
  std::vector<std::string> models;
  std::vector<double> shares;
  std::string out;
  std::string name;
};

int average(const AverageCommand& command) {
  std::vector<std::filesystem::path> models;
  for (const std::string& model : command.models) models.push_back(nn::find_model(model));
  const std::string name =
      command.name.empty() ? std::filesystem::path(command.out).stem().string() : command.name;
  const std::string sha256 = nn::average_models(models, command.shares, command.out, name);
  fmt::print("{}: sha256 {}\n", command.out, sha256);
  return 0;
}

void add_average(CLI::App& verb, Action& action) {
  CLI::App* const sub =
      verb.add_subcommand("average", "The mean of models that were trained from one beginning");
  const auto command = std::make_shared<AverageCommand>();
  sub->add_option("MODEL", command->models, "Names or paths, two or more")
      ->type_name("NAME|PATH")
      ->required();
  sub->add_option("--shares", command->shares, "Weight of each model; default: equal")->delimiter(',');
  sub->add_option("-o,--out", command->out, "The model to write")->type_name("FILE")->required();
  sub->add_option("--name", command->name, "Its name; default: the file's")->type_name("NAME");
  sub->callback([command, &action] {
    action = [command](const CommonOptions&, Progress&) { return average(*command); };
  });
}

struct CalibrateCommand {
  std::string model;
  std::string data;
  std::string out;
  std::string name;
  bool by_style = false;
};

int calibrate(const CalibrateCommand& command, const CommonOptions& common) {
  const std::string name =
      command.name.empty() ? std::filesystem::path(command.out).stem().string() : command.name;
  const train::CalibratedModel made = train::calibrate_model_file(
      nn::find_model(command.model.empty() ? common.model : command.model), train::read_folder(command.data),
      command.out, name,
      command.by_style ? train::CalibrationKind::kByStyle : train::CalibrationKind::kShared,
      {common.device, common.precision, common.threads});
  const train::Calibration& found = made.calibration;
  if (common.json) {
    const json report = {{"name", name},
                         {"path", command.out},
                         {"sha256", made.sha256},
                         {"slope", found.slope},
                         {"offset", found.offset},
                         {"style_offset", found.style_offset},
                         {"pixels", found.pixels},
                         {"cross_entropy_before", found.cross_entropy_before},
                         {"cross_entropy_after", found.cross_entropy_after}};
    fmt::print("{}\n", report.dump(2));
  } else {
    const std::string styles =
        command.by_style ? fmt::format(", of styles {:+.4f}", fmt::join(found.style_offset, " ")) : "";
    fmt::print("{}: slope {:.4f}, offset {:.4f}{}; cross-entropy {:.5f}, before {:.5f}; sha256 {}\n",
               command.out, found.slope, found.offset, styles, found.cross_entropy_after,
               found.cross_entropy_before, made.sha256);
  }
  return 0;
}

void add_calibrate(CLI::App& verb, Action& action) {
  CLI::App* const sub = verb.add_subcommand("calibrate", "Make a model's chances mean what they say");
  const auto command = std::make_shared<CalibrateCommand>();
  sub->add_option("MODEL", command->model, "Name or path; default: --model, or the shipped one")
      ->type_name("NAME|PATH");
  sub->add_option("--data", command->data, "Folder of shards of wells it has not learned from")
      ->required()
      ->type_name("DIR");
  sub->add_option("-o,--out", command->out, "The model to write")->type_name("FILE")->required();
  sub->add_option("--name", command->name, "Its name; default: the file's")->type_name("NAME");
  sub->add_flag("--by-style", command->by_style, "Fit an offset for each line style too");
  sub->callback([command, &action] {
    action = [command](const CommonOptions& common, Progress&) { return calibrate(*command, common); };
  });
}

struct RewriteCommand {
  std::string model;
  std::string out;
};

int rewrite(const RewriteCommand& command) {
  const nn::ModelSummary model = nn::summarise_model(nn::find_model(command.model));
  const std::string sha256 = nn::annotate_model(model.path, command.out, model.name, {});
  fmt::print("{}: sha256 {}\n", command.out, sha256);
  return 0;
}

void add_rewrite(CLI::App& verb, Action& action) {
  CLI::App* const sub =
      verb.add_subcommand("rewrite", "Write a model again as this version does, its header vouched for");
  const auto command = std::make_shared<RewriteCommand>();
  sub->add_option("MODEL", command->model, "Name or path")->type_name("NAME|PATH")->required();
  sub->add_option("-o,--out", command->out, "The model to write")->type_name("FILE")->required();
  sub->callback([command, &action] {
    action = [command](const CommonOptions&, Progress&) { return rewrite(*command); };
  });
}

}  // namespace

void add_model(CLI::App& app, Action& action) {
  CLI::App* const verb =
      app.add_subcommand("model", "List, show, check, average, calibrate and rewrite models");
  verb->require_subcommand(1);
  verb->add_subcommand("list", "What is installed")->callback([&action] {
    action = [](const CommonOptions& common, Progress&) { return list(common); };
  });
  const auto which = std::make_shared<std::string>();
  const auto add = [&](const char* name, const char* what,
                       int (*run)(const std::string&, const CommonOptions&)) {
    CLI::App* const sub = verb->add_subcommand(name, what);
    sub->add_option("MODEL", *which, "Name or path; default: --model, or the shipped one")
        ->type_name("NAME|PATH");
    sub->callback([which, run, &action] {
      action = [which, run](const CommonOptions& common, Progress&) { return run(*which, common); };
    });
  };
  add("show", "What a model is and where it would run", show);
  add("verify", "Check a model's hash, shapes and numbers", verify);
  add_average(*verb, action);
  add_calibrate(*verb, action);
  add_rewrite(*verb, action);
}

}  // namespace logdigitise::app
