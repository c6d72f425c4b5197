#pragma once
// Runs the program as a user does, keeps what it said, and checks how it failed.

#include <string>
#include <vector>

namespace logdigitise::cli {

struct Outcome {
  int exit_code = -1;  ///< 128 + signal if one ended it.
  std::string out;
  std::string err;
};

/// Runs the built logdigitise with `arguments`, stdin empty and stderr no terminal.
[[nodiscard]] Outcome run_program(const std::vector<std::string>& arguments);

/// The verbs that this build has, as its --help lists them.
[[nodiscard]] std::vector<std::string> verbs();

/// True for `logdigitise: ...` on one line and nothing else.
[[nodiscard]] bool is_one_line(const std::string& err);

/// Expects a run that failed as it should: this exit code, nothing on stdout, and one line that holds `says`.
void expect_failure(const Outcome& outcome, int exit_code, const std::string& says);

}  // namespace logdigitise::cli
