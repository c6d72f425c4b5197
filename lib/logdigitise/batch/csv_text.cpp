#include "logdigitise/batch/csv_text.hpp"

#include <fmt/format.h>

#include "logdigitise/core/error.hpp"

namespace logdigitise::batch {

namespace {

/// Reads one text from its beginning to its end.
class CsvParser {
 public:
  CsvParser(std::string_view text, const std::string& name) : rest_(text), name_(name) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
  }

  std::vector<CsvRow> rows() {
    std::vector<CsvRow> all;
    while (!rest_.empty()) {
      CsvRow row = next_row();
      const bool is_blank = row.fields.size() == 1 && row.fields.front().empty();
      if (!is_blank) all.push_back(std::move(row));
    }
    return all;
  }

 private:
  CsvRow next_row() {
    CsvRow row{line_, {}};
    while (true) {
      row.fields.push_back(!rest_.empty() && rest_[0] == '"' ? quoted() : plain());
      if (rest_.empty()) return row;
      const char end = take();
      if (end == ',') continue;
      ++line_;  // `end` is the line's end: quoted() and plain() stop at nothing else.
      return row;
    }
  }

  char take() {
    const char c = rest_[0];
    rest_.remove_prefix(1);
    return c;
  }

  std::string plain() {
    const std::size_t length = std::min(rest_.find_first_of(",\n"), rest_.size());
    std::string field(rest_.substr(0, length));
    rest_.remove_prefix(length);
    const bool ends_line = rest_.empty() || rest_[0] == '\n';
    if (ends_line && field.ends_with('\r')) field.pop_back();
    return field;
  }

  std::string quoted() {
    const int begin = line_;
    take();
    std::string field;
    while (!rest_.empty()) {
      const char c = take();
      if (c == '\n') ++line_;
      if (c != '"') {
        field += c;
      } else if (!rest_.empty() && rest_[0] == '"') {
        field += take();
      } else {
        if (rest_.starts_with("\r\n") || rest_ == "\r") rest_.remove_prefix(1);
        if (rest_.empty() || rest_[0] == ',' || rest_[0] == '\n') return field;
        throw fault(line_, "has text after a closing quote; expected a comma or the line's end");
      }
    }
    throw fault(begin, "has a quote that is not closed");
  }

  [[nodiscard]] Error fault(int line, const char* what) const {
    return usage_error(fmt::format("{}:{}", name_, line), what);
  }

  std::string_view rest_;
  const std::string& name_;
  int line_ = 1;
};

}  // namespace

std::vector<CsvRow> parse_csv(std::string_view text, const std::string& name) {
  return CsvParser(text, name).rows();
}

std::string csv_field(std::string_view text) {
  std::string field;
  const bool looks_like_a_formula =
      !text.empty() && std::string_view("=+-@\t").find(text[0]) != std::string_view::npos;
  if (looks_like_a_formula) field += '\'';
  field += text;
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace logdigitise::batch
