#pragma once
// Text as LAS allows it: bytes 32 to 126.

#include <string>
#include <string_view>

namespace logdigitise::welllog {

/// Transliterates UTF-8 to printable ASCII: e with an accent becomes `e`, the micro sign `u`, the degree sign
/// `deg`, typographic dashes `-`, control characters (tab and line ends too) a space, anything else `?`.
/// Bytes that are not UTF-8 are taken as Windows-1252, as old files are written.
[[nodiscard]] std::string to_ascii(std::string_view text);

/// What stands between the words of old files: spaces, tabs, line ends, and the NUL and Ctrl-Z that tapes and
/// DOS pad with.
inline constexpr std::string_view kBlanks{" \t\r\n\v\f\0\x1a", 8};

/// Without blanks at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// ASCII letters in upper case.
[[nodiscard]] std::string upper_case(std::string_view text);

}  // namespace logdigitise::welllog
