#pragma once
// Files that are there whole or not at all.

#include <filesystem>
#include <string>
#include <string_view>

namespace logdigitise {

/// Writes to a temporary file in the target's own folder; `commit` makes it durable and renames it into
/// place. Destroyed without a commit, it leaves nothing behind and the old file, if any, untouched.
/// Throws environment errors (no such folder, disk full, read-only) that name the target.
class AtomicFile {
 public:
  explicit AtomicFile(const std::filesystem::path& target);
  /// With the temporary file in a folder of its own on the same file system, so that whoever cleans up after
  /// a process that was killed knows where to look.
  AtomicFile(std::filesystem::path target, const std::filesystem::path& temporary_folder);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  void write(std::string_view bytes);
  void commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path temporary_;
  int descriptor_ = -1;
};

/// Writes `bytes` to `target` in one go, atomically.
void write_file_atomically(const std::filesystem::path& target, std::string_view bytes);
void write_file_atomically(const std::filesystem::path& target, std::string_view bytes,
                           const std::filesystem::path& temporary_folder);

/// Makes the names in a folder durable, as far as that can be done: what was written there is there already.
void flush_folder(const std::string& name) noexcept;

/// Reads a whole file; a reading_error if it cannot be read, an input error if larger than `max_bytes`.
[[nodiscard]] std::string read_file(const std::filesystem::path& path, std::size_t max_bytes);

}  // namespace logdigitise
