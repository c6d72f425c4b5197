#pragma once
// A line of LAS data -> fields, as the wild writes them.

#include <cstddef>
#include <string_view>
#include <vector>

namespace logdigitise::welllog {

/// One field of a data line. `value` is NaN if it is no number.
struct LasField {
  double value = 0.0;
  bool is_number = false;  ///< False for text, for `****` and for an empty field.
};

/// A plain or exponential number (also Fortran's `1.0D+03` and a leading `+`); false if the whole text is
/// none. `NaN` and `Inf` are numbers.
[[nodiscard]] bool parse_number(std::string_view text, double& value);

/// Splits a line at blanks, tabs or commas; `"quoted text"` is one field, nothing between two commas an empty
/// one. Only if there are fewer fields than `expected` are two tabs taken as an empty field, and numbers run
/// together at a minus sign (`1-2`) or at `****` taken apart. Decimal commas are understood where blanks
/// separate the expected fields. `fields` is overwritten.
void split_row(std::string_view line, std::size_t expected, std::vector<LasField>& fields);

}  // namespace logdigitise::welllog
