#include "logdigitise/welllog/ascii.hpp"

#include <array>
#include <cstdint>

namespace logdigitise::welllog {

namespace {

/// U+00A0 to U+00FF.
constexpr std::array<std::string_view, 96> kLatin1 = {
    " ",   "!",  "c", "GBP", "?", "Y", "|",  "S", "\"", "(c)", "a", "<<", "-",   "-",   "(r)", "-",
    "deg", "+-", "2", "3",   "'", "u", "P",  ".", ",",  "1",   "o", ">>", "1/4", "1/2", "3/4", "?",
    "A",   "A",  "A", "A",   "A", "A", "AE", "C", "E",  "E",   "E", "E",  "I",   "I",   "I",   "I",
    "D",   "N",  "O", "O",   "O", "O", "O",  "x", "O",  "U",   "U", "U",  "U",   "Y",   "Th",  "ss",
    "a",   "a",  "a", "a",   "a", "a", "ae", "c", "e",  "e",   "e", "e",  "i",   "i",   "i",   "i",
    "d",   "n",  "o", "o",   "o", "o", "o",  "/", "o",  "u",   "u", "u",  "u",   "y",   "th",  "y"};

/// U+0100 to U+017F, by base letter.
constexpr std::string_view kLatinExtendedA =
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNn"
    "OoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
static_assert(kLatinExtendedA.size() == 128);

/// Bytes 0x80 to 0x9F of Windows-1252.
constexpr std::array<std::string_view, 32> kWindows1252 = {
    "EUR", "?", ",", "f",  "\"", "...", "+", "+", "^", "o/oo", "S", "<", "OE", "?", "Z", "?",
    "?",   "'", "'", "\"", "\"", "*",   "-", "-", "~", "(tm)", "s", ">", "oe", "?", "z", "Y"};

struct Special {
  std::uint32_t code_point;
  std::string_view text;
};
constexpr std::array<Special, 22> kSpecial = {
    {{0x0394, "D"},    {0x03A6, "phi"}, {0x03A9, "ohm"}, {0x03BC, "u"},  {0x03C1, "rho"}, {0x03C6, "phi"},
     {0x2018, "'"},    {0x2019, "'"},   {0x201A, ","},   {0x201C, "\""}, {0x201D, "\""},  {0x2022, "*"},
     {0x2026, "..."},  {0x2032, "'"},   {0x2033, "\""},  {0x2044, "/"},  {0x20AC, "EUR"}, {0x2103, "degC"},
     {0x2109, "degF"}, {0x2126, "ohm"}, {0x2212, "-"},   {0xFEFF, ""}}};

void append_code_point(std::string& out, std::uint32_t code) {
  if (code < 0xA0) {
    out += '?';
  } else if (code <= 0xFF) {
    out += kLatin1[code - 0xA0];
  } else if (code <= 0x17F) {
    out += kLatinExtendedA[code - 0x100];
  } else if (code >= 0x2010 && code <= 0x2015) {
    out += '-';
  } else if (code >= 0x2074 && code <= 0x2079) {  // Superscript digits; 1, 2 and 3 are in Latin-1.
    out += static_cast<char>('0' + (code - 0x2070));
  } else if (code >= 0x2080 && code <= 0x2089) {
    out += static_cast<char>('0' + (code - 0x2080));
  } else {
    for (const Special& special : kSpecial) {
      if (special.code_point == code) {
        out += special.text;
        return;
      }
    }
    out += '?';
  }
}

/// Bytes of the UTF-8 sequence at the start of `text` and its code point; 0 bytes if it is none.
std::size_t decode_utf8(std::string_view text, std::uint32_t& code) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  std::size_t length = 0;
  if (byte(0) >= 0xC2 && byte(0) <= 0xDF) length = 2;
  if (byte(0) >= 0xE0 && byte(0) <= 0xEF) length = 3;
  if (byte(0) >= 0xF0 && byte(0) <= 0xF4) length = 4;
  if (length == 0 || text.size() < length) return 0;
  code = byte(0) & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
    code = code << 6U | (byte(i) & 0x3FU);
  }
  return length;
}

}  // namespace

std::string to_ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    std::uint32_t code = 0;
    std::size_t used = 1;
    if (byte < 32 || byte == 127) {
      out += ' ';
    } else if (byte < 127) {
      out += text.front();
    } else if ((used = decode_utf8(text, code)) > 0) {
      append_code_point(out, code);
    } else {
      used = 1;
      if (byte < 0xA0) {
        out += kWindows1252[byte - 0x80U];
      } else {
        out += kLatin1[byte - 0xA0U];
      }
    }
    text.remove_prefix(used);
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string upper_case(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

}  // namespace logdigitise::welllog
