#pragma once
// Text and numbers inside an SVG file.

#include <string>
#include <string_view>

namespace logdigitise::chart {

/// For text between tags and in attributes; bytes that XML forbids become spaces, those that are no UTF-8
/// `?`.
[[nodiscard]] std::string svg_escaped(std::string_view text);

/// At most two decimals, no trailing zeros, no minus zero.
[[nodiscard]] std::string svg_number(double value);

}  // namespace logdigitise::chart
