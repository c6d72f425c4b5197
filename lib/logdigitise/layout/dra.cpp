#include "logdigitise/layout/dra.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <system_error>
#include <utility>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/nearest_name.hpp"

namespace logdigitise::layout {

namespace {

constexpr std::array<std::string_view, 6> kRecords{"FILE", "WELL", "LOG", "DPTH", "CURV", "HEAD"};
constexpr double kMostSize = 1e9;  // Of a pixel or a depth.

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

/// A line, taken apart, and where it stands.
class Record {
 public:
  Record(std::string_view line, std::string where) : where_(std::move(where)) {
    split(line);
    name_ = upper(fields_.front());
  }

  [[noreturn]] void fail(const std::string& what, const std::string& what_to_do = {}) const {
    throw input_error(where_, what, what_to_do);
  }

  [[nodiscard]] const std::string& name() const { return name_; }
  /// Of a field that need not be there; empty then.
  [[nodiscard]] std::string text(std::size_t field) const {
    return field < fields_.size() ? fields_[field] : std::string();
  }
  [[nodiscard]] bool has(std::size_t field) const { return !text(field).empty(); }

  [[nodiscard]] double number(std::size_t field, const char* what) const {
    const std::string text = this->text(field);
    double value = 0.0;
    const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
    const char* end = text.data() + text.size();
    const std::from_chars_result read = std::from_chars(begin, end, value);
    if (read.ec != std::errc() || read.ptr != end || !(std::abs(value) <= kMostSize)) {
      fail(fmt::format("{}: {} (field {}) is \"{}\"; expected a number", name_, what, field, text));
    }
    return value;
  }

  [[nodiscard]] DraPixel pixel(std::size_t field, const char* what) const {
    return {number(field, what), number(field + 1, what)};
  }
  [[nodiscard]] DraBox box() const { return {pixel(1, "top left"), pixel(3, "bottom right")}; }

 private:
  void split(std::string_view line) {
    for (;;) {
      line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
      std::string field;
      if (line.starts_with('"')) {
        const std::size_t close = line.find('"', 1);
        if (close == std::string_view::npos) fail("a quote is opened and not closed; expected a second one");
        field = line.substr(1, close - 1);
        line.remove_prefix(close + 1);
      }
      const std::size_t comma = std::min(line.find(','), line.size());
      // What stands between a closing quote and the comma belongs to the text too: 5" CASING has one quote.
      fields_.push_back(field + std::string(trimmed(line.substr(0, comma))));
      if (comma == line.size()) return;
      line.remove_prefix(comma + 1);
    }
  }

  std::string where_;
  std::string name_;
  std::vector<std::string> fields_;
};

class Reader {
 public:
  explicit Reader(const std::string& name) : name_(name) {}

  void add(const Record& record, int line) {
    if (record.name() == "FILE") return add_file(record);
    if (!has_file_) {
      record.fail(fmt::format("is {}; expected a FILE record first", record.name()), "Is this a DRA?");
    }
    if (record.name() == "WELL") {
      file_.wells.push_back({record.text(1), record.text(2), record.text(3), {}});
    } else if (record.name() == "LOG") {
      add_log(record, line);
    } else if (record.name() == "DPTH") {
      log_of(record).points.push_back({record.number(1, "depth"), record.pixel(2, "position")});
    } else if (record.name() == "CURV") {
      log_of(record).curve_scales = record.box();
    } else if (record.name() == "HEAD") {
      log_of(record).header = record.box();
    } else {
      record.fail(fmt::format("\"{}\" is no record of a DRA", record.name()),
                  did_you_mean(record.name(), kRecords));
    }
  }

  [[nodiscard]] DraFile take() {
    if (!has_file_)
      throw input_error(name_, "has no records; expected a FILE record first", "Is this a DRA?");
    return std::move(file_);
  }

 private:
  void add_file(const Record& record) {
    if (has_file_) record.fail("is a second FILE record; expected one at the beginning");
    has_file_ = true;
    file_.version = record.text(1);
    const std::optional<DepthUnit> unit = depth_unit_from_name(record.text(2));
    if (!unit) {
      record.fail(fmt::format("FILE: the depth unit is \"{}\"; expected feet or metres", record.text(2)),
                  "Write FT or M as its second field");
    }
    file_.unit = *unit;
    file_.vendor = record.text(3);
  }

  void add_log(const Record& record, int line) {
    if (file_.wells.empty()) record.fail("LOG stands above any WELL; expected it below one");
    DraLog log;
    log.line = line;
    log.image = record.text(1);
    log.name = record.text(2);
    log.vertical_scale = record.text(3);
    log.top = record.number(4, "top depth");
    log.base = record.number(7, "base depth");
    // Of the corners some or none may be known.
    if (record.has(5) || record.has(6)) log.box.top_left = record.pixel(5, "top left");
    if (record.has(8) || record.has(9)) log.box.bottom_right = record.pixel(8, "bottom right");
    file_.wells.back().logs.push_back(std::move(log));
  }

  DraLog& log_of(const Record& record) {
    if (file_.wells.empty() || file_.wells.back().logs.empty())
      record.fail(fmt::format("{} stands above any LOG; expected it below one", record.name()));
    return file_.wells.back().logs.back();
  }

  const std::string& name_;
  DraFile file_;
  bool has_file_ = false;
};

/// Takes the next line off `text`, whatever its end: CR LF, LF or CR.
std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end);
  text.remove_prefix(text.starts_with("\r\n") ? 2 : text.empty() ? 0 : 1);
  return line;
}

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text;
}

}  // namespace

bool looks_like_dra(std::string_view text) {
  text = without_mark(text);
  while (!text.empty()) {
    const std::string_view line = trimmed(next_line(text));
    if (line.empty()) continue;
    return upper(trimmed(line.substr(0, line.find(',')))) == "FILE" &&
           line.find(',') != std::string_view::npos;
  }
  return false;
}

DraFile parse_dra(std::string_view text, const std::string& name) {
  Reader reader(name);
  text = without_mark(text);
  for (int line = 1; !text.empty(); ++line) {
    const std::string_view content = trimmed(next_line(text));
    if (!content.empty()) reader.add(Record(content, fmt::format("{}:{}", name, line)), line);
  }
  return reader.take();
}

}  // namespace logdigitise::layout
