#pragma once
// From what stands on the command line to the logs of a batch.

#include <filesystem>
#include <string>
#include <vector>

#include "logdigitise/batch/planned_log.hpp"

namespace logdigitise::batch {

struct InputOptions {
  std::vector<std::filesystem::path> inputs;     ///< Scans, layouts, folders, manifests (.csv, .jsonl).
  std::vector<std::filesystem::path> lists;      ///< Files of paths, each of them an input; `-` is stdin.
  std::vector<std::filesystem::path> manifests;  ///< Manifests whatever they are called; `-` is stdin.
  std::filesystem::path out;                     ///< Not looked into, though it may lie in a folder.
};

/// The logs of a batch, sorted by name, each once.
///
/// - A scan is a log. Its layout is `<stem>.layout.json` or `<stem>.json` beside it, else the `layout.json`
/// of
///   its folder. A file ending in .json or .dra is a layout, and the log is what its `raster` names.
/// - A folder is searched with all below it, hidden files and folders and links to folders aside. Where it
/// has a
///   `layout.json`, the log is the scan named by the layout's `raster`; scans beside it are logs only if
///   they have a layout of their own. Elsewhere every TIFF, PDF, PNG and JPEG is a log.
/// - A manifest says it line by line; its paths are relative to its own folder (of stdin: to the current
/// one).
///
/// Nothing but folders, lists, manifests and `raster` keys is read: what is missing or broken is found when
/// its turn comes. Names (log_name.hpp) are made from the paths as they are given, made normal: `./a//b` is
/// `a/b`. The same log given twice is done once. Usage errors for broken lists and manifests, and for two
/// different logs that a manifest gives one name; an environment error for a folder that cannot be read.
[[nodiscard]] std::vector<PlannedLog> find_logs(const InputOptions& options);

}  // namespace logdigitise::batch
