#include "logdigitise/welllog/las_row.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>
#include <system_error>

#include "logdigitise/welllog/ascii.hpp"

namespace logdigitise::welllog {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool is_blank(char c) { return kBlanks.find(c) != std::string_view::npos; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

LasField field_of(std::string_view text) {
  LasField field;
  field.is_number = parse_number(text, field.value);
  if (!field.is_number) field.value = kNaN;
  return field;
}

/// Calls `use` with each field between blanks, quoted text as one.
template <typename Use>
void for_each_word(std::string_view line, Use use) {
  std::size_t i = 0;
  while (true) {
    while (i < line.size() && is_blank(line[i])) ++i;
    if (i == line.size()) return;
    std::size_t end = i;
    if (line[i] == '"' && line.find('"', i + 1) != std::string_view::npos) {
      end = line.find('"', i + 1) + 1;
    } else {
      while (end < line.size() && !is_blank(line[end])) ++end;
    }
    use(line.substr(i, end - i));
    i = end;
  }
}

void split_at(std::string_view line, char separator, std::vector<LasField>& fields) {
  fields.clear();
  while (true) {
    const std::size_t end = std::min(line.find(separator), line.size());
    fields.push_back(field_of(trimmed(line.substr(0, end))));
    if (end == line.size()) return;
    line.remove_prefix(end + 1);
  }
}

/// `12-3.5****-999.25` -> 12, -3.5, ****, -999.25; one field if the text is not all of that kind.
void split_run_on(std::string_view word, std::vector<LasField>& fields) {
  if (word.find_first_not_of("0123456789+-.eEdD*") != std::string_view::npos) {
    fields.push_back(field_of(word));
    return;
  }
  std::size_t start = 0;
  for (std::size_t i = 1; i <= word.size(); ++i) {
    const bool ends = i == word.size() || (word[i] == '-' && (is_digit(word[i - 1]) || word[i - 1] == '.')) ||
                      ((word[i] == '*') != (word[i - 1] == '*'));
    if (!ends) continue;
    fields.push_back(field_of(word.substr(start, i - start)));
    start = i;
  }
}

/// `1,5 2,25` -> 1.5, 2.25 if that gives the expected number of fields.
bool split_decimal_commas(std::string_view line, std::size_t expected, std::vector<LasField>& fields) {
  fields.clear();
  bool understood = true;
  for_each_word(line, [&](std::string_view word) {
    std::string text(word);
    const std::size_t comma = text.find(',');
    if (comma != std::string::npos) text[comma] = '.';
    understood = understood && comma + 1 != text.size();
    fields.push_back(field_of(text));
    understood = understood && fields.back().is_number;
  });
  return understood && fields.size() == expected;
}

}  // namespace

bool parse_number(std::string_view text, double& value) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const char* end = text.data() + text.size();
  auto [stop, code] = std::from_chars(text.data(), end, value);
  if (code == std::errc::result_out_of_range) {
    value = kNaN;
    return stop == end;
  }
  if (code != std::errc()) return false;
  if (stop == end) return true;
  if (*stop != 'D' && *stop != 'd') return false;
  std::string with_e(text);
  with_e[static_cast<std::size_t>(stop - text.data())] = 'e';
  const std::size_t plus = with_e.find("e+");
  if (plus != std::string::npos) with_e.erase(plus + 1, 1);
  const char* last = with_e.data() + with_e.size();
  const auto [again, second_code] = std::from_chars(with_e.data(), last, value);
  return second_code == std::errc() && again == last;
}

void split_row(std::string_view line, std::size_t expected, std::vector<LasField>& fields) {
  if (line.find(',') != std::string_view::npos) {
    if (expected > 1 && split_decimal_commas(line, expected, fields)) return;
    split_at(line, ',', fields);
    // A comma at the end of a line only ends its last field.
    if (fields.size() == expected + 1 && trimmed(line).back() == ',') fields.pop_back();
    return;
  }
  fields.clear();
  for_each_word(line, [&](std::string_view word) { fields.push_back(field_of(word)); });
  if (fields.size() >= expected) return;
  if (line.find('\t') != std::string_view::npos) {
    std::vector<LasField> between_tabs;
    split_at(line, '\t', between_tabs);
    if (between_tabs.size() == expected) {
      fields = std::move(between_tabs);
      return;
    }
  }
  fields.clear();
  for_each_word(line, [&](std::string_view word) { split_run_on(word, fields); });
}

}  // namespace logdigitise::welllog
