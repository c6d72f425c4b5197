#include "logdigitise/welllog/las_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/welllog/ascii.hpp"
#include "logdigitise/welllog/las_header_line.hpp"
#include "logdigitise/welllog/las_row.hpp"
#include "logdigitise/welllog/mnemonics.hpp"
#include "logdigitise/welllog/null_values.hpp"

namespace logdigitise::welllog {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kLargestFile = std::size_t{2} << 30U;
constexpr std::size_t kShownText = 60;

struct Line {
  std::string_view text;  ///< Without its end.
  std::size_t number = 0;
};

/// The lines of a text that say something: no blank ones, no comments. CR LF, LF and CR all end a line.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : text_(text) {}

  bool next(Line& line) {
    while (at_ < text_.size()) {
      // Looked for once: a file that ends its lines with CR alone would be searched to its end for each line.
      if (lf_ < at_ || at_ == 0) lf_ = std::min(text_.find('\n', at_), text_.size());
      std::string_view text = text_.substr(at_, lf_ - at_);
      if (const std::size_t cr = text.find('\r'); cr != std::string_view::npos) {
        // Old Macintosh files end lines with CR alone; a CR before the LF belongs to that LF.
        text = text.substr(0, cr);
        at_ += cr + 1;
        if (at_ == lf_ && lf_ < text_.size()) ++at_;
      } else {
        at_ = lf_ + 1;
      }
      ++number_;
      const std::size_t first = text.find_first_not_of(kBlanks);
      if (first == std::string_view::npos || text[first] == '#') continue;
      line = {text, number_};
      return true;
    }
    return false;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;  ///< Where the next line begins.
  std::size_t lf_ = 0;  ///< The first LF from there on.
  std::size_t number_ = 0;
};

struct Column {
  std::string mnemonic;
  std::string unit;
  std::string description;
};

class LasParser {
 public:
  LasParser(std::string_view text, std::string name) : lines_(text), name_(std::move(name)) {}

  WellLog parse() {
    read_header();
    settle_columns();
    settle_unit();
    read_data();
    return std::move(log_);
  }

 private:
  [[nodiscard]] Error error_at(const Line& line, const std::string& what) const {
    const std::string shown = to_ascii(trimmed(line.text).substr(0, kShownText));
    return input_error(fmt::format("{}:{}", name_, line.number), fmt::format("{}: '{}'", what, shown));
  }

  /// Reads up to and with the ~A line.
  void read_header() {
    char section = '\0';
    Line line;
    while (lines_.next(line)) {
      const std::string_view text = trimmed(line.text);
      if (text.front() == '~') {
        section = begin_section(text);
        if (section == 'A') {
          data_title_ = line;
          return;
        }
      } else if (section == '\0') {
        throw error_at(line, "is not LAS; expected a section that begins with ~");
      } else if (section == 'O') {
        log_.remarks.push_back(to_ascii(text));
      } else if (section != '-') {
        read_header_line(section, line);
      }
    }
    throw input_error(name_, section == '\0' ? "is not LAS; it has no section that begins with ~"
                                             : "has no data; expected a section ~A");
  }

  /// The letter of a section that is understood, `-` for one that is skipped.
  char begin_section(std::string_view text) {
    const std::string title = upper_case(text.substr(1, 40));
    const char letter = title.empty() ? '-' : title.front();
    if (letter == 'C' && !columns_.empty()) return '-';  // A later ~Core or so.
    return std::string_view("VWCOA").find(letter) == std::string_view::npos ? '-' : letter;
  }

  void read_header_line(char section, const Line& line) {
    const std::optional<LasHeaderLine> parsed = parse_header_line(line.text);
    if (!parsed) return;
    const std::string mnemonic = upper_case(parsed->mnemonic);
    if (section == 'V') {
      if (mnemonic == "VERS") version_1_ = !parsed->data.empty() && parsed->data.front() == '1';
      if (mnemonic == "WRAP") wrapped_ = upper_case(parsed->data).rfind('Y', 0) == 0;
    } else if (section == 'W') {
      read_well_line(mnemonic, *parsed);
    } else {
      columns_.push_back({parsed->mnemonic, parsed->unit, parsed->description});
    }
  }

  void read_well_line(const std::string& mnemonic, const LasHeaderLine& line) {
    if (mnemonic == "STRT" || mnemonic == "STOP" || mnemonic == "STEP") {
      if (start_unit_.empty()) start_unit_ = line.unit;
    } else if (mnemonic == "NULL") {
      double value = 0.0;
      if (parse_number(line.data, value)) stated_null_ = value;
    } else {
      log_.well.emplace(mnemonic, well_value(line, version_1_));
    }
  }

  /// Without a ~C section the ~A line may name the columns.
  void settle_columns() {
    if (!columns_.empty()) return;
    const std::string title = to_ascii(data_title_.text);
    std::string_view rest = trimmed(title);
    std::vector<std::string> names;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      names.emplace_back(rest.substr(0, end));
      rest = trimmed(rest.substr(end));
    }
    const bool has_names = names.size() > 2 && upper_case(names[1]).rfind("DEP", 0) == 0;
    if (has_names) {
      for (std::size_t i = 1; i < names.size(); ++i) columns_.push_back({names[i], "", ""});
    } else {
      columns_are_open_ = true;  // As many as the first row has.
      columns_.push_back({"DEPT", "", ""});
    }
  }

  void settle_unit() {
    std::string_view unit = columns_.front().unit.empty() ? start_unit_ : columns_.front().unit;
    while (!unit.empty() && unit.back() == '.') unit.remove_suffix(1);
    log_.index_mnemonic = columns_.front().mnemonic;
    log_.depth_unit_is_stated = !unit.empty();
    if (unit.empty()) return;
    const std::optional<DepthUnit> known = depth_unit_from_name(unit);
    if (!known) {
      throw input_error(name_, fmt::format("the index {} is in '{}'; expected feet or metres",
                                           columns_.front().mnemonic, unit));
    }
    log_.depth_unit = *known;
  }

  void add_curves() {
    UniqueNames names;
    static_cast<void>(names.add(log_.index_mnemonic));
    for (std::size_t i = 1; i < columns_.size(); ++i) {
      Curve curve;
      curve.mnemonic = names.add(columns_[i].mnemonic);
      curve.unit = columns_[i].unit;
      curve.description = columns_[i].description;
      log_.curves.push_back(std::move(curve));
    }
  }

  void read_data() {
    Line line;
    std::vector<LasField> fields;
    bool more = next_data_line(line);
    // Some put a line of names or units under ~A.
    if (more) {
      split_row(line.text, columns_.size(), fields);
      const bool has_number =
          std::any_of(fields.begin(), fields.end(), [](const LasField& field) { return field.is_number; });
      if (!has_number) more = next_data_line(line);
    }
    if (more && columns_are_open_) {
      split_row(line.text, 0, fields);
      for (std::size_t i = 1; i < fields.size(); ++i) columns_.push_back({fmt::format("C{}", i), "", ""});
    }
    add_curves();
    if (!more) return;
    split_row(line.text, columns_.size(), fields);
    // A depth alone on its line is how wrapped data begin, whatever WRAP says.
    if (columns_.size() > 1 && fields.size() == 1) wrapped_ = true;
    if (wrapped_) {
      read_wrapped(line);
    } else {
      do {
        split_row(line.text, columns_.size(), fields);
        add_row(line, fields);
      } while (next_data_line(line));
    }
  }

  /// False at the end of the data: of the file, or where another section begins.
  bool next_data_line(Line& line) { return lines_.next(line) && trimmed(line.text).front() != '~'; }

  void read_wrapped(Line line) {
    std::vector<LasField> record;
    std::vector<LasField> fields;
    Line begin = line;
    split_row(line.text, columns_.size(), fields);
    const bool depth_stands_alone = fields.size() == 1;
    do {
      split_row(line.text, columns_.size(), fields);
      if (record.empty()) {
        begin = line;
        if (depth_stands_alone && fields.size() > 1) {
          throw error_at(
              line,
              "expected a depth alone on its line (a wrapped record before it has a value too few), found");
        }
      }
      record.insert(record.end(), fields.begin(), fields.end());
      if (record.size() > columns_.size()) {
        throw error_at(line, fmt::format("the record begun in line {} has more than its {} values",
                                         begin.number, columns_.size()));
      }
      if (record.size() == columns_.size()) {
        add_row(begin, record);
        check_direction(begin);
        record.clear();
      }
    } while (next_data_line(line));
    if (!record.empty()) add_row(begin, record);
  }

  /// A wrapped record with a value too few or too many shifts all that follow: the depths then run wild.
  void check_direction(const Line& line) const {
    const std::vector<double>& depths = log_.depths;
    const std::size_t n = depths.size();
    if (n < 3 || (depths[n - 1] - depths[n - 2] > 0.0) == (depths[1] - depths[0] > 0.0)) return;
    throw error_at(line,
                   fmt::format("the depth {} follows {}; a wrapped record before it must have a value too "
                               "many or too few",
                               depths[n - 1], depths[n - 2]));
  }

  void add_row(const Line& line, const std::vector<LasField>& fields) {
    if (!fields.front().is_number || !(std::abs(fields.front().value) < 1e30)) {
      throw error_at(line, "expected a depth at the start of the line, found");
    }
    log_.depths.push_back(fields.front().value);
    const bool is_short = fields.size() < columns_.size();
    bool lost = false;
    for (std::size_t i = 1; i < columns_.size(); ++i) {
      double value = kNaN;
      if (i < fields.size()) {
        lost = lost || (is_short && !fields[i].is_number);
        if (!lost && !is_null(fields[i].value)) value = fields[i].value;
      }
      log_.curves[i - 1].values.push_back(value);
    }
  }

  [[nodiscard]] bool is_null(double value) const { return value == stated_null_ || is_common_null(value); }

  LineReader lines_;
  std::string name_;
  WellLog log_;
  std::vector<Column> columns_;
  Line data_title_;
  std::string start_unit_;
  double stated_null_ = kNullValue;
  bool version_1_ = false;
  bool wrapped_ = false;
  bool columns_are_open_ = false;
};

}  // namespace

WellLog parse_las(std::string_view text, const std::string& name) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  return LasParser(text, name).parse();
}

WellLog read_las(const std::filesystem::path& path) {
  const std::string text = read_file(path, kLargestFile);
  return parse_las(text, path.string());
}

}  // namespace logdigitise::welllog
