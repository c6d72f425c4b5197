#include "logdigitise/raster/byte_source.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/reading_error.hpp"

namespace logdigitise::raster {

namespace {

class FileBytes : public ByteSource {
 public:
  FileBytes(int descriptor, std::int64_t size) : descriptor_(descriptor), size_(size) {}
  ~FileBytes() override { ::close(descriptor_); }

  std::int64_t size() const override { return size_; }

  std::size_t read_at(std::int64_t offset, std::span<std::uint8_t> out) const noexcept override {
    std::size_t done = 0;
    while (done < out.size()) {
      const ssize_t got = ::pread(descriptor_, out.data() + done, out.size() - done,
                                  static_cast<off_t>(offset + static_cast<std::int64_t>(done)));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) break;
      done += static_cast<std::size_t>(got);
    }
    return done;
  }

 private:
  int descriptor_;
  std::int64_t size_;
};

class MemoryBytes : public ByteSource {
 public:
  MemoryBytes(std::string head, std::string body) : head_(std::move(head)), body_(std::move(body)) {}

  std::int64_t size() const override { return static_cast<std::int64_t>(head_.size() + body_.size()); }

  std::size_t read_at(std::int64_t offset, std::span<std::uint8_t> out) const noexcept override {
    std::size_t done = 0;
    for (const std::string* part : {&head_, &body_}) {
      const auto part_size = static_cast<std::int64_t>(part->size());
      if (offset >= 0 && offset < part_size) {
        const std::size_t n = std::min(out.size() - done, static_cast<std::size_t>(part_size - offset));
        std::copy_n(part->data() + offset, n, out.data() + done);  // Of nothing, `out` may have no place.
        done += n;
        offset += static_cast<std::int64_t>(n);
      }
      offset -= part_size;
    }
    return done;
  }

 private:
  std::string head_;
  std::string body_;
};

}  // namespace

std::shared_ptr<const ByteSource> open_bytes(const std::filesystem::path& path) {
  const std::string where = path.string();
  // O_NONBLOCK: a named pipe must not hang the program before it is recognised and refused.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    const int number = errno;
    if (number == ENOENT || number == ENOTDIR) throw input_error(where, "no such file");
    throw reading_error(path, "cannot be opened", number);
  }
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(descriptor);
    const bool folder = S_ISDIR(status.st_mode);
    throw input_error(where, folder ? "a folder; expected a scan" : "not a plain file; expected a scan",
                      folder ? "Name the file, or use the batch verb for a folder" : "");
  }
  return std::make_shared<FileBytes>(descriptor, static_cast<std::int64_t>(status.st_size));
}

std::shared_ptr<const ByteSource> bytes_in_memory(std::string head, std::string body) {
  return std::make_shared<MemoryBytes>(std::move(head), std::move(body));
}

std::string read_all(const ByteSource& bytes) {
  std::string all(static_cast<std::size_t>(bytes.size()), '\0');
  const std::size_t got = bytes.read_at(0, {reinterpret_cast<std::uint8_t*>(all.data()), all.size()});
  all.resize(got);
  return all;
}

}  // namespace logdigitise::raster
