#include "logdigitise/review/packed_numbers.hpp"

#include <bit>
#include <cmath>

#include "logdigitise/core/html_page.hpp"

namespace logdigitise::review {

namespace {

constexpr int kMostDecimals = 9;
constexpr double kLargest = 2251799813685248.0;  // 2^51: differences and zigzag stay exact in a double.

/// The fewest decimals that write all values, -1 if there is no such number.
int decimals_of(std::span<const double> values) {
  int decimals = 0;
  double power = 1.0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    while (true) {
      const double scaled = value * power;
      if (!(std::abs(scaled) < kLargest)) return -1;
      if (std::abs(scaled - std::round(scaled)) <= 1e-12 * std::abs(scaled) + 1e-9) break;
      if (++decimals > kMostDecimals) return -1;
      power *= 10.0;
    }
  }
  // An early value may have been far smaller than a later one allows.
  for (const double value : values) {
    if (std::abs(value * power) >= kLargest) return -1;
  }
  return decimals;
}

void append_leb128(std::string& bytes, std::uint64_t number) {
  while (number >= 0x80U) {
    bytes += static_cast<char>(static_cast<unsigned char>((number & 0x7fU) | 0x80U));
    number >>= 7U;
  }
  bytes += static_cast<char>(static_cast<unsigned char>(number));
}

std::string raw_doubles(std::span<const double> values) {
  std::string bytes;
  for (const double value : values) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (unsigned shift = 0; shift < 64U; shift += 8U) bytes += static_cast<char>((bits >> shift) & 0xffU);
  }
  return bytes;
}

}  // namespace

PackedNumbers pack_numbers(std::span<const double> values) {
  PackedNumbers packed;
  packed.decimals = decimals_of(values);
  if (packed.decimals < 0) {
    packed.base64 = base64(raw_doubles(values));
    return packed;
  }
  const double power = std::pow(10.0, packed.decimals);
  std::string bytes;
  std::int64_t last = 0;
  for (const double value : values) {
    if (std::isnan(value)) {
      bytes += '\0';
      continue;
    }
    const auto whole = static_cast<std::int64_t>(std::llround(value * power));
    const std::int64_t step = whole - last;
    const std::uint64_t zigzag =
        (static_cast<std::uint64_t>(step) << 1U) ^ static_cast<std::uint64_t>(step >> 63);
    append_leb128(bytes, 1U + zigzag);
    last = whole;
  }
  packed.base64 = base64(bytes);
  return packed;
}

}  // namespace logdigitise::review
