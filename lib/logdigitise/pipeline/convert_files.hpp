#pragma once
// One log from its files: what `convert` and `batch` have in common.

#include <filesystem>
#include <vector>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/nn/segmenter.hpp"
#include "logdigitise/pipeline/convert.hpp"
#include "logdigitise/pipeline/options.hpp"

namespace logdigitise::pipeline {

/// The files that make one log.
struct LogFiles {
  std::vector<std::filesystem::path> scans;  ///< Its sheets in order; empty: the layout's `raster`.
  std::filesystem::path layout;              ///< Empty if there is none.
};

/// Reads the layout (layout.json, or a DRA with `options.tracks`), or finds it on the sheet itself if there
/// is none, and digitises the scans; the quality record says which, with the layout's hash and what could not
/// be proven. Throws what read_layout_file, inspect_sheets and convert_log do, and a usage error if neither a
/// scan nor a raster is named.
[[nodiscard]] ConvertResult convert_files(const LogFiles& files, nn::Segmenter& segmenter,
                                          const ConvertOptions& options, Progress& progress);

/// Each curve of the log followed by its confidence.
void add_confidence(ConvertResult& result);

}  // namespace logdigitise::pipeline
