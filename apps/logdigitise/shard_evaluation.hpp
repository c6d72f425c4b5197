#pragma once
// A model on shards: what `evaluate` does with a folder of them.

#include <filesystem>

#include "logdigitise/core/progress.hpp"
#include "option_groups.hpp"

namespace logdigitise::app {

/// Whether the folder holds shards instead of logs.
[[nodiscard]] bool holds_shards(const std::filesystem::path& folder);

/// Prints the tables of a sweep with one entry, the model; its pictures go to `save`, if not empty.
void evaluate_shards(const std::filesystem::path& folder, const std::filesystem::path& save,
                     const CommonOptions& common, Progress& progress);

}  // namespace logdigitise::app
