#pragma once
// How many decimals, and the digits: plain, exact where it matters, the same under every locale.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace logdigitise::welllog {

/// Depths as whole numbers of 10^-decimals, so that they are printed without rounding.
struct DepthTicks {
  int decimals = 0;
  std::int64_t step = 0;            ///< Signed; 0 if the depths are no whole multiples of one step.
  std::vector<std::int64_t> ticks;  ///< One per depth, strictly increasing or decreasing.
};

/// Finds the fewest decimals that write all depths (to 1e-5 of a step, so noise from adding steps up goes).
/// The step is 0 unless every depth is a whole multiple of it, the first one too. An irregular index gets as
/// many decimals as it needs, at most 9. O(n). Throws an input error if there are no depths, one is not a
/// number below 1e8 in size, or they do not strictly increase or decrease.
[[nodiscard]] DepthTicks depth_ticks(std::span<const double> depths);

/// `ticks` of 10^-decimals as a plain decimal number.
[[nodiscard]] std::string tick_text(std::int64_t ticks, int decimals);

/// Values that can be written: finite and below 1e12 in size; the others become nulls.
[[nodiscard]] bool is_writable(double value);

/// How a curve wants to be printed.
struct CurveFormat {
  int decimals = 0;
  int fewest_decimals = 0;  ///< What still keeps rounding below 1e-3 of the curve's range.
  int width = 0;            ///< Of its longest number.
};

/// Rounding stays below 1e-5 of the curve's range. A curve without zeros or negative values gets up to three
/// decimals more to keep five significant digits at its low end (resistivity over four decades).
/// A constant curve is measured by its size. At most 12 decimals and 15 significant digits.
[[nodiscard]] CurveFormat curve_format(std::span<const double> values);

/// Width of the longest number of `values` at a number of decimals.
[[nodiscard]] int widest_number(std::span<const double> values, int decimals);

/// Appends a number that is_writable; one that would read as a null (is_common_null) is moved by one unit of
/// the last digit towards zero, and there is no minus zero.
void append_number(std::string& out, double value, int decimals);

}  // namespace logdigitise::welllog
