#include "command_line.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "build_info.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/nearest_name.hpp"

namespace logdigitise::app {

namespace {

std::vector<std::string> verb_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(verb->get_name());
  }
  return names;
}

void append_option_names(const CLI::App& app, const char* prefix, std::vector<std::string>& names) {
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back(prefix + name);
  }
}

// `unknown thing "wrong"`, the nearest known name, and where to look.
Error unknown(const std::string& where, const char* thing, const std::string& wrong,
              const std::vector<std::string>& known, const std::string& where_to_look) {
  const std::vector<std::string_view> views(known.begin(), known.end());
  const std::string_view near = nearest_name(wrong, views);
  const std::string found = fmt::format("unknown {} \"{}\"", thing, wrong);
  if (near.empty()) return usage_error(where, found, where_to_look);
  return usage_error(where, fmt::format("{}; did you mean \"{}\"? {}", found, near, where_to_look));
}

// CLI11's own words for what is left over name neither the verb nor what was meant.
Error unexpected_word(const CLI::App& app, const std::string& word) {
  const CLI::App* verb = &app;
  std::string call = app.get_name();
  std::vector<std::string> options;
  append_option_names(app, "--", options);
  while (!verb->get_subcommands().empty()) {
    verb = verb->get_subcommands().front();
    call += " " + verb->get_name();
    append_option_names(*verb, "--", options);
  }
  const std::string see_help = fmt::format("See {} --help", call);
  if (word.size() > 1 && word[0] == '-') {
    return unknown("", "option", word.substr(0, word.find('=')), options, see_help);
  }
  const std::vector<std::string> verbs = verb_names(*verb);
  if (verbs.empty()) return usage_error("", fmt::format("unexpected argument \"{}\"", word), see_help);
  return unknown("", "verb", word, verbs, fmt::format("Known here: {}", fmt::join(verbs, ", ")));
}

// CLI11 says "INI was not able to parse <key>" and does not say in which file.
Error config_fault(CLI::App& app, const std::string& what) {
  const std::string file = app.get_config_ptr()->as<std::string>();
  const std::string prefix = "INI was not able to parse ";
  if (!what.starts_with(prefix)) return usage_error(file, what);
  std::vector<std::string> known;
  append_option_names(app, "", known);
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
    append_option_names(*verb, (verb->get_name() + ".").c_str(), known);
  }
  return unknown(file, "key", what.substr(prefix.size()), known,
                 "Keys are the options' names without dashes");
}

void shape_help(CLI::App& app) {
  app.set_version_flag("--version", fmt::format("logdigitise {}", kVersion), "Print the version and exit");
  app.get_formatter()->label("SUBCOMMAND", "VERB");
  for (CLI::App* verb : app.get_subcommands([](CLI::App*) { return true; })) {
    verb->group("Verbs");
    verb->footer(
        "Options common to all verbs (--device, --threads, --json, -q, -v, ...): logdigitise --help");
  }
}

}  // namespace

void parse_command_line(int argc, const char* const* argv, CLI::App& app, Command& command) {
  app.fallthrough();
  app.allow_config_extras(CLI::config_extras_mode::error);
  add_common_options(app, command.common);
  add_verbs(app, command.action);
  shape_help(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    app.exit(asked, std::cout, std::cerr);
    command.action = nullptr;
    return;
  } catch (const CLI::ConfigError& error) {
    throw config_fault(app, error.what());
  } catch (const CLI::ParseError& error) {
    // A mistyped word is also why something else is missing: it comes first.
    const bool is_left_over = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr ||
                              dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
    const std::vector<std::string> words = app.remaining(true);
    if (is_left_over && !words.empty()) throw unexpected_word(app, words.front());
    throw usage_error("", error.what());
  }
  if (app.get_subcommands().empty()) {
    throw usage_error("", fmt::format("no verb; expected one of {}", fmt::join(verb_names(app), ", ")),
                      "See logdigitise --help");
  }
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') command.common.no_color = true;
}

}  // namespace logdigitise::app
