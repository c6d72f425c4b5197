#pragma once
// Lists of logs in files: plain lists of paths, and manifests that say which layout goes with which scan.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace logdigitise::batch {

/// The paths of a list: separated by NUL if there is one anywhere, else by line ends (LF or CR LF). Empty
/// ones are left out.
[[nodiscard]] std::vector<std::string> parse_list(std::string_view text);

/// A log of a manifest, as it is written there.
struct ManifestRow {
  std::vector<std::string> scans;  ///< None: the layout's raster.
  std::string layout;              ///< Empty: looked for beside the scan.
  std::string name;                ///< Of the outputs; empty: made from the scan.
};

/// CSV (a header row with the columns `scan`, `layout`, `name` in any order, one of the first two at least)
/// or JSONL (an object per line with these keys; `scan` may be a list of sheets). Which of the two: by the
/// first character, `{` being JSONL. `name` stands in error messages. A usage error says line and column or
/// key.
[[nodiscard]] std::vector<ManifestRow> parse_manifest(std::string_view text, const std::string& name);

/// The whole of a file, or of stdin for `-`; a usage error that names the file if it cannot be read.
[[nodiscard]] std::string read_list_file(const std::filesystem::path& path);

}  // namespace logdigitise::batch
