#include "logdigitise/core/output_files.hpp"

#include <system_error>
#include <utility>

#include "logdigitise/core/atomic_file.hpp"

namespace logdigitise {

OutputFiles::~OutputFiles() {
  std::error_code ignored;
  for (const std::filesystem::path& path : written_) std::filesystem::remove(path, ignored);
}

void OutputFiles::write(const std::filesystem::path& path, std::string_view bytes) {
  written_.reserve(written_.size() + 1);  // Nothing may fail between the file and the note of it.
  std::filesystem::path noted = path;
  write_file_atomically(path, bytes);
  written_.push_back(std::move(noted));
}

}  // namespace logdigitise
