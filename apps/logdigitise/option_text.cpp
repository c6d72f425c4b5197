#include "option_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>

namespace logdigitise::app {

namespace {

/// What of CLI11's type name lies between two marks; empty if they are not there.
std::string between(const std::string& type, const std::string& before, const std::string& after) {
  const std::size_t begin = type.find(before);
  if (begin == std::string::npos) return {};
  const std::size_t end = type.find(after, begin);
  if (end == std::string::npos) return {};
  return type.substr(begin + before.size(), end - begin - before.size());
}

/// `2 - 64` as `2..64`.
std::string range_of(const std::string& type) {
  const std::string range = between(type, " in [", "]");
  const std::size_t dash = range.find(" - ");
  return dash == std::string::npos ? range : range.substr(0, dash) + ".." + range.substr(dash + 3);
}

std::string kind_of(const std::string& type) {
  const std::string kind = type.substr(0, type.find(':'));
  if (kind == "INT" || kind == "UINT") return "N";
  return kind == "FLOAT" ? "NUMBER" : kind;
}

}  // namespace

std::vector<std::string> words_of(const CLI::Option& option) {
  std::vector<std::string> words;
  std::istringstream listed(between(option.get_type_name(), "{", "}"));
  for (std::string word; std::getline(listed, word, ',');) words.push_back(word.substr(0, word.find("->")));
  return words;
}

std::string taken_by(const CLI::Option& option) {
  if (option.get_type_size() == 0) return {};
  const std::string type = option.get_type_name();
  const std::vector<std::string> words = words_of(option);
  const std::string range = range_of(type);
  if (!words.empty()) return fmt::format("{}{}{}", fmt::join(words, "|"), range.empty() ? "" : "|", range);
  const std::string kind = kind_of(type);
  if (!range.empty()) return kind + " " + range;
  if (type.ends_with(":NONNEGATIVE")) return kind + ", 0 or more";
  if (type.ends_with(":POSITIVE")) return kind + ", above 0";
  return kind;
}

bool is_limited(const CLI::Option& option) {
  return option.get_type_size() != 0 && taken_by(option) != kind_of(option.get_type_name());
}

std::string value_text(const CLI::Option& option) {
  if (!option.get_option_text().empty()) return option.get_option_text();
  const std::string taken = taken_by(option);
  const std::string value = option.get_default_str();
  return taken.empty() || value.empty() ? taken : fmt::format("{} [{}]", taken, value);
}

std::string HelpFormatter::make_option_opts(const CLI::Option* option) const {
  std::string text = value_text(*option);
  if (text.empty()) return {};
  if (option->get_option_text().empty()) {
    if (option->get_expected_max() == CLI::detail::expected_max_vector_size) {
      text += " ...";
    } else if (option->get_expected_min() > 1) {
      text += fmt::format(" x {}", option->get_expected());
    }
    if (option->get_required()) text += " (required)";
  }
  return " " + text;
}

}  // namespace logdigitise::app
