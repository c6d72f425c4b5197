#include "logdigitise/core/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <string>
#include <utility>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/reading_error.hpp"
#include "logdigitise/core/unfinished_files.hpp"

namespace logdigitise {

namespace {

/// Opens a new file in `folder` and says its name. A process that was killed leaves its file behind, and
/// another one may come to have the same number (in containers it nearly always does), so names in use are
/// passed over.
int open_temporary(const std::filesystem::path& folder, std::filesystem::path& name) {
  static std::atomic<unsigned> counter{0};
  constexpr int kMostNames = 10'000;
  for (int i = 0; i < kMostNames; ++i) {
    // Not built on the target's own name, which may already be as long as a file system allows.
    name = folder / fmt::format(".logdigitise-{}-{}.tmp", getpid(), counter.fetch_add(1));
    const int descriptor = open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0 || errno != EEXIST) return descriptor;
  }
  return -1;
}

}  // namespace

AtomicFile::AtomicFile(const std::filesystem::path& target) : AtomicFile(target, target.parent_path()) {}

AtomicFile::AtomicFile(std::filesystem::path target, const std::filesystem::path& temporary_folder)
    : target_(std::move(target)), descriptor_(open_temporary(temporary_folder, temporary_)) {
  if (descriptor_ < 0) throw environment_error(target_.string(), "cannot write in its folder", errno);
  note_unfinished_file(temporary_);
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) close(descriptor_);
  if (temporary_.empty()) return;
  unlink(temporary_.c_str());
  forget_unfinished_file(temporary_);
}

void AtomicFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      throw environment_error(target_.string(), "cannot be written", errno);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void AtomicFile::commit() {
  // What needs memory comes first: once the file is in its place nothing may fail.
  const std::string folder = target_.has_parent_path() ? target_.parent_path().string() : ".";
  if (fsync(descriptor_) != 0) throw environment_error(target_.string(), "cannot be made durable", errno);
  const int descriptor = std::exchange(descriptor_, -1);
  if (close(descriptor) != 0) throw environment_error(target_.string(), "cannot be closed", errno);
  if (rename(temporary_.c_str(), target_.c_str()) != 0) {
    throw environment_error(target_.string(), "cannot be put in place", errno);
  }
  forget_unfinished_file(temporary_);
  temporary_.clear();
  flush_folder(folder);
}

void flush_folder(const std::string& name) noexcept {
  const int descriptor = open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;  // What cannot be opened cannot be flushed.
  fsync(descriptor);
  close(descriptor);
}

void write_file_atomically(const std::filesystem::path& target, std::string_view bytes) {
  write_file_atomically(target, bytes, target.parent_path());
}

void write_file_atomically(const std::filesystem::path& target, std::string_view bytes,
                           const std::filesystem::path& temporary_folder) {
  AtomicFile file(target, temporary_folder);
  file.write(bytes);
  file.commit();
}

std::string read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw reading_error(path, "cannot be opened", errno);
  std::string bytes;
  char buffer[1 << 16];
  while (true) {
    const ssize_t got = read(descriptor, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      const int code = errno;
      close(descriptor);
      throw reading_error(path, "cannot be read", code);
    }
    if (got == 0) break;
    if (bytes.size() + static_cast<std::size_t>(got) > max_bytes) {
      close(descriptor);
      throw input_error(path.string(), fmt::format("is larger than the limit of {} bytes", max_bytes));
    }
    try {
      bytes.append(buffer, static_cast<std::size_t>(got));
    } catch (...) {  // Out of memory.
      close(descriptor);
      throw;
    }
  }
  close(descriptor);
  return bytes;
}

}  // namespace logdigitise
