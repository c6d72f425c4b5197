// logdigitise completion bash|zsh|man: what shells and man want to know of the command line.

#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "build_info.hpp"
#include "command_line_pages.hpp"
#include "commands.hpp"
#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"

namespace logdigitise::app {

namespace {

struct Options {
  std::string kind;
  std::filesystem::path out;
};

void write_man_pages(const CLI::App& app, const std::filesystem::path& folder) {
  const std::string version(kVersion);
  write_file_atomically(folder / "logdigitise.1", man_page(app, app, version));
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
    write_file_atomically(folder / fmt::format("logdigitise-{}.1", verb->get_name()),
                          man_page(app, *verb, version));
  }
}

int run(const CLI::App& app, const Options& options) {
  if (options.kind == "man") {
    if (!std::filesystem::is_directory(options.out))
      throw usage_error("--out", "man pages need an existing folder", "Give --out DIR");
    write_man_pages(app, options.out);
  } else {
    std::cout << (options.kind == "bash" ? bash_completion(app) : zsh_completion(app));
  }
  return 0;
}

}  // namespace

void add_completion(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      app.add_subcommand("completion", "Print completion for bash or zsh, or write the man pages");
  verb->add_option("KIND", options->kind, "bash, zsh or man")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "man"}));
  verb->add_option("--out", options->out, "Folder for the man pages")->type_name("DIR");
  verb->callback([options, &app, &action] {
    action = [options, &app](const CommonOptions& /*common*/, Progress& /*progress*/) {
      return run(app, *options);
    };
  });
}

}  // namespace logdigitise::app
