#pragma once
// Whether a file is still what it was, without reading it if that can be told otherwise.

#include <cstdint>
#include <filesystem>
#include <string>

namespace logdigitise::batch {

/// A file at one moment. A change of its bytes changes `changed_ns`, which nobody can set.
struct FileStamp {
  std::filesystem::path path;
  std::string sha256;            ///< Empty if it was never read to its end.
  std::int64_t bytes = -1;       ///< -1: not there.
  std::int64_t modified_ns = 0;  ///< Since 1970.
  std::int64_t changed_ns = 0;
};

/// Looks at a file, does not read it.
[[nodiscard]] FileStamp stamp_of(const std::filesystem::path& path);

/// Whether the file at `path` (perhaps another place than then) is what `before` says: same size and times,
/// or the same hash. False if it is not there and was, or the other way round. Reads the file only if the
/// times differ, the size does not, and a hash is known.
[[nodiscard]] bool is_unchanged(const FileStamp& before, const std::filesystem::path& path);

}  // namespace logdigitise::batch
