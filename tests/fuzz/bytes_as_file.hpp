#pragma once
// Bytes in memory for readers that want a path.

#include <filesystem>
#include <string_view>

namespace logdigitise::fuzz {

/// A file without a place in any folder, gone with the object.
class BytesAsFile {
 public:
  explicit BytesAsFile(std::string_view bytes);
  BytesAsFile(const BytesAsFile&) = delete;
  BytesAsFile& operator=(const BytesAsFile&) = delete;
  ~BytesAsFile();

  [[nodiscard]] std::filesystem::path path() const;

 private:
  int descriptor_;
};

}  // namespace logdigitise::fuzz
