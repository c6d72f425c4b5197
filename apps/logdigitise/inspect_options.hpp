#pragma once
// Finding the layout of a scan, the same at every verb that does it.

#include <filesystem>
#include <string>
#include <vector>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/sheet/inspect.hpp"
#include "option_groups.hpp"

namespace logdigitise::app {

/// Adds --unit. `unit` must outlive the parsing.
void add_unit_option(CLI::App& verb, std::string& unit);

/// Inspects the one scan of `scans`, of one page; an input error for several: their joints are not found yet.
/// `unit` is empty, FT or M. Flags go to `progress` as warnings.
[[nodiscard]] sheet::Inspection inspect_scans(const std::vector<std::filesystem::path>& scans,
                                              const std::string& unit, const CommonOptions& common,
                                              Progress& progress);

}  // namespace logdigitise::app
