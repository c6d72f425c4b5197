#pragma once
// The command line as others want to have it: man pages, and completion for shells. All of it comes from what
// the parser knows, so it says what --help says.

#include <CLI/CLI.hpp>
#include <string>

namespace logdigitise::app {

/// A man page (section 1) in roff: of the program for `app` itself, else of one of its verbs.
[[nodiscard]] std::string man_page(const CLI::App& app, const CLI::App& verb, const std::string& version);

/// A script that bash sources, and a function file for zsh's fpath: verbs, options, the words that options
/// take; file names elsewhere.
[[nodiscard]] std::string bash_completion(const CLI::App& app);
[[nodiscard]] std::string zsh_completion(const CLI::App& app);

}  // namespace logdigitise::app
