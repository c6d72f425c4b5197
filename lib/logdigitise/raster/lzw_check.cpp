#include "logdigitise/raster/lzw_check.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace logdigitise::raster {

namespace {

constexpr int kClear = 256;
constexpr int kEnd = 257;
constexpr int kNoCode = -1;
constexpr int kNarrowest = 9;
constexpr int kWidest = 12;

// Codes of growing width, the first bit on top, read in pieces.
class Codes {
 public:
  Codes(const ByteSource& source, std::int64_t offset, std::int64_t count)
      : source_(source), at_(offset), end_(offset + count) {}

  // kNoCode at the end of the data.
  int next(int width) {
    while (held_ < width) {
      const int byte = next_byte();
      if (byte < 0) return kNoCode;
      bits_ = (bits_ << 8U) | static_cast<std::uint32_t>(byte);
      held_ += 8;
    }
    held_ -= width;
    return static_cast<int>((bits_ >> static_cast<unsigned>(held_)) &
                            ((1U << static_cast<unsigned>(width)) - 1U));
  }

 private:
  int next_byte() {
    if (used_ == piece_.size()) {
      piece_.resize(static_cast<std::size_t>(std::clamp<std::int64_t>(end_ - at_, 0, std::int64_t{1} << 16)));
      piece_.resize(source_.read_at(at_, piece_));
      at_ += static_cast<std::int64_t>(piece_.size());
      used_ = 0;
      if (piece_.empty()) return -1;
    }
    return piece_[used_++];
  }

  const ByteSource& source_;
  std::int64_t at_;
  std::int64_t end_;
  std::vector<std::uint8_t> piece_;
  std::size_t used_ = 0;
  std::uint32_t bits_ = 0;
  int held_ = 0;
};

// Libtiff takes codes with the first bit at the bottom where data begin so.
bool is_old_style(const ByteSource& source, std::int64_t offset) {
  std::array<std::uint8_t, 2> first{};
  return source.read_at(offset, first) == first.size() && first[0] == 0 && (first[1] & 1U) != 0;
}

}  // namespace

bool is_sound_lzw(const ByteSource& source, const LzwStrip& strip) {
  if (is_old_style(source, strip.offset)) return true;
  Codes codes(source, strip.offset, strip.count);
  // What an entry says is never looked at, only how long it is.
  std::array<std::int64_t, 1U << kWidest> lengths{};
  std::fill_n(lengths.begin(), kClear, 1);
  std::size_t entries = kEnd + 1;
  std::int64_t before = 0;  // Length of the last code; 0: the table is as in the beginning.
  std::int64_t given = 0;
  int width = kNarrowest;
  while (true) {
    const int code = codes.next(width);
    if (code == kEnd || code == kNoCode) {
      return given <= strip.bytes || given == strip.full_bytes;
    }
    if (code == kClear) {
      entries = kEnd + 1;
      before = 0;
      width = kNarrowest;
      continue;
    }
    const auto index = static_cast<std::size_t>(code);
    const bool is_known = before == 0 ? code < kClear : index <= entries;
    if (!is_known || given >= std::max(strip.bytes, strip.full_bytes)) return false;
    if (before > 0) {
      if (entries < lengths.size()) lengths[entries] = before + 1;
      ++entries;
      if (entries == (std::size_t{1} << static_cast<unsigned>(width)) - 1 && width < kWidest) ++width;
    }
    before = lengths[index];
    given += before;
  }
}

}  // namespace logdigitise::raster
