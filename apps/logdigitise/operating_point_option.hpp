#pragma once
// Operating points on the command line: by name or as a number.

#include <CLI/CLI.hpp>
#include <vector>

namespace logdigitise::app {

/// Makes the option, of one number or several, take recall, balanced, precision or a number from 0.001 to
/// 0.999.
void take_operating_points(CLI::Option& option);

/// Adds `--walk A,B,..` to the verb.
void add_walk(CLI::App& verb, std::vector<double>& walk);

}  // namespace logdigitise::app
