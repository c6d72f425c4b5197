#pragma once
// Another program, run without a shell, without the network and with bounds on what it may use.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace logdigitise::raster {

struct ProcessLimits {
  std::int64_t memory_bytes = std::int64_t{6} << 30;  ///< Address space.
  std::int64_t file_bytes = std::int64_t{16} << 30;   ///< Of any file it writes.
  int cpu_s = 300;
  int wall_s = 600;
};

struct ProcessResult {
  int exit_code = -1;  ///< -1 if a signal ended it.
  bool timed_out = false;
  std::string error_text;  ///< What it wrote to stderr, at most 4 KiB.
};

/// First executable of that name in the folders of PATH.
[[nodiscard]] std::optional<std::filesystem::path> find_program(const std::string& name);

/// Runs `program` with `arguments` (its own name not among them), stdin and stdout closed, stderr going to a
/// file in `scratch`. The child dies with this thread. Environment error if it cannot be started.
[[nodiscard]] ProcessResult run_program(const std::filesystem::path& program,
                                        const std::vector<std::string>& arguments,
                                        const std::filesystem::path& scratch,
                                        const ProcessLimits& limits = {});

/// A folder of its own below the system's folder for temporary files, gone with the object.
class ScratchFolder {
 public:
  ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace logdigitise::raster
