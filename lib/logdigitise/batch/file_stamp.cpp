#include "logdigitise/batch/file_stamp.hpp"

#include <sys/stat.h>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/sha256.hpp"

namespace logdigitise::batch {

namespace {

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

FileStamp stamp_of(const std::filesystem::path& path) {
  FileStamp stamp;
  stamp.path = path;
  struct stat found = {};
  if (stat(path.c_str(), &found) != 0) return stamp;
  stamp.bytes = found.st_size;
  stamp.modified_ns = nanoseconds(found.st_mtim);
  stamp.changed_ns = nanoseconds(found.st_ctim);
  return stamp;
}

bool is_unchanged(const FileStamp& before, const std::filesystem::path& path) {
  const FileStamp now = stamp_of(path);
  if (now.bytes != before.bytes) return false;
  if (now.modified_ns == before.modified_ns && now.changed_ns == before.changed_ns) return true;
  if (before.sha256.empty()) return false;
  try {
    return sha256_file(path) == before.sha256;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace logdigitise::batch
