#include "logdigitise/welllog/csv_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/welllog/ascii.hpp"
#include "logdigitise/welllog/las_row.hpp"
#include "logdigitise/welllog/mnemonics.hpp"
#include "logdigitise/welllog/null_values.hpp"

namespace logdigitise::welllog {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kLargestFile = std::size_t{2} << 30U;
constexpr std::size_t kShownText = 60;

/// The first line that is neither blank nor a comment.
std::string_view first_line(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.empty() && line.front() != '#') return line;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

/// One record at a time; a quoted field may hold separators, doubled quotes and line ends.
class RecordReader {
 public:
  RecordReader(std::string_view text, std::string name) : text_(text), name_(std::move(name)) {
    const std::string_view header = first_line(text);
    for (const char candidate : {';', '\t', ','}) {
      if (header.find(candidate) != std::string_view::npos) separator_ = candidate;
    }
  }

  /// False at the end. Skips blank lines, and comments before `after_header`.
  bool next(std::vector<std::string>& fields, bool after_header) {
    while (position_ < text_.size()) {
      line_ = next_line_;
      const std::size_t begin = position_;
      read_record(fields);
      shown_ = text_.substr(begin, std::min(kShownText, position_ - begin));
      const bool is_blank = fields.size() == 1 && trimmed(fields[0]).empty();
      const bool is_comment = !after_header && trimmed(fields[0]).substr(0, 1) == "#";
      if (!is_blank && !is_comment) return true;
    }
    return false;
  }

  [[nodiscard]] Error error(const std::string& what) const {
    return input_error(fmt::format("{}:{}", name_, line_),
                       fmt::format("{}: '{}'", what, trimmed(to_ascii(trimmed(shown_)))));
  }

 private:
  void read_record(std::vector<std::string>& fields) {
    fields.assign(1, {});
    bool quoted = false;
    while (position_ < text_.size()) {
      const char c = text_[position_++];
      if (quoted) {
        if (c == '\n') ++next_line_;
        if (c != '"') {
          fields.back() += c;
        } else if (position_ < text_.size() && text_[position_] == '"') {
          fields.back() += c;
          ++position_;
        } else {
          quoted = false;
        }
      } else if (c == '"' && trimmed(fields.back()).empty()) {
        fields.back().clear();
        quoted = true;
      } else if (c == separator_) {
        fields.emplace_back();
      } else if (c == '\n' || c == '\r') {
        if (c == '\r' && position_ < text_.size() && text_[position_] == '\n') ++position_;
        ++next_line_;
        return;
      } else {
        fields.back() += c;
      }
    }
    if (quoted) throw input_error(fmt::format("{}:{}", name_, line_), "a quote is opened and never closed");
  }

  std::string_view text_;
  std::string name_;
  char separator_ = ',';
  std::size_t position_ = 0;
  std::size_t line_ = 1;
  std::size_t next_line_ = 1;
  std::string_view shown_;
};

struct Column {
  std::string name;
  std::string unit;
};

/// `GR (GAPI)` -> GR and GAPI.
Column column_from_title(std::string_view title) {
  title = trimmed(title);
  for (const std::string_view brackets : {"()", "[]"}) {
    const std::size_t open = title.rfind(brackets[0]);
    if (open != std::string_view::npos && open > 0 && title.back() == brackets[1]) {
      return {std::string(trimmed(title.substr(0, open))),
              std::string(trimmed(title.substr(open + 1, title.size() - open - 2)))};
    }
  }
  return {std::string(title), ""};
}

std::size_t depth_column(const std::vector<Column>& columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (is_depth_name(columns[i].name)) return i;
  }
  return 0;
}

bool is_number(const std::string& field) {
  double value = 0.0;
  return parse_number(trimmed(field), value);
}

double value_of(const std::string& field) {
  double value = kNaN;
  if (!parse_number(trimmed(field), value) || is_common_null(value)) return kNaN;
  return value;
}

void set_depth_unit(WellLog& log, const std::string& unit, const std::string& name) {
  log.depth_unit_is_stated = !unit.empty();
  if (unit.empty()) return;
  const std::optional<DepthUnit> known = depth_unit_from_name(unit);
  if (!known)
    throw input_error(name, fmt::format("the depth is in '{}'; expected feet or metres", to_ascii(unit)));
  log.depth_unit = *known;
}

}  // namespace

WellLog parse_csv(std::string_view text, const std::string& name) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  RecordReader records(text, name);
  std::vector<std::string> fields;
  if (!records.next(fields, false))
    throw input_error(name, "is empty; expected a header line and rows of numbers");
  if (is_number(fields.front()))
    throw records.error("expected a header line with the names of the columns, found");

  std::vector<Column> columns;
  for (const std::string& field : fields) columns.push_back(column_from_title(field));
  const std::size_t depth = depth_column(columns);
  bool more = records.next(fields, true);
  const bool has_units = more && fields.size() == columns.size() && !is_number(fields[depth]) &&
                         std::none_of(fields.begin(), fields.end(), is_number);
  if (has_units) {
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].unit = std::string(trimmed(fields[i]));
    more = records.next(fields, true);
  }

  WellLog log;
  log.index_mnemonic = columns[depth].name;
  set_depth_unit(log, columns[depth].unit, name);
  UniqueNames names;
  static_cast<void>(names.add(log.index_mnemonic));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i == depth) continue;
    Curve curve;
    curve.mnemonic = names.add(columns[i].name);
    curve.unit = columns[i].unit;
    log.curves.push_back(std::move(curve));
  }
  for (; more; more = records.next(fields, true)) {
    if (fields.size() > columns.size()) {
      throw records.error(
          fmt::format("found {} fields, expected the header's {}", fields.size(), columns.size()));
    }
    fields.resize(columns.size());
    double at = kNaN;
    if (!parse_number(trimmed(fields[depth]), at) || !(std::abs(at) < 1e30)) {
      throw records.error(fmt::format("expected a depth in column {}, found", depth + 1));
    }
    log.depths.push_back(at);
    std::size_t curve = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i != depth) log.curves[curve++].values.push_back(value_of(fields[i]));
    }
  }
  return log;
}

WellLog read_csv(const std::filesystem::path& path) {
  const std::string text = read_file(path, kLargestFile);
  return parse_csv(text, path.string());
}

}  // namespace logdigitise::welllog
