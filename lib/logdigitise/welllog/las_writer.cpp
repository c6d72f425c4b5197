#include "logdigitise/welllog/las_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "logdigitise/core/error.hpp"
#include "logdigitise/welllog/ascii.hpp"
#include "logdigitise/welllog/mnemonics.hpp"
#include "logdigitise/welllog/null_values.hpp"
#include "logdigitise/welllog/number_text.hpp"

namespace logdigitise::welllog {

namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kNullText = "-999.25";
constexpr std::size_t kLongestLine = 256 - kLineEnd.size();
constexpr std::size_t kNameWidth = 14;
constexpr std::size_t kDataWidth = 26;

struct WellField {
  std::string_view mnemonic;
  std::string_view description;
};
constexpr std::array<WellField, 14> kWellFields = {{{"COMP", "COMPANY"},
                                                    {"WELL", "WELL"},
                                                    {"FLD", "FIELD"},
                                                    {"LOC", "LOCATION"},
                                                    {"PROV", "PROVINCE"},
                                                    {"CNTY", "COUNTY"},
                                                    {"STAT", "STATE"},
                                                    {"CTRY", "COUNTRY"},
                                                    {"SRVC", "SERVICE COMPANY"},
                                                    {"DATE", "LOG DATE"},
                                                    {"UWI", "UNIQUE WELL ID"},
                                                    {"API", "API NUMBER"},
                                                    {"KB", "ELEVATION OF KELLY BUSHING"},
                                                    {"RUN", "RUN NUMBER"}}};

/// The lines of a file, each cut to the length LAS allows.
class LasLines {
 public:
  void add(std::string_view line) {
    text_ += line.substr(0, kLongestLine);
    text_ += kLineEnd;
  }

  /// `MNEM.UNIT  DATA : DESCRIPTION`. The last colon of a line is the delimiter, so a description has none.
  void add_header(std::string_view mnemonic, std::string_view unit, std::string_view data,
                  std::string_view description) {
    const std::string name = fmt::format("{}.{}", mnemonic, legal_unit(unit));
    const std::string ascii_data = to_ascii(data);
    std::string ascii_description = to_ascii(description);
    std::replace(ascii_description.begin(), ascii_description.end(), ':', ';');
    const std::size_t room =
        kLongestLine - std::max(name.size(), kNameWidth) - std::string_view("  : ").size();
    std::string line =
        fmt::format("{:<{}} {:<{}} : {}", name, kNameWidth, trimmed(ascii_data).substr(0, room), kDataWidth,
                    trimmed(ascii_description));
    while (line.size() > kLongestLine || line.back() == ' ') line.pop_back();
    add(line);
  }

  [[nodiscard]] std::string& text() { return text_; }

 private:
  std::string text_;
};

/// ~W as a map from upper-case legal mnemonic to data; what the index says itself is left out.
std::map<std::string, std::string> well_data(const WellLog& log) {
  std::map<std::string, std::string> data;
  for (const auto& [name, value] : log.well) {
    const std::string mnemonic = upper_case(legal_mnemonic(name));
    const bool of_index =
        mnemonic == "STRT" || mnemonic == "STOP" || mnemonic == "STEP" || mnemonic == "NULL";
    if (!of_index) data.emplace(mnemonic, value);
  }
  // The standard lets county, state and country stand for the province, and API for UWI.
  if (data.count("CNTY") + data.count("STAT") + data.count("CTRY") > 0) {
    for (const char* name : {"CNTY", "STAT", "CTRY"}) data.emplace(name, "");
  } else {
    data.emplace("PROV", "");
  }
  if (data.count("API") == 0) data.emplace("UWI", "");
  for (const char* name : {"COMP", "WELL", "FLD", "LOC", "SRVC", "DATE"}) data.emplace(name, "");
  return data;
}

void add_well(LasLines& lines, const WellLog& log, const DepthTicks& index) {
  const std::string_view unit = depth_unit_name(log.depth_unit);
  lines.add("~WELL INFORMATION");
  lines.add_header("STRT", unit, tick_text(index.ticks.front(), index.decimals), "START DEPTH");
  lines.add_header("STOP", unit, tick_text(index.ticks.back(), index.decimals), "STOP DEPTH");
  lines.add_header("STEP", unit, tick_text(index.step, index.decimals),
                   index.step == 0 ? "STEP (0 = IRREGULAR)" : "STEP");
  lines.add_header("NULL", "", kNullText, "NULL VALUE");
  std::map<std::string, std::string> data = well_data(log);
  for (const WellField& field : kWellFields) {
    const auto found = data.find(std::string(field.mnemonic));
    if (found == data.end()) continue;
    lines.add_header(field.mnemonic, "", found->second, field.description);
    data.erase(found);
  }
  for (const auto& [mnemonic, value] : data) lines.add_header(mnemonic, "", value, "");
}

void add_parameters(LasLines& lines, const std::vector<LasParameter>& parameters) {
  if (parameters.empty()) return;
  lines.add("~PARAMETER INFORMATION");
  UniqueNames names;
  for (const LasParameter& parameter : parameters) {
    lines.add_header(names.add(legal_mnemonic(parameter.mnemonic)), parameter.unit, parameter.value,
                     parameter.description);
  }
}

/// Words of a remark on as many lines as it takes.
void add_remark(LasLines& lines, std::string_view remark) {
  const std::string ascii = to_ascii(remark);
  std::string_view rest = trimmed(ascii);
  while (!rest.empty()) {
    // A line of ~O that began with ~ or # would be a section or a comment.
    const bool is_markup = rest.front() == '~' || rest.front() == '#';
    const std::string_view lead = is_markup ? "- " : "";
    std::size_t length = kLongestLine - lead.size();
    if (rest.size() > length) {
      const std::size_t blank = rest.rfind(' ', length);
      if (blank != std::string_view::npos && blank > 0) length = blank;
    }
    lines.add(fmt::format("{}{}", lead, trimmed(rest.substr(0, length))));
    rest = rest.size() > length ? trimmed(rest.substr(length)) : std::string_view();
  }
}

void add_remarks(LasLines& lines, const std::vector<std::string>& remarks) {
  const bool any = std::any_of(remarks.begin(), remarks.end(),
                               [](const std::string& remark) { return !trimmed(to_ascii(remark)).empty(); });
  if (!any) return;
  lines.add("~OTHER INFORMATION");
  for (const std::string& remark : remarks) add_remark(lines, remark);
}

std::string index_name(const WellLog& log) {
  const std::string name = upper_case(trimmed(log.index_mnemonic));
  return name == "DEPTH" ? name : "DEPT";
}

/// The formats of all curves, with decimals taken away where lines would grow too long, and the column width.
std::vector<CurveFormat> fitting_formats(const WellLog& log, int depth_width, int& width) {
  std::vector<CurveFormat> formats;
  int widest = std::max(depth_width, static_cast<int>(kNullText.size()));
  for (const Curve& curve : log.curves) {
    formats.push_back(curve_format(curve.values));
    widest = std::max(widest, formats.back().width);
  }
  const int columns = static_cast<int>(log.curves.size()) + 1;
  width = std::min(widest + 1, static_cast<int>(kLongestLine) / columns);
  for (std::size_t i = 0; i < formats.size(); ++i) {
    CurveFormat& format = formats[i];
    while (format.width >= width && format.decimals > format.fewest_decimals) {
      --format.decimals;
      format.width = widest_number(log.curves[i].values, format.decimals);
    }
    if (format.width >= width) width = 0;
  }
  if (width <= std::max(depth_width, static_cast<int>(kNullText.size()))) {
    throw usage_error("",
                      fmt::format("{} curves do not fit into LAS lines of 256 characters", log.curves.size()),
                      "Write fewer curves to a file, or write CSV");
  }
  return formats;
}

/// The names above their columns if all fit there, else only the section's own.
std::string data_title(const std::vector<std::string>& names, int width) {
  std::string title = "~A";
  for (std::size_t i = 0; i < names.size(); ++i) {
    const int room = i == 0 ? width - static_cast<int>(title.size()) : width;
    if (static_cast<int>(names[i].size()) >= room) return "~ASCII LOG DATA";
    title += fmt::format("{:>{}}", names[i], room);
  }
  return title;
}

void add_data(LasLines& lines, const WellLog& log, const DepthTicks& index,
              const std::vector<std::string>& names) {
  int depth_width = 0;
  for (const std::int64_t tick : {index.ticks.front(), index.ticks.back()}) {
    depth_width = std::max(depth_width, static_cast<int>(tick_text(tick, index.decimals).size()));
  }
  int width = 0;
  const std::vector<CurveFormat> formats = fitting_formats(log, depth_width, width);
  lines.add(data_title(names, width));
  std::string& text = lines.text();
  const auto column = static_cast<std::size_t>(width);
  text.reserve(text.size() + log.depths.size() * ((log.curves.size() + 1) * column + kLineEnd.size()));
  std::string number;
  const auto append_column = [&] {
    text.append(column - number.size(), ' ');
    text += number;
  };
  for (std::size_t row = 0; row < log.depths.size(); ++row) {
    number = tick_text(index.ticks[row], index.decimals);
    append_column();
    for (std::size_t i = 0; i < log.curves.size(); ++i) {
      const double value = log.curves[i].values[row];
      number.clear();
      if (is_writable(value)) {
        append_number(number, value, formats[i].decimals);
      } else {
        number = kNullText;
      }
      append_column();
    }
    text += kLineEnd;
  }
}

void check_lengths(const WellLog& log) {
  for (const Curve& curve : log.curves) {
    if (curve.values.size() == log.depths.size()) continue;
    throw input_error("", fmt::format("curve {} has {} values; expected one for each of the {} depths",
                                      curve.mnemonic, curve.values.size(), log.depths.size()));
  }
}

}  // namespace

std::string las_text(const WellLog& log, const LasWriteOptions& options) {
  check_lengths(log);
  const DepthTicks index = depth_ticks(log.depths);
  LasLines lines;
  lines.add("~VERSION INFORMATION");
  lines.add_header("VERS", "", "2.0", "CWLS LOG ASCII STANDARD - VERSION 2.0");
  lines.add_header("WRAP", "", "NO", "ONE LINE PER DEPTH STEP");
  add_well(lines, log, index);
  add_parameters(lines, options.parameters);

  lines.add("~CURVE INFORMATION");
  UniqueNames unique;
  std::vector<std::string> names = {unique.add(index_name(log))};
  lines.add_header(names.front(), depth_unit_name(log.depth_unit), "", "DEPTH");
  for (const Curve& curve : log.curves) {
    names.push_back(unique.add(legal_mnemonic(curve.mnemonic)));
    lines.add_header(names.back(), curve.unit, "", curve.description);
  }
  add_remarks(lines, log.remarks);
  add_data(lines, log, index, names);
  return std::move(lines.text());
}

}  // namespace logdigitise::welllog
