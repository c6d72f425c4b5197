#include "command_line_pages.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>
#include <vector>

#include "option_text.hpp"

namespace logdigitise::app {

namespace {

std::vector<const CLI::App*> verbs_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

bool is_positional(const CLI::Option& option) {
  return option.get_lnames().empty() && option.get_snames().empty();
}

/// `convert`, `model list`: each verb and what is below it, with its words before it.
struct Place {
  std::string words;
  const CLI::App* app;
};
std::vector<Place> places_of(const CLI::App& app) {
  std::vector<Place> places{{"", &app}};
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (const CLI::App* below : verbs_of(*places[i].app)) {
      const std::string before = places[i].words.empty() ? "" : places[i].words + " ";
      places.push_back({before + below->get_name(), below});
    }
  }
  return places;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// Roff: a leading dot or quote is a command, a backslash an escape, a bare minus a hyphen.
std::string roff(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else {
      escaped += c;
    }
  }
  return !escaped.empty() && (escaped[0] == '.' || escaped[0] == '\'') ? "\\&" + escaped : escaped;
}

std::string roff_options(const CLI::App& app) {
  std::string text;
  for (const CLI::Option* option : app.get_options()) {
    const std::string name = option->get_name(is_positional(*option), true);
    const std::string value = is_positional(*option) ? "" : value_text(*option);
    text += fmt::format(".TP\n\\fB{}\\fR{}\n{}\n", roff(name),
                        value.empty() ? "" : " \\fI" + roff(value) + "\\fR", roff(option->get_description()));
  }
  return text;
}

std::string quoted(const std::string& text) {
  std::string safe;
  for (const char c : text) safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return safe;
}

// In zsh's _describe a colon parts a word from what is said of it.
std::string described(const std::string& word, const std::string& what) {
  return fmt::format("    '{}:{}'\n", quoted(word), quoted(what));
}

}  // namespace

std::string man_page(const CLI::App& app, const CLI::App& verb, const std::string& version) {
  const bool is_whole = &app == &verb;
  const std::string name = is_whole ? "logdigitise" : "logdigitise-" + verb.get_name();
  std::string text = fmt::format(".TH \"{}\" 1 \"\" \"logdigitise {}\"\n.SH NAME\n{} \\- {}\n", name, version,
                                 roff(name), roff(verb.get_description()));
  text += ".SH SYNOPSIS\n\\fBlogdigitise\\fR ";
  if (is_whole) {
    text += "[\\fIOPTIONS\\fR] \\fIVERB\\fR ...\n.SH VERBS\n";
    for (const CLI::App* one : verbs_of(app)) {
      text += fmt::format(".TP\n\\fB{}\\fR\n{}\n", roff(one->get_name()), roff(one->get_description()));
    }
    return text + ".SH OPTIONS\n" + roff_options(app) +
           ".SH EXIT STATUS\n0 all done; 1 internal error; 2 usage or configuration; 3 an input cannot be "
           "used; 4 done, but "
           "not ok (with \\-\\-fail\\-on\\-review); 5 environment, worth a retry; 130, 143 interrupted\n";
  }
  text += fmt::format("\\fB{}\\fR", roff(verb.get_name()));
  for (const CLI::Option* option : verb.get_options()) {
    if (!is_positional(*option)) continue;
    const bool many = option->get_expected_max() == CLI::detail::expected_max_vector_size;
    const std::string operand = fmt::format("\\fI{}\\fR{}", roff(option->get_name(true)), many ? "..." : "");
    text += option->get_required() ? " " + operand : " [" + operand + "]";
  }
  text += " [\\fIOPTIONS\\fR]\n.SH OPTIONS\n" + roff_options(verb);
  for (const CLI::App* below : verbs_of(verb)) {
    text += fmt::format(".SH {}\n{}\n", roff(below->get_name()), roff(below->get_description())) +
            roff_options(*below);
  }
  return text + ".SH SEE ALSO\n\\fBlogdigitise\\fR(1): options common to all verbs, exit status\n";
}

std::string bash_completion(const CLI::App& app) {
  std::string words;
  std::string values;
  for (const Place& place : places_of(app)) {
    std::vector<std::string> known = option_names(*place.app);
    for (const CLI::App* below : verbs_of(*place.app)) known.push_back(below->get_name());
    words += fmt::format("    \"{}\") words=\"{}\" ;;\n", place.words, fmt::join(known, " "));
    for (const CLI::Option* option : place.app->get_options()) {
      const std::vector<std::string> taken = words_of(*option);
      if (taken.empty() || option->get_lnames().empty()) continue;
      // Common options may follow any verb: the star must not be quoted.
      const std::string before = place.words.empty() ? "*\"" : "\"" + place.words + " ";
      values += fmt::format("    {}--{}\") words=\"{}\" ;;\n", before, option->get_lnames().front(),
                            fmt::join(taken, " "));
    }
  }
  std::string places;
  for (const Place& place : places_of(app)) {
    if (!place.words.empty()) places += fmt::format("{}\"{}\"", places.empty() ? "" : "|", place.words);
  }
  return fmt::format(R"(# Completion of logdigitise for bash; written by `logdigitise completion bash`.
_logdigitise() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" previous="${{COMP_WORDS[COMP_CWORD-1]}}"
  local verb="" word words="" common="{}"
  COMPREPLY=()
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case "${{verb:+$verb }}$word" in
      {}) verb="${{verb:+$verb }}$word" ;;
    esac
  done
  case "${{verb:+$verb }}$previous" in
{}  esac
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  case "$verb" in
{}  esac
  if [ -n "$current" ] || [ -z "$verb" ] || [ "$verb" = model ]; then
    COMPREPLY=($(compgen -W "$words $common" -- "$current"))
  fi
}}
complete -o default -F _logdigitise logdigitise
)",
                     fmt::join(option_names(app), " "), places, values, words);
}

std::string zsh_completion(const CLI::App& app) {
  std::string cases;
  std::string places;
  for (const Place& place : places_of(app)) {
    std::string lines;
    for (const CLI::App* below : verbs_of(*place.app))
      lines += described(below->get_name(), below->get_description());
    for (const CLI::Option* option : place.app->get_options()) {
      for (const std::string& name : option->get_lnames())
        lines += described("--" + name, option->get_description());
    }
    cases += fmt::format("  \"{}\") known=(\n{}  ) ;;\n", place.words, lines);
    if (!place.words.empty()) places += fmt::format("{}\"{}\"", places.empty() ? "" : "|", place.words);
  }
  return fmt::format(R"(#compdef logdigitise
# Completion of logdigitise for zsh; written by `logdigitise completion zsh`.
local verb="" word
local -a known
for word in "${{(@)words[2,CURRENT-1]}}"; do
  case "${{verb:+$verb }}$word" in
    {}) verb="${{verb:+$verb }}$word" ;;
  esac
done
case "$verb" in
{}esac
_describe 'logdigitise' known
_files
)",
                     places, cases);
}

}  // namespace logdigitise::app
