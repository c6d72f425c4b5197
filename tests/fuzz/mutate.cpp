#include "tests/fuzz/mutate.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace logdigitise::fuzz {

namespace {

constexpr std::size_t kLongest = 65536;
constexpr std::size_t kLongestPiece = 64;

/// 0 .. count-1; 0 of none. Not a std distribution: those differ from library to library.
std::size_t below(std::size_t count, std::mt19937& random) { return count == 0 ? 0 : random() % count; }

std::string piece_of(std::string_view bytes, std::mt19937& random) {
  const std::size_t at = below(bytes.size(), random);
  return std::string(bytes.substr(std::min(at, bytes.size()), 1 + below(kLongestPiece, random)));
}

void insert(std::string& bytes, const std::string& piece, std::mt19937& random) {
  bytes.insert(below(bytes.size() + 1, random), piece);
}

/// Writes over what is there: lengths, offsets and counts of binary formats are one to eight bytes.
void overwrite_number(std::string& bytes, std::mt19937& random) {
  constexpr std::array<char, 4> kFills{'\0', '\xff', '\x7f', '\x01'};
  const std::size_t at = below(bytes.size(), random);
  const std::size_t width = std::min(std::size_t{1} << below(4, random), bytes.size() - at);
  bytes.replace(at, width, width, kFills.at(below(kFills.size(), random)));
}

void change(std::string& bytes, std::string_view other, std::mt19937& random) {
  const std::size_t at = below(bytes.size(), random);
  switch (below(8, random)) {
    case 0:
      if (!bytes.empty())
        bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << below(8, random)));
      break;
    case 1:
      if (!bytes.empty()) bytes[at] = static_cast<char>(below(256, random));
      break;
    case 2:
      bytes.erase(at, 1 + below(kLongestPiece, random));
      break;
    case 3:
      insert(bytes, piece_of(bytes, random), random);
      break;
    case 4:
      insert(bytes, piece_of(other, random), random);
      break;
    case 5:
      bytes.resize(at);
      break;
    default:
      overwrite_number(bytes, random);
  }
}

}  // namespace

std::string mutate(std::string bytes, std::string_view other, std::mt19937& random) {
  const std::size_t changes = 1 + below(4, random);
  for (std::size_t i = 0; i < changes; ++i) change(bytes, other, random);
  bytes.resize(std::min(bytes.size(), kLongest));
  return bytes;
}

}  // namespace logdigitise::fuzz
