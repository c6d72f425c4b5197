#include "tests/welllog/strict_las_checker.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <map>
#include <optional>

namespace logdigitise::testing {

namespace {

constexpr std::size_t kLongestLine = 256;
constexpr int kScaleDigits = 12;

/// A decimal number times 10^12.
__extension__ typedef __int128 Exact;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Plain decimals only: an optional minus, digits, and a dot with digits on both sides if there is one.
std::optional<Exact> exact_number(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const std::size_t dot = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, dot);
  const std::string_view part = dot < text.size() ? text.substr(dot + 1) : std::string_view();
  if (whole.empty() || whole.size() > 18 || part.size() > kScaleDigits) return std::nullopt;
  if (dot < text.size() && part.empty()) return std::nullopt;
  if (!std::all_of(whole.begin(), whole.end(), is_digit) ||
      !std::all_of(part.begin(), part.end(), is_digit)) {
    return std::nullopt;
  }
  if (whole.size() > 1 && whole.front() == '0') return std::nullopt;
  Exact value = 0;
  for (const char c : whole) value = value * 10 + (c - '0');
  for (std::size_t i = 0; i < kScaleDigits; ++i) value = value * 10 + (i < part.size() ? part[i] - '0' : 0);
  return negative ? -value : value;
}

std::string_view strip(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::string upper(std::string_view text) {
  std::string result;
  for (const char c : text) result += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

struct HeaderLine {
  std::string mnemonic;
  std::string unit;
  std::string data;
  int line = 0;
};

class Checker {
 public:
  explicit Checker(std::string_view bytes) : bytes_(bytes) {}

  std::vector<std::string> run() {
    check_bytes();
    split_lines();
    for (std::size_t i = 0; i < lines_.size(); ++i) take_line(static_cast<int>(i) + 1, lines_[i]);
    check_sections();
    check_version();
    check_well();
    check_curves();
    check_index();
    return std::move(complaints_);
  }

 private:
  void complain(int line, const std::string& what) {
    constexpr std::size_t kEnough = 100;
    if (complaints_.size() >= kEnough) return;
    complaints_.push_back(line > 0 ? "line " + std::to_string(line) + ": " + what : what);
  }

  void check_bytes() {
    int line = 1;
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      const auto byte = static_cast<unsigned char>(bytes_[i]);
      if (byte == '\r') {
        if (i + 1 == bytes_.size() || bytes_[i + 1] != '\n') complain(line, "a CR without LF");
      } else if (byte == '\n') {
        if (i == 0 || bytes_[i - 1] != '\r') complain(line, "an LF without CR");
        ++line;
      } else if (byte == '\t') {
        complain(line, "a tab");
      } else if (byte < 32 || byte > 126) {
        complain(line, "byte " + std::to_string(byte) + " is not printable ASCII");
      }
    }
    if (bytes_.empty() || bytes_.back() != '\n') complain(line, "the last line has no end");
  }

  void split_lines() {
    std::string_view rest = bytes_;
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      std::string_view text = rest.substr(0, end);
      if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
      lines_.push_back(text);
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
    }
  }

  void take_line(int number, std::string_view text) {
    if (text.size() > kLongestLine) complain(number, "longer than 256 characters");
    const std::string_view stripped = strip(text);
    if (stripped.empty()) {
      complain(number, section_ == 'A' ? "a blank line in the data" : "a blank line");
    } else if (stripped.front() == '~') {
      if (text.front() != '~') complain(number, "a section that does not begin its line");
      begin_section(number, stripped);
    } else if (stripped.front() == '#') {
      if (section_ == 'A') complain(number, "a comment in the data");
    } else if (section_ == '\0') {
      complain(number, "text before the first section");
    } else if (section_ == 'A') {
      take_row(number, text);
    } else if (section_ != 'O') {
      take_header(number, text);
    }
  }

  void begin_section(int number, std::string_view title) {
    const char letter = title.size() > 1 ? title[1] : ' ';
    if (std::string_view("VWPCOA").find(letter) == std::string_view::npos) {
      complain(number, "an unknown section");
    } else if (order_.find(letter) != std::string::npos) {
      complain(number, std::string("section ~") + letter + " a second time");
    }
    order_ += letter;
    section_ = letter;
  }

  void take_header(int number, std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) return complain(number, "a header line without a dot");
    const std::size_t blank = text.find(' ', dot);
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return complain(number, "a header line without a colon");
    if (blank == std::string_view::npos || blank > colon) {
      return complain(number, "a header line without a space after the unit");
    }
    const std::string_view mnemonic = strip(text.substr(0, dot));
    if (mnemonic.empty()) return complain(number, "a header line without a mnemonic");
    if (mnemonic.find_first_of(" :") != std::string_view::npos) {
      complain(number, "a mnemonic with a space or a colon in it");
    }
    HeaderLine header{upper(mnemonic), std::string(text.substr(dot + 1, blank - dot - 1)),
                      std::string(strip(text.substr(blank, colon - blank))), number};
    if (header.unit.find(':') != std::string::npos) complain(number, "a unit with a colon in it");
    std::vector<HeaderLine>& section = sections_[section_];
    for (const HeaderLine& other : section) {
      if (other.mnemonic == header.mnemonic)
        complain(number, "mnemonic " + header.mnemonic + " a second time");
    }
    section.push_back(std::move(header));
  }

  void take_row(int number, std::string_view text) {
    std::vector<std::size_t> ends;
    std::optional<Exact> index;
    std::size_t i = 0;
    while (i < text.size()) {
      while (i < text.size() && text[i] == ' ') ++i;
      if (i == text.size()) break;
      const std::size_t begin = i;
      while (i < text.size() && text[i] != ' ') ++i;
      const std::string_view token = text.substr(begin, i - begin);
      const std::optional<Exact> value = exact_number(token);
      if (!value) complain(number, "'" + std::string(token) + "' is no plain decimal number");
      if (ends.empty()) index = value;
      ends.push_back(i);
    }
    if (text.back() == ' ') complain(number, "blanks after the last column");
    if (column_ends_.empty()) {
      column_ends_ = ends;
      for (std::size_t k = 0; k < ends.size(); ++k) {
        if (ends[k] != (k + 1) * ends[0]) return complain(number, "columns of unequal width");
      }
    } else if (ends.size() != column_ends_.size()) {
      complain(number, std::to_string(ends.size()) + " values where the first row has " +
                           std::to_string(column_ends_.size()));
    } else if (ends != column_ends_) {
      complain(number, "columns do not stand under those of the first row");
    }
    if (index) {
      index_.push_back(*index);
      index_lines_.push_back(number);
    }
  }

  void check_sections() {
    if (order_.empty()) return complain(0, "no section at all");
    if (order_.front() != 'V') complain(0, "the first section is not ~V");
    if (order_.back() != 'A') complain(0, "the last section is not ~A");
    for (const char needed : {'V', 'W', 'C', 'A'}) {
      if (order_.find(needed) == std::string::npos) complain(0, std::string("no section ~") + needed);
    }
  }

  [[nodiscard]] const HeaderLine* find(char section, const std::string& mnemonic) const {
    const auto found = sections_.find(section);
    if (found == sections_.end()) return nullptr;
    for (const HeaderLine& line : found->second) {
      if (line.mnemonic == mnemonic) return &line;
    }
    return nullptr;
  }

  void check_version() {
    const HeaderLine* version = find('V', "VERS");
    const HeaderLine* wrap = find('V', "WRAP");
    if (version == nullptr || version->data != "2.0") complain(0, "VERS is not 2.0");
    if (wrap == nullptr || wrap->data != "NO") complain(0, "WRAP is not NO");
  }

  void check_well() {
    for (const char* name : {"STRT", "STOP", "STEP", "NULL", "COMP", "WELL", "FLD", "LOC", "SRVC", "DATE"}) {
      if (find('W', name) == nullptr) complain(0, std::string("~W has no ") + name);
    }
    const bool by_country =
        find('W', "CNTY") != nullptr && find('W', "STAT") != nullptr && find('W', "CTRY") != nullptr;
    if (find('W', "PROV") == nullptr && !by_country)
      complain(0, "~W has neither PROV nor CNTY, STAT and CTRY");
    if (find('W', "UWI") == nullptr && find('W', "API") == nullptr) complain(0, "~W has neither UWI nor API");
    const HeaderLine* null = find('W', "NULL");
    if (null != nullptr && null->data != "-999.25") complain(null->line, "NULL is not -999.25");
  }

  void check_curves() {
    const auto found = sections_.find('C');
    if (found == sections_.end() || found->second.empty()) return complain(0, "~C names no curve");
    const std::vector<HeaderLine>& curves = found->second;
    const HeaderLine& index = curves.front();
    if (index.mnemonic != "DEPT" && index.mnemonic != "DEPTH" && index.mnemonic != "TIME" &&
        index.mnemonic != "INDEX") {
      complain(index.line, "the index is called " + index.mnemonic);
    }
    if (index.unit != "M" && index.unit != "F" && index.unit != "FT")
      complain(index.line, "the index unit is not M, F or FT");
    for (const char* name : {"STRT", "STOP", "STEP"}) {
      const HeaderLine* line = find('W', name);
      if (line != nullptr && line->unit != index.unit) {
        complain(line->line, std::string(name) + " is in another unit than the index");
      }
    }
    if (!column_ends_.empty() && column_ends_.size() != curves.size()) {
      complain(0, "~C names " + std::to_string(curves.size()) + " curves, ~A has " +
                      std::to_string(column_ends_.size()) + " columns");
    }
  }

  std::optional<Exact> well_number(const char* name) {
    const HeaderLine* line = find('W', name);
    if (line == nullptr) return std::nullopt;
    const std::optional<Exact> value = exact_number(line->data);
    if (!value) complain(line->line, std::string(name) + " is no plain decimal number");
    return value;
  }

  void check_index() {
    const std::optional<Exact> start = well_number("STRT");
    const std::optional<Exact> stop = well_number("STOP");
    const std::optional<Exact> step = well_number("STEP");
    if (index_.empty()) return complain(0, "~A has no rows");
    if (start && *start != index_.front()) complain(0, "STRT is not the first index");
    if (stop && *stop != index_.back()) complain(0, "STOP is not the last index");
    check_order();
    if (step) check_step(*step);
  }

  void check_order() {
    for (std::size_t i = 1; i < index_.size(); ++i) {
      const bool goes_on = index_[1] > index_[0] ? index_[i] > index_[i - 1] : index_[i] < index_[i - 1];
      if (!goes_on) return complain(index_lines_[i], "the index does not go on in one direction");
    }
  }

  void check_step(Exact step) {
    if (step != 0) {
      for (std::size_t i = 1; i < index_.size(); ++i) {
        if (index_[i] - index_[i - 1] != step) {
          return complain(index_lines_[i], "the index does not advance by STEP");
        }
      }
      if (index_.front() % step != 0) complain(0, "STRT is no whole multiple of STEP");
      if (index_.back() % step != 0) complain(0, "STOP is no whole multiple of STEP");
      return;
    }
    if (index_.size() < 2) return;
    const Exact first = index_[1] - index_[0];
    if (first == 0 || index_[0] % first != 0) return;
    for (std::size_t i = 1; i < index_.size(); ++i) {
      if (index_[i] - index_[i - 1] != first) return;
    }
    complain(0, "STEP is 0 though the index is regular");
  }

  std::string_view bytes_;
  std::vector<std::string_view> lines_;
  std::vector<std::string> complaints_;
  char section_ = '\0';
  std::string order_;
  std::map<char, std::vector<HeaderLine>> sections_;
  std::vector<std::size_t> column_ends_;
  std::vector<Exact> index_;
  std::vector<int> index_lines_;
};

}  // namespace

std::vector<std::string> check_las(std::string_view bytes) { return Checker(bytes).run(); }

}  // namespace logdigitise::testing
