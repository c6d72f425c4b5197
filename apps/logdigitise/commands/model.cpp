// `model`: lists, shows and checks the models that are installed.

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "commands.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/model_files.hpp"
#include "logdigitise/nn/model_summary.hpp"

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
                         {"metadata", model.metadata},
                         {"device", nn::device_for(common.device)},
                         {"precision", nn::precision_for(common.precision, common.device)}};
    fmt::print("{}\n", report.dump(2));
    return 0;
  }
  fmt::print("name        {}\npath        {}\nsha256      {}\nparameters  {}\nruns on     {} in {}\n",
             model.name, model.path.string(), model.sha256, model.parameters, nn::device_for(common.device),
             nn::precision_for(common.precision, common.device));
  for (const auto& [key, value] : model.metadata) fmt::print("  {} = {}\n", key, value);
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

}  // namespace

void add_model(CLI::App& app, Action& action) {
  CLI::App* const verb = app.add_subcommand("model", "List, show and check models");
  verb->require_subcommand(1);
  verb->add_subcommand("list", "What is installed")->callback([&action] {
    action = [](const CommonOptions& common, Progress&) { return list(common); };
  });
  const auto which = std::make_shared<std::string>();
  const auto add = [&](const char* name, const char* what,
                       int (*run)(const std::string&, const CommonOptions&)) {
    CLI::App* const sub = verb->add_subcommand(name, what);
    sub->add_option("MODEL", *which, "Name or path; default: --model, or the shipped one");
    sub->callback([which, run, &action] {
      action = [which, run](const CommonOptions& common, Progress&) { return run(*which, common); };
    });
  };
  add("show", "What a model is and where it would run", show);
  add("verify", "Check a model's hash, shapes and numbers", verify);
}

}  // namespace logdigitise::app
