// version: what this program is, what it was built with and where it runs; with --json all that a bug report
// needs.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/utsname.h>

#include <array>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "build_info.hpp"
#include "commands.hpp"
#include "logdigitise/core/cores.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/machine.hpp"
#include "logdigitise/nn/model_files.hpp"
#include "logdigitise/nn/model_summary.hpp"

namespace logdigitise::app {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kLibraries{
    {{"CLI11", kCli11Version},
     {"fmt", kFmtVersion},
     {"nlohmann_json", kJsonVersion},
     {"libtiff", kTiffVersion},
     {"OpenCV", kOpencvVersion},
     {"qpdf", kQpdfVersion},
     {"Tesseract", kTesseractVersion},
     {"LibTorch", kTorchVersion}}};

/// The value of a `KEY=value` or `key : value` line of a file of the system; empty if there is none.
std::string line_of(const char* file, const std::string& key) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(key)) continue;
    const std::size_t begin = line.find_first_not_of(" \t:=\"", key.size());
    const std::size_t end = line.find_last_not_of(" \t\"");
    if (begin != std::string::npos && end >= begin) return line.substr(begin, end + 1 - begin);
  }
  return {};
}

Json system_json() {
  struct utsname names = {};
  uname(&names);
  return {{"os", line_of("/etc/os-release", "PRETTY_NAME")},
          {"kernel", fmt::format("{} {}", names.sysname, names.release)},
          {"machine", names.machine},
          {"cpu", line_of("/proc/cpuinfo", "model name")},
          {"cores", available_cores()},
          {"memory", line_of("/proc/meminfo", "MemTotal")}};
}

/// Each with its hash, or with what is wrong with it.
Json models_json() {
  Json models = Json::array();
  for (const nn::ModelFile& file : nn::list_models()) {
    Json model{{"name", file.name}, {"path", file.path.string()}};
    try {
      model["sha256"] = nn::summarise_model(file.path).sha256;
    } catch (const Error& error) {
      model["error"] = error.what();
    }
    models.push_back(std::move(model));
  }
  return models;
}

std::string as_json() {
  Json libraries = Json::object();
  for (const auto& [name, version] : kLibraries) {
    if (!version.empty()) libraries[std::string(name)] = version;
  }
  const nn::Machine machine = nn::this_machine();
  const Json document{{"version", kVersion},
                      {"commit", kCommit},
                      {"compiler", kCompiler},
                      {"build", kBuildType},
                      {"libraries", std::move(libraries)},
                      {"system", system_json()},
                      {"cpu_kernels", machine.kernels},
                      {"cpu_bf16", machine.bf16},
                      {"devices", machine.devices},
                      {"models", models_json()}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string as_text() {
  std::string text = fmt::format("logdigitise {}\n", kVersion);
  if (!kCommit.empty()) text += fmt::format("commit        {}\n", kCommit);
  text += fmt::format("compiler      {}, {}\n", kCompiler, kBuildType);
  for (const auto& [name, version] : kLibraries) {
    if (!version.empty()) text += fmt::format("{:<14}{}\n", name, version);
  }
  const nn::Machine machine = nn::this_machine();
  text += fmt::format("{:<14}{}\n", "devices", fmt::join(machine.devices, ", "));
  text += fmt::format("{:<14}{}{}\n", "CPU kernels", machine.kernels, machine.bf16 ? ", bf16" : "");
  for (const nn::ModelFile& model : nn::list_models())
    text += fmt::format("{:<14}{}\n", "model", model.path.string());
  return text;
}

}  // namespace

void add_version(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("version", "Say what this program is and what it was built with");
  verb->callback([&action] {
    action = [](const CommonOptions& common, Progress& /*progress*/) {
      std::cout << (common.json ? as_json() : as_text());
      return 0;
    };
  });
}

}  // namespace logdigitise::app
