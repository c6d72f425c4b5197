#include "command_line.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "build_info.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/nearest_name.hpp"
#include "option_text.hpp"

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

/// The program, the verb that was given, and the verb below that.
std::vector<const CLI::App*> called(const CLI::App& app) {
  std::vector<const CLI::App*> words{&app};
  while (!words.back()->get_subcommands().empty()) words.push_back(words.back()->get_subcommands().front());
  return words;
}

std::string see_help_of(const CLI::App& app) {
  std::string call = "See";
  for (const CLI::App* word : called(app)) call += " " + word->get_name();
  return call + " --help";
}

// CLI11's own words for what is left over name neither the verb nor what was meant.
Error unexpected_word(const CLI::App& app, const std::string& word) {
  std::vector<std::string> options;
  for (const CLI::App* one : called(app)) append_option_names(*one, "--", options);
  const CLI::App* verb = called(app).back();
  const std::string see_help = see_help_of(app);
  if (word.size() > 1 && word[0] == '-') {
    return unknown("", "option", word.substr(0, word.find('=')), options, see_help);
  }
  const std::vector<std::string> verbs = verb_names(*verb);
  if (verbs.empty()) return usage_error("", fmt::format("unexpected argument \"{}\"", word), see_help);
  return unknown("", "verb", word, verbs, fmt::format("Known here: {}", fmt::join(verbs, ", ")));
}

Error missing_verb(const CLI::App& app) {
  const std::string where = &app == called(app).back() ? "" : called(app).back()->get_name();
  return usage_error(
      where, fmt::format("no verb; expected one of {}", fmt::join(verb_names(*called(app).back()), ", ")),
      see_help_of(app));
}

// CLI11 says how a value was checked, not what it may be.
Error refused_value(const CLI::App& app, const std::string& what) {
  const std::string name = what.substr(0, what.find(':'));
  for (const CLI::App* one : called(app)) {
    const CLI::Option* option = one->get_option_no_throw(name);
    if (option == nullptr || !is_limited(*option)) continue;
    const std::string found =
        option->results().empty() ? "no value" : fmt::format("is '{}'", fmt::join(option->results(), " "));
    return usage_error(name, fmt::format("{}; expected {}", found, taken_by(*option)));
  }
  return usage_error("", what);
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
  for (CLI::App* verb : app.get_subcommands([](CLI::App*) { return true; })) {
    verb->group("Verbs");
    for (CLI::App* below : verb->get_subcommands([](CLI::App*) { return true; })) below->group("Verbs");
    verb->footer(
        "Options common to all verbs (--device, --threads, --json, -q, -v, ...): logdigitise --help");
  }
}

}  // namespace

void parse_command_line(int argc, const char* const* argv, CLI::App& app, Command& command) {
  const auto formatter = std::make_shared<HelpFormatter>();
  formatter->label("SUBCOMMAND", "VERB");
  app.formatter(formatter);  // Verbs that are added take it over.
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
    const bool is_missing = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
    const bool is_left_over = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
    const std::vector<std::string> words = app.remaining(true);
    if ((is_left_over || is_missing) && !words.empty()) throw unexpected_word(app, words.front());
    if (is_missing && !verb_names(*called(app).back()).empty()) throw missing_verb(app);
    if (is_missing) throw usage_error("", error.what(), see_help_of(app));
    const bool is_value = dynamic_cast<const CLI::ValidationError*>(&error) != nullptr ||
                          dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr;
    throw is_value ? refused_value(app, error.what()) : usage_error("", error.what());
  }
  if (app.get_subcommands().empty()) throw missing_verb(app);
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') command.common.no_color = true;
}

}  // namespace logdigitise::app
