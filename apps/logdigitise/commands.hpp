#pragma once
// A line per verb. Each adds its options to the parser and, when it was chosen, an action to run afterwards:
// nothing is opened or computed while the command line is being read.

#include <CLI/CLI.hpp>
#include <functional>

#include "logdigitise/core/progress.hpp"
#include "option_groups.hpp"

namespace logdigitise::app {

/// What main runs once the command line has been read; returns the exit code.
using Action = std::function<int(const CommonOptions& common, Progress& progress)>;

/// Exit code of --fail-on-review where a result needs a look (docs/errors.md).
inline constexpr int kNeedsReview = 4;

void add_convert(CLI::App& app, Action& action);
void add_inspect(CLI::App& app, Action& action);
void add_batch(CLI::App& app, Action& action);
void add_compare(CLI::App& app, Action& action);
void add_review(CLI::App& app, Action& action);
void add_synthesise(CLI::App& app, Action& action);
void add_train(CLI::App& app, Action& action);
void add_evaluate(CLI::App& app, Action& action);
void add_sweep(CLI::App& app, Action& action);
void add_report(CLI::App& app, Action& action);
void add_model(CLI::App& app, Action& action);
void add_version(CLI::App& app, Action& action);
void add_completion(CLI::App& app, Action& action);

}  // namespace logdigitise::app
