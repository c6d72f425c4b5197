// version: what this program is and what it was built with.

#include <fmt/format.h>

#include <array>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "build_info.hpp"
#include "commands.hpp"

namespace logdigitise::app {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kLibraries{
    {{"CLI11", kCli11Version},
     {"fmt", kFmtVersion},
     {"nlohmann_json", kJsonVersion},
     {"libtiff", kTiffVersion},
     {"OpenCV", kOpencvVersion},
     {"qpdf", kQpdfVersion},
     {"LibTorch", kTorchVersion}}};

std::string as_json() {
  nlohmann::ordered_json libraries = nlohmann::ordered_json::object();
  for (const auto& [name, version] : kLibraries) {
    if (!version.empty()) libraries[std::string(name)] = version;
  }
  const nlohmann::ordered_json document{{"version", kVersion},
                                        {"commit", kCommit},
                                        {"compiler", kCompiler},
                                        {"build", kBuildType},
                                        {"libraries", std::move(libraries)}};
  return document.dump(2) + "\n";
}

std::string as_text() {
  std::string text = fmt::format("logdigitise {}\n", kVersion);
  if (!kCommit.empty()) text += fmt::format("commit        {}\n", kCommit);
  text += fmt::format("compiler      {}, {}\n", kCompiler, kBuildType);
  for (const auto& [name, version] : kLibraries) {
    if (!version.empty()) text += fmt::format("{:<14}{}\n", name, version);
  }
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
