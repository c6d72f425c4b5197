#pragma once
// A file as it is, for tests that compare bytes.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace logdigitise::testing {

/// All bytes of the file; empty if it cannot be read.
inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace logdigitise::testing
