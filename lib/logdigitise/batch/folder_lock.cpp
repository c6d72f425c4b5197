#include "logdigitise/batch/folder_lock.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

#include "logdigitise/batch/path_text.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/interrupt.hpp"

// Locks that belong to the open file and not to the process: Linux has had them since 3.15, glibc shows them
// to those who ask for GNU extensions.
#ifndef F_OFD_SETLK
#define F_OFD_SETLK 37
#endif

namespace logdigitise::batch {

FolderLock::FolderLock(const std::filesystem::path& folder, const Shard& shard,
                       std::chrono::milliseconds patience) {
  const std::filesystem::path path = folder / ".logdigitise.lock";
  descriptor_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (descriptor_ < 0) throw environment_error(text_from_path(folder), "cannot be written in", errno);
  const Places places = places_of(shard);
  struct flock range = {};
  range.l_type = F_WRLCK;
  range.l_whence = SEEK_SET;
  range.l_start = static_cast<off_t>(places.first);
  range.l_len = static_cast<off_t>(places.last) - static_cast<off_t>(places.first) + 1;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (fcntl(descriptor_, F_OFD_SETLK, &range) != 0) {
    if (errno != EAGAIN && errno != EACCES && errno != EINTR) return;  // No locks here.
    if (std::chrono::steady_clock::now() >= deadline || interrupted() != 0) {
      close(descriptor_);
      throw environment_error(
          text_from_path(folder),
          "another batch is at work on the same logs of this folder; wait for it, or give "
          "the two of them another --shard or --out");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  is_held_ = true;
}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace logdigitise::batch
