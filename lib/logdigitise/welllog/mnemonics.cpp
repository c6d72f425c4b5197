#include "logdigitise/welllog/mnemonics.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "logdigitise/welllog/ascii.hpp"
#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::welllog {

namespace {

constexpr std::size_t kLongestName = 24;

bool is_name_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

}  // namespace

std::string legal_mnemonic(std::string_view name) {
  const std::string ascii = to_ascii(name);
  std::string legal(trimmed(ascii).substr(0, kLongestName));
  for (char& c : legal) {
    if (!is_name_character(c)) c = '_';
  }
  return legal.empty() ? "UNKNOWN" : legal;
}

std::string legal_unit(std::string_view unit) {
  const std::string ascii = to_ascii(unit);
  std::string legal(trimmed(ascii).substr(0, kLongestName));
  std::replace(legal.begin(), legal.end(), ' ', '_');
  std::replace(legal.begin(), legal.end(), ':', '/');
  return legal;
}

bool UniqueNames::is_taken(std::string_view name) const {
  return std::any_of(taken_.begin(), taken_.end(),
                     [&](const std::string& other) { return same_name(other, name); });
}

std::string UniqueNames::add(std::string_view name) {
  std::string unique(name);
  for (int copy = 2; is_taken(unique); ++copy) unique = fmt::format("{}_{}", name, copy);
  taken_.push_back(unique);
  return unique;
}

}  // namespace logdigitise::welllog
