#include "logdigitise/core/output_files.hpp"

#include <system_error>
#include <utility>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/unfinished_files.hpp"

namespace logdigitise {

OutputFiles::~OutputFiles() {
  std::error_code ignored;
  for (const std::filesystem::path& path : written_) {
    std::filesystem::remove(path, ignored);
    forget_unfinished_file(path);
  }
}

void OutputFiles::write(const std::filesystem::path& path, std::string_view bytes) {
  written_.reserve(written_.size() + 1);  // Nothing may fail between the file and the note of it.
  std::filesystem::path noted = path;
  write_file_atomically(path, bytes);
  note_unfinished_file(noted);
  written_.push_back(std::move(noted));
}

void OutputFiles::keep() {
  for (const std::filesystem::path& path : written_) forget_unfinished_file(path);
  written_.clear();
}

}  // namespace logdigitise
