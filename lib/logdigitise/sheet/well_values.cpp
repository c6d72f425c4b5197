#include "logdigitise/sheet/well_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <numeric>
#include <vector>

namespace logdigitise::sheet {

namespace {

struct State {
  const char* name;
  int api;  ///< First two digits of its API numbers; 0: it has none.
};

constexpr std::array kStates = {State{"ALABAMA", 1},         State{"ARIZONA", 2},
                                State{"ARKANSAS", 3},        State{"CALIFORNIA", 4},
                                State{"COLORADO", 5},        State{"CONNECTICUT", 6},
                                State{"DELAWARE", 7},        State{"FLORIDA", 9},
                                State{"GEORGIA", 10},        State{"IDAHO", 11},
                                State{"ILLINOIS", 12},       State{"INDIANA", 13},
                                State{"IOWA", 14},           State{"KANSAS", 15},
                                State{"KENTUCKY", 16},       State{"LOUISIANA", 17},
                                State{"MAINE", 18},          State{"MARYLAND", 19},
                                State{"MASSACHUSETTS", 20},  State{"MICHIGAN", 21},
                                State{"MINNESOTA", 22},      State{"MISSISSIPPI", 23},
                                State{"MISSOURI", 24},       State{"MONTANA", 25},
                                State{"NEBRASKA", 26},       State{"NEVADA", 27},
                                State{"NEW HAMPSHIRE", 28},  State{"NEW JERSEY", 29},
                                State{"NEW MEXICO", 30},     State{"NEW YORK", 31},
                                State{"NORTH CAROLINA", 32}, State{"NORTH DAKOTA", 33},
                                State{"OHIO", 34},           State{"OKLAHOMA", 35},
                                State{"OREGON", 36},         State{"PENNSYLVANIA", 37},
                                State{"RHODE ISLAND", 38},   State{"SOUTH CAROLINA", 39},
                                State{"SOUTH DAKOTA", 40},   State{"TENNESSEE", 41},
                                State{"TEXAS", 42},          State{"UTAH", 43},
                                State{"VERMONT", 44},        State{"VIRGINIA", 45},
                                State{"WASHINGTON", 46},     State{"WEST VIRGINIA", 47},
                                State{"WISCONSIN", 48},      State{"WYOMING", 49},
                                State{"ALASKA", 50},         State{"HAWAII", 51},
                                State{"ALBERTA", 0},         State{"BRITISH COLUMBIA", 0},
                                State{"SASKATCHEWAN", 0},    State{"MANITOBA", 0},
                                State{"ONTARIO", 0}};
constexpr int kLastState = 51;
constexpr std::array kOffshore = {55, 56, 60, 61};
constexpr double kPutRight = 0.85;
constexpr double kLostDash = 0.6;

std::string upper(std::string_view text) {
  std::string result;
  for (const char c : text) result += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

WellValue api_number(const std::string& read) {
  std::string digits;
  for (const char c : read) {
    if (is_digit(c)) digits += c;
    if (is_letter(c)) return {};  // A letter for a digit: which digit cannot be known.
  }
  if (digits.size() != 10 && digits.size() != 12 && digits.size() != 14) return {};
  const int state = std::stoi(digits.substr(0, 2));
  const bool known = (state >= 1 && state <= kLastState) ||
                     std::find(kOffshore.begin(), kOffshore.end(), state) != kOffshore.end();
  const int county = std::stoi(digits.substr(2, 3));
  if (!known || county == 0) return {};
  WellValue value;
  value.text = digits.substr(0, 2) + "-" + digits.substr(2, 3) + "-" + digits.substr(5, 5);
  for (std::size_t i = 10; i < digits.size(); i += 2) value.text += "-" + digits.substr(i, 2);
  if (county % 2 == 0 && county < 500) {  // Nearly all county codes are odd.
    value.trust = kPutRight;
    value.note = fmt::format("county code {:03} is even, and few are", county);
  }
  return value;
}

WellValue state_name(const std::string& read) {
  const std::string wanted = upper(read);
  const State* best = nullptr;
  int least = 3;
  for (const State& state : kStates) {
    const int distance = edit_distance(wanted, state.name);
    const int allowed = std::string_view(state.name).size() >= 8 ? 2 : 1;
    if (distance > allowed || distance >= least) continue;
    least = distance;
    best = &state;
  }
  if (best == nullptr) return {};
  if (least == 0) return {best->name, 1.0, {}};
  return {best->name, kPutRight, fmt::format("read as {}", read)};
}

/// Parts of a date: runs of digits and runs of letters.
std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i]) && !is_letter(text[i])) continue;
    const bool goes_on =
        i > 0 && !parts.empty() &&
        ((is_digit(text[i]) && is_digit(text[i - 1])) || (is_letter(text[i]) && is_letter(text[i - 1])));
    if (!goes_on) parts.emplace_back();
    parts.back() += text[i];
  }
  return parts;
}

bool is_month(const std::string& word) {
  constexpr std::array kMonths = {"JANUARY", "FEBRUARY", "MARCH",     "APRIL",   "MAY",      "JUNE",
                                  "JULY",    "AUGUST",   "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"};
  const std::string wanted = upper(word);
  return wanted.size() >= 3 && std::any_of(kMonths.begin(), kMonths.end(), [&](const char* month) {
           return std::string_view(month).substr(0, wanted.size()) == wanted || wanted == "SEPT";
         });
}

WellValue date_of(const std::string& read) {
  constexpr int kFirstYear = 1925;
  constexpr int kLastYear = 2040;
  const std::vector<std::string> parts = parts_of(read);
  if (parts.size() != 3) return {};
  std::vector<int> numbers;
  int months = 0;
  for (const std::string& part : parts) {
    if (is_digit(part[0])) {
      if (part.size() > 4) return {};
      numbers.push_back(std::stoi(part));
    } else if (is_month(part)) {
      ++months;
    } else {
      return {};
    }
  }
  const auto is_year = [&](int n, std::size_t length) {
    return length == 2 || (length == 4 && n >= kFirstYear && n <= kLastYear);
  };
  bool good = false;
  if (months == 1 && numbers.size() == 2) {
    good = numbers[0] >= 1 && numbers[0] <= 31 && is_year(numbers[1], parts[2].size());
  } else if (months == 0 && parts[0].size() == 4) {
    good =
        is_year(numbers[0], 4) && numbers[1] >= 1 && numbers[1] <= 12 && numbers[2] >= 1 && numbers[2] <= 31;
  } else if (months == 0) {
    const int least = std::min(numbers[0], numbers[1]);
    const int most = std::max(numbers[0], numbers[1]);
    good = least >= 1 && least <= 12 && most <= 31 && is_year(numbers[2], parts[2].size());
  }
  if (!good) return {};
  std::string text = read;
  std::replace(text.begin(), text.end(), '~', '-');
  return {text, 1.0, {}};
}

WellValue elevation(const std::string& read) {
  std::size_t at = 0;
  while (at < read.size() && !is_digit(read[at]) && read[at] != '-') ++at;
  if (at > 1) return {};
  std::size_t end = at;
  while (end < read.size() &&
         (is_digit(read[end]) || read[end] == '.' || read[end] == ',' || read[end] == '-'))
    ++end;
  std::string number;
  for (std::size_t i = at; i < end; ++i)
    if (read[i] != ',') number += read[i];
  while (!number.empty() && !is_digit(number.back())) number.pop_back();
  if (number.empty() || std::count(number.begin(), number.end(), '.') > 1) return {};
  char* stop = nullptr;
  const double value = std::strtod(number.c_str(), &stop);
  if (*stop != '\0' || value < -500.0 || value > 15000.0) return {};
  std::string rest;
  for (std::size_t i = end; i < read.size(); ++i)
    if (is_letter(read[i]) || is_digit(read[i]))
      rest += static_cast<char>(std::toupper(static_cast<unsigned char>(read[i])));
  if (rest == "FT" || rest == "FEET") return {number + " FT", 1.0, {}};
  if (rest == "M") return {number + " M", 1.0, {}};
  if (!rest.empty()) return {};
  return {number, 1.0, {}};
}

/// True for "12N34E": a township and a range whose dash was lost, and perhaps that of the section before.
bool has_lost_dash(const std::string& read) {
  for (std::size_t i = 1; i + 1 < read.size(); ++i)
    if ((read[i] == 'N' || read[i] == 'S') && is_digit(read[i - 1]) && is_digit(read[i + 1])) return true;
  return false;
}

WellValue words(std::string read) {
  constexpr double kLeastPlain = 0.75;  // Letters, digits and blanks.
  constexpr double kOddCase = 0.75;
  int letters = 0;
  int plain = 0;
  int turns = 0;  // From small to capital letters inside a word.
  for (std::size_t i = 0; i < read.size(); ++i) {
    letters += is_letter(read[i]) ? 1 : 0;
    plain += is_letter(read[i]) || is_digit(read[i]) || read[i] == ' ' ? 1 : 0;
    if (i > 0 && std::islower(static_cast<unsigned char>(read[i - 1])) != 0 &&
        std::isupper(static_cast<unsigned char>(read[i])) != 0)
      ++turns;
  }
  bool is_number_sign = false;
  for (std::size_t i = 0; i + 1 < read.size(); ++i) {
    if (read[i] != '$' || !is_digit(read[i + 1])) continue;
    read[i] = '#';
    is_number_sign = true;
  }
  const std::string first = upper(read.substr(0, read.find(' ')));
  for (const char* filler : {"OF", "OR", "AND", "THE", "IS", "NO", "FROM"})
    if (first == filler) return {};  // The label goes on.
  const bool has_digit = std::any_of(read.begin(), read.end(), is_digit);
  if (letters < 3 && !has_digit) return {};
  if (letters < 2 || plain < kLeastPlain * static_cast<double>(read.size())) return {};
  if (turns > 0) return {read, kOddCase, "small and capital letters are mixed"};
  if (is_number_sign) return {read, kPutRight, "a $ was read for the #"};
  const std::string last = upper(read.substr(read.rfind(' ') == std::string::npos ? 0 : read.rfind(' ') + 1));
  if (read.back() == '#' || last == "NO." || last == "NO") return {read, kLostDash, "its number is not read"};
  if (has_lost_dash(read)) return {read, kLostDash, "a dash may be lost"};
  return {read, 1.0, {}};
}

}  // namespace

int edit_distance(std::string_view a, std::string_view b) {
  std::vector<int> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i);
    for (std::size_t k = 1; k <= b.size(); ++k) {
      const int above = row[k];
      row[k] = std::min({above + 1, row[k - 1] + 1, diagonal + (a[i - 1] == b[k - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

WellValue well_value(std::string_view key, const std::string& read) {
  if (key == "API") return api_number(read);
  if (key == "STAT") return state_name(read);
  if (key == "DATE") return date_of(read);
  if (key == "EKB") return elevation(read);
  if (key == "UWI") {
    const auto signs =
        std::count_if(read.begin(), read.end(), [](char c) { return is_digit(c) || is_letter(c); });
    const auto digits = std::count_if(read.begin(), read.end(), is_digit);
    if (signs < 10 || signs > 20 || digits < 7) return {};
    return {read, 1.0, {}};
  }
  return words(read);
}

bool api_is_of_state(std::string_view api, std::string_view state) {
  if (api.size() < 2) return true;
  const int code = 10 * (api[0] - '0') + (api[1] - '0');
  const auto known =
      std::find_if(kStates.begin(), kStates.end(), [&](const State& one) { return state == one.name; });
  return known == kStates.end() || code > kLastState || known->api == code;
}

}  // namespace logdigitise::sheet
