#pragma once
// --unit and --section, the same at every verb that may find a layout by itself.

#include <CLI/CLI.hpp>
#include <optional>

#include "logdigitise/core/units.hpp"

namespace logdigitise::app {

/// Adds --unit FT|M. `unit` must outlive the parsing; it stays empty if the option is not given.
void add_unit_option(CLI::App& verb, std::optional<DepthUnit>& unit);

/// Adds --section N, counted from 1; `section` stays 0, the main one, if it is not given.
void add_section_option(CLI::App& verb, int& section);

}  // namespace logdigitise::app
