#include "logdigitise/welllog/las_header_line.hpp"

#include <algorithm>
#include <array>

#include "logdigitise/welllog/ascii.hpp"

namespace logdigitise::welllog {

namespace {

constexpr std::array<std::string_view, 17> kLabels = {
    "COMPANY",  "COMPANY NAME", "WELL",    "WELL NAME",      "FIELD",     "FIELD NAME",
    "LOCATION", "PROVINCE",     "COUNTY",  "STATE",          "COUNTRY",   "SERVICE COMPANY",
    "LOG DATE", "DATE",         "LOGDATE", "UNIQUE WELL ID", "API NUMBER"};

bool is_label(std::string_view text) {
  return std::find(kLabels.begin(), kLabels.end(), std::string_view(upper_case(text))) != kLabels.end();
}

bool is_number_like(std::string_view text) {
  return !text.empty() && text.find_first_not_of("+-.0123456789eE") == std::string_view::npos &&
         text.find_first_of("0123456789") != std::string_view::npos;
}

std::string clean(std::string_view text) {
  const std::string ascii = to_ascii(text);
  return std::string(trimmed(ascii));
}

}  // namespace

std::optional<LasHeaderLine> parse_header_line(std::string_view line) {
  LasHeaderLine parsed;
  const std::size_t colon = line.rfind(':');
  const std::string_view head = line.substr(0, colon);
  if (colon != std::string_view::npos) parsed.description = clean(line.substr(colon + 1));
  const std::size_t dot = head.find('.');
  if (dot == std::string_view::npos) {
    parsed.mnemonic = clean(head);
  } else {
    parsed.mnemonic = clean(head.substr(0, dot));
    const std::string_view after = head.substr(dot + 1);
    const std::size_t blank = std::min(after.find_first_of(" \t"), after.size());
    parsed.unit = clean(after.substr(0, blank));
    parsed.data = clean(after.substr(blank));
    // `NULL.-999.25 :` lacks the space: no unit is a number.
    if (parsed.data.empty() && is_number_like(parsed.unit)) std::swap(parsed.data, parsed.unit);
  }
  if (parsed.mnemonic.empty()) return std::nullopt;
  return parsed;
}

std::string well_value(const LasHeaderLine& line, bool version_1) {
  if (!version_1) return line.data;
  if (is_label(line.description) && !is_label(line.data)) return line.data;
  return line.description.empty() && !is_label(line.data) ? line.data : line.description;
}

}  // namespace logdigitise::welllog
