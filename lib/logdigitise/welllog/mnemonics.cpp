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

bool is_depth_name(std::string_view name) {
  return same_name(name, "DEPT") || same_name(name, "DEPTH") || same_name(name, "MD") ||
         same_name(name, "TDEP");
}

std::string UniqueNames::add(std::string_view name) {
  const std::string key = upper_case(name);
  std::string unique(name);
  // All numbers below the next one are taken: thousands of curves of one name must not take their time
  // squared.
  for (int& copy = next_copy_.try_emplace(key, 2).first->second; !taken_.insert(upper_case(unique)).second;
       ++copy) {
    unique = fmt::format("{}_{}", name, copy);
  }
  return unique;
}

}  // namespace logdigitise::welllog
