#pragma once
// The command line, read: which verb, with which options. Nothing is opened or computed here.

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "option_groups.hpp"

namespace logdigitise::app {

/// Adds every verb of this build (generated from the list in CMakeLists.txt).
void add_verbs(CLI::App& app, Action& action);

struct Command {
  CommonOptions common;
  Action action;  ///< Empty if help was asked for, and has been printed on stdout.
};

/// Throws a usage error of one line for a verb, option or value that is not known, with the nearest known
/// name. `command` must outlive the call of its action, which refers to it.
void parse_command_line(int argc, const char* const* argv, CLI::App& app, Command& command);

}  // namespace logdigitise::app
