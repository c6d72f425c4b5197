#pragma once
// What an option takes, in the words of help, man pages, completion and errors. CLI11 has words of its own
// for it, which show how a check is made: `ENUM:value in {none->0,spline->1} OR {0,1}`.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace logdigitise::app {

/// The words that an option takes, where these are a few known ones; else nothing.
[[nodiscard]] std::vector<std::string> words_of(const CLI::Option& option);

/// `none|spline`, `N 2..64`, `NUMBER, 0 or more`, `FILE`; empty for a flag.
[[nodiscard]] std::string taken_by(const CLI::Option& option);

/// Whether taken_by says more than the kind: words, or bounds.
[[nodiscard]] bool is_limited(const CLI::Option& option);

/// taken_by with the default in brackets: `N 1..64 [1]`.
[[nodiscard]] std::string value_text(const CLI::Option& option);

/// Help as CLI11 lays it out, with value_text for what options take.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_option_opts(const CLI::Option* option) const override;
};

}  // namespace logdigitise::app
