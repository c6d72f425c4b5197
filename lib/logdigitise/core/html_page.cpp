#include "logdigitise/core/html_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "logdigitise/core/sha256.hpp"

namespace logdigitise {

namespace {

/// `sha256-...` of an inline script or style, as a content security policy names it.
std::string policy_hash(std::string_view text) {
  const std::string hex = sha256_hex(text);
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return "'sha256-" + base64(bytes) + "'";
}

}  // namespace

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      bits = (bits << 8U) | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      text += k <= count ? kDigits[(bits >> (18U - 6U * static_cast<unsigned>(k))) & 63U] : '=';
    }
  }
  return text;
}

std::string embedded_json(std::string_view json) {
  std::string safe;
  safe.reserve(json.size() + json.size() / 64);
  for (const char c : json) {
    if (c == '<') {
      safe += "\\u003c";
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string filled_page(const PageParts& parts, std::string_view data) {
  const std::string policy = fmt::format(
      "default-src 'none'; script-src {}; style-src {}; img-src data: blob:; base-uri 'none'; form-action "
      "'none'",
      policy_hash(parts.script), policy_hash(parts.style));
  std::string out;
  out.reserve(parts.page.size() + parts.style.size() + parts.script.size() + data.size() + policy.size());
  std::string_view rest = parts.page;
  for (const auto& [mark, text] : {std::pair<std::string_view, std::string_view>{"@CSP@", policy},
                                   {"@STYLE@", parts.style},
                                   {"@DATA@", data},
                                   {"@SCRIPT@", parts.script}}) {
    const std::size_t at = rest.find(mark);
    out += rest.substr(0, at);
    out += text;
    rest.remove_prefix(at + mark.size());
  }
  out += rest;
  return out;
}

}  // namespace logdigitise
