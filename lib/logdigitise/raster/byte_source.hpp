#pragma once
// Bytes to read at any place: a file, or a stream taken out of another file.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace logdigitise::raster {

class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  [[nodiscard]] virtual std::int64_t size() const = 0;
  /// Reads what there is of [offset, offset + out.size()); returns the number of bytes. Never throws, as it
  /// is called through C.
  [[nodiscard]] virtual std::size_t read_at(std::int64_t offset,
                                            std::span<std::uint8_t> out) const noexcept = 0;
};

/// A file, kept open. Input error if it is missing, a folder, not a plain file, or not readable.
[[nodiscard]] std::shared_ptr<const ByteSource> open_bytes(const std::filesystem::path& path);

/// `head` followed by `body`, in memory.
[[nodiscard]] std::shared_ptr<const ByteSource> bytes_in_memory(std::string head, std::string body);

/// All of it; the caller has checked the size.
[[nodiscard]] std::string read_all(const ByteSource& bytes);

}  // namespace logdigitise::raster
