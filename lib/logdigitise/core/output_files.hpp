#pragma once
// Several files that are all there or none of them.

#include <filesystem>
#include <string_view>
#include <vector>

namespace logdigitise {

/// The files of one log. Destroyed before `keep`, it takes away those that it has written; one that was there
/// before is then gone too. A crash takes them away as well (unfinished_files.hpp).
class OutputFiles {
 public:
  OutputFiles() = default;
  OutputFiles(const OutputFiles&) = delete;
  OutputFiles& operator=(const OutputFiles&) = delete;
  ~OutputFiles();

  /// Writes one file, whole or not at all; environment errors name it.
  void write(const std::filesystem::path& path, std::string_view bytes);
  /// All are written: they stay.
  void keep();

 private:
  std::vector<std::filesystem::path> written_;
};

}  // namespace logdigitise
