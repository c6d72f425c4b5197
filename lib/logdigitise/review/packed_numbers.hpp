#pragma once
// Series of numbers in few characters, for a page that holds its own data.

#include <cstdint>
#include <span>
#include <string>

namespace logdigitise::review {

struct PackedNumbers {
  int decimals = 0;    ///< Values are whole numbers of 10^-decimals; -1: `base64` holds doubles as they are.
  std::string base64;  ///< See pack_numbers.
};

/// Values with few decimals, as a log file has them, become differences of whole numbers: each value is one
/// LEB128 number n, 0 for NaN, else 1 + zigzag(k - k of the last number that was not NaN), k = value *
/// 10^decimals. One to two bytes a value for a log. What does not fit (more than 9 decimals, beyond 2^51) is
/// packed as little-endian doubles.
[[nodiscard]] PackedNumbers pack_numbers(std::span<const double> values);

}  // namespace logdigitise::review
