#pragma once
// SHA-256 (FIPS 180-4), our own so that a machine with only LibTorch and a compiler can check a model.

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace logdigitise {

/// Hash of bytes that come in pieces.
class Sha256 {
 public:
  void update(std::string_view bytes);
  /// The digest as 64 lower-case hexadecimal digits; call once.
  [[nodiscard]] std::string hex_digest();

 private:
  void process(const unsigned char* block);

  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> pending_{};
  std::size_t pending_size_ = 0;
  std::uint64_t total_bytes_ = 0;
};

[[nodiscard]] std::string sha256_hex(std::string_view bytes);
/// Hash of a file, read in pieces; an input error if it cannot be read.
[[nodiscard]] std::string sha256_file(const std::filesystem::path& path);

}  // namespace logdigitise
