#include "logdigitise/batch/path_text.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <optional>

namespace logdigitise::batch {

namespace {

/// Length of the UTF-8 sequence of a printable character at the beginning of `text`; 0 if there is none.
/// Table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing above U+10FFFF.
std::size_t printable_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto continues = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return i < text.size() && byte(i) >= low && byte(i) <= high;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return first >= 0x20 && first != 0x7F ? 1 : 0;
  if (first == 0xC2) return continues(1, 0xA0) ? 2 : 0;  // U+0080..U+009F are control characters.
  if (first > 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : 0xBF;
    if (!continues(1, low, high) || !continues(2)) return 0;
    // U+2028 and U+2029 end a line, U+202A..U+202E and U+2066..U+2069 turn its direction.
    const bool breaks_a_line = first == 0xE2 && ((byte(1) == 0x80 && byte(2) >= 0xA8 && byte(2) <= 0xAE) ||
                                                 (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9));
    return breaks_a_line ? 0 : 3;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
    return continues(1, low, high) && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

std::string escaped(std::string_view bytes, bool escape_backslash) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t length = printable_length(bytes);
    if (length == 0) {
      text += fmt::format("\\x{:02X}", static_cast<unsigned char>(bytes[0]));
    } else if (bytes[0] == '\\' && escape_backslash) {
      text += "\\\\";
    } else {
      text += bytes.substr(0, length);
    }
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return text;
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return std::nullopt;
}

}  // namespace

std::string text_from_path(const std::filesystem::path& path) { return escaped(path.native(), true); }

std::string printable(std::string_view message) { return escaped(message, false); }

std::filesystem::path path_from_text(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\\\\")) {
      bytes += '\\';
      i += 1;
    } else if (rest.size() >= 4 && rest.starts_with("\\x") && hex_digit(rest[2]) && hex_digit(rest[3])) {
      bytes += static_cast<char>(*hex_digit(rest[2]) * 16 + *hex_digit(rest[3]));
      i += 3;
    } else {
      bytes += text[i];
    }
  }
  return bytes;
}

}  // namespace logdigitise::batch
