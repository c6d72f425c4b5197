#pragma once
// A model on shards: what `evaluate` does with a folder of them.

#include <filesystem>
#include <vector>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/trace/tracer.hpp"
#include "option_groups.hpp"

namespace logdigitise::app {

/// Whether the folder holds shards instead of logs.
[[nodiscard]] bool holds_shards(const std::filesystem::path& folder);

struct ShardEvaluation {
  std::filesystem::path shards;  ///< Folder.
  std::filesystem::path save;    ///< Folder for pictures; empty = none are drawn.
  trace::TraceOptions trace;     ///< How curves are traced.
  std::vector<double> walk;      ///< Operating points that they are traced at besides.
};

/// Prints the tables of a sweep with one entry, the model.
void evaluate_shards(const ShardEvaluation& evaluation, const CommonOptions& common, Progress& progress);

}  // namespace logdigitise::app
