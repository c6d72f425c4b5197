#pragma once
// --turn, the same at every verb that may find a layout by itself.

#include <CLI/CLI.hpp>
#include <optional>

namespace logdigitise::app {

/// Adds --turn auto|0|90|180|270. `turn` must outlive the parsing; it stays empty for auto, the default.
void add_turn_option(CLI::App& verb, std::optional<int>& turn);

}  // namespace logdigitise::app
