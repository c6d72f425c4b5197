#include "logdigitise/chart/svg_text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace logdigitise::chart {

namespace {

/// Length of the UTF-8 character that begins at `text[0]`; 0 if none does.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  std::size_t length = 0;
  if (byte(0) < 0x80U) {
    length = 1;
  } else if (byte(0) >= 0xC2U && byte(0) < 0xE0U) {
    length = 2;
  } else if (byte(0) >= 0xE0U && byte(0) < 0xF0U) {
    length = 3;
  } else if (byte(0) >= 0xF0U && byte(0) < 0xF5U) {
    length = 4;
  }
  if (length == 0 || length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  const bool overlong = length == 3 && byte(0) == 0xE0U && byte(1) < 0xA0U;
  const bool surrogate = length == 3 && byte(0) == 0xEDU && byte(1) >= 0xA0U;
  const bool no_character = length == 3 && byte(0) == 0xEFU && byte(1) == 0xBFU && byte(2) >= 0xBEU;
  return overlong || surrogate || no_character ? 0 : length;
}

}  // namespace

std::string svg_escaped(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    const char c = text.front();
    if (length == 0) {
      result += '?';
    } else if (length > 1) {
      result += text.substr(0, length);
    } else if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";
    } else if (c == '"') {
      result += "&quot;";
    } else if (c == '\'') {
      result += "&#39;";
    } else {
      result += static_cast<unsigned char>(c) < 0x20U ? ' ' : c;
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return result;
}

std::string svg_number(double value) {
  std::string text = fmt::format("{:.2f}", value);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

}  // namespace logdigitise::chart
