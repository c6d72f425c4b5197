#include "logdigitise/synth/draw_well_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "logdigitise/synth/draw_text.hpp"

namespace logdigitise::synth {

namespace {

enum class Form { kLeaders, kRules, kBoxes };

constexpr double kBesideIn = 3.6;  // A column of labels with their values.

struct Look {
  Form form = Form::kRules;
  TextStyle label;
  TextStyle value;
  double line_px = 40.0;  ///< From line to line.
  bool colons = false;
};

/// Text whose left end is at x; y is its middle. Returns where it ends.
double write(cv::Mat& page, const std::string& text, double x, double y, const TextStyle& style) {
  const double width = text_width(text, style);
  draw_text(page, text, {x + 0.5 * width, y}, style);
  return x + width;
}

void rule(cv::Mat& page, double x0, double y0, double x1, double y1, int thickness = 1) {
  cv::line(page, cv::Point(static_cast<int>(x0), static_cast<int>(y0)),
           cv::Point(static_cast<int>(x1), static_cast<int>(y1)), cv::Scalar::all(0), thickness);
}

std::string label_of(const std::string& key, Random& random) {
  const auto one_of = [&](std::initializer_list<const char*> list) {
    return std::string(*(list.begin() + random.integer(0, static_cast<int>(list.size()) - 1)));
  };
  if (key == "WELL") return one_of({"WELL", "WELL", "WELL NAME", "Well"});
  if (key == "COMP") return one_of({"COMPANY", "COMPANY", "Company", "OPERATOR"});
  if (key == "FLD") return one_of({"FIELD", "FIELD", "Field"});
  if (key == "CNTY") return one_of({"COUNTY", "COUNTY", "County", "PARISH"});
  if (key == "STAT") return one_of({"STATE", "STATE", "State"});
  if (key == "LOC") return one_of({"LOCATION", "LOCATION", "Location"});
  if (key == "API") return one_of({"API NO.", "API SERIAL NO.", "API NUMBER", "API"});
  if (key == "DATE") return one_of({"DATE", "Date", "DATE LOGGED"});
  if (key == "EKB") return one_of({"K.B.", "KB", "ELEV. KB"});
  return "SERVICE COMPANY";
}

Look random_look(double dpi, Random& random) {
  Look look;
  look.form = static_cast<Form>(random.integer(0, 2));
  look.label.font = random.integer(0, 4);
  look.label.height_px = random.uniform(0.075, 0.11) * dpi;
  look.label.thickness_px = look.label.height_px * random.uniform(0.08, 0.17);
  look.value = look.label;
  look.value.font = random.chance(0.5) ? 1 : random.integer(0, 4);  // 1: the nearest to a typewriter.
  look.value.height_px = look.label.height_px * random.uniform(0.9, 1.2);
  look.value.thickness_px = look.value.height_px * random.uniform(0.08, 0.15);
  look.line_px = look.label.height_px *
                 (look.form == Form::kBoxes ? random.uniform(3.8, 4.6) : random.uniform(2.0, 3.0));
  look.colons = random.chance(0.3);
  return look;
}

void draw_field(cv::Mat& page, const Look& look, const std::string& label, const std::string& value, double x,
                double y, double width) {
  const std::string text = look.colons ? label + ":" : label;
  if (look.form == Form::kBoxes) {
    cv::rectangle(page,
                  cv::Rect(static_cast<int>(x), static_cast<int>(y), static_cast<int>(width),
                           static_cast<int>(look.line_px)),
                  cv::Scalar::all(0), 1);
    write(page, text, x + 0.5 * look.label.height_px, y + 0.9 * look.label.height_px, look.label);
    write(page, value, x + look.label.height_px, y + look.line_px - 1.1 * look.value.height_px, look.value);
    return;
  }
  const double base = y + 0.5 * look.line_px;
  const double end = write(page, text, x, base, look.label) + 0.5 * look.label.height_px;
  const double from = std::max(end, x + 9.0 * look.label.height_px);
  write(page, value, from, base - 0.1 * look.value.height_px, look.value);
  const double below = base + 0.75 * look.value.height_px;
  if (look.form == Form::kRules) {
    rule(page, end, below, x + width, below);
  } else {
    for (double dot = end; dot < x + width; dot += 0.5 * look.label.height_px)
      cv::circle(page, cv::Point(static_cast<int>(dot), static_cast<int>(below)), 1, cv::Scalar::all(0), -1);
  }
}

/// A table of runs as every header has one: figures that belong to nothing that is asked for.
void draw_runs(cv::Mat& page, const Look& look, double x, double y, Random& random) {
  constexpr std::array kRows = {"Depth - Driller",    "Bottom Logged Interval", "Bit Size",
                                "Type Fluid in Hole", "Max. Rec. Temp.",        "Recorded By",
                                "Witnessed By"};
  constexpr std::array kNames = {"HUNT", "PATTERSON", "BYRNE", "WARREN", "LEWIS"};
  for (const char* row : kRows) {
    if (y + look.line_px > page.rows) return;
    write(page, row, x, y, look.label);
    const bool is_name = std::string(row).find("By") != std::string::npos;
    const std::string value = is_name ? kNames[static_cast<std::size_t>(random.integer(0, 4))]
                                      : fmt::format("{}", random.integer(7, 12000));
    write(page, value, x + 16.0 * look.label.height_px, y, look.value);
    rule(page, x, y + look.label.height_px, page.cols - 2.0, y + look.label.height_px);
    y += 2.1 * look.label.height_px;
  }
}

cv::Mat draw_form(const WellFacts& facts, cv::Size size, double dpi, Random& random) {
  cv::Mat page(size, CV_8UC3, cv::Scalar::all(255));
  Look look = random_look(dpi, random);
  const double margin = 0.08 * dpi;
  TextStyle title = look.label;
  title.height_px = 1.7 * look.label.height_px;
  title.thickness_px = 1.8 * look.label.thickness_px;
  constexpr std::array kTitles = {"INDUCTION ELECTRICAL LOG", "GAMMA RAY NEUTRON", "DUAL INDUCTION",
                                  "COMPENSATED DENSITY", "ELECTRICAL LOG"};
  double y = margin + title.height_px;
  write(page, kTitles[static_cast<std::size_t>(random.integer(0, 4))], margin + 0.2 * size.width, y, title);
  y += 1.5 * title.height_px;

  std::vector<std::string> keys = {"COMP", "WELL", "FLD",  "CNTY", "STAT",
                                   "LOC",  "API",  "DATE", "EKB",  "SRVC"};
  if (random.chance(0.5)) std::swap(keys[0], keys[1]);
  if (random.chance(0.4)) std::swap(keys[2], keys[5]);
  const bool two_columns = size.width > 2.0 * kBesideIn * dpi;
  const double width = two_columns ? 0.62 * size.width : size.width - 2.0 * margin;
  const double top = y;
  for (const std::string& key : keys) {
    const auto fact = facts.find(key);
    if (fact == facts.end()) continue;
    draw_field(page, look, label_of(key, random), fact->second, margin, y, width);
    y += look.line_px;
  }
  if (two_columns) {
    const double x = margin + width + 0.3 * dpi;
    double beside = top + look.line_px;
    for (const char* text : {"Other Services:", "SONIC", "Permanent Datum: G.L.", "REMARKS"}) {
      write(page, text, x, beside, look.label);
      beside += 1.3 * look.line_px;
    }
  }
  draw_runs(page, look, margin, y + 2.0 * look.label.height_px, random);
  if (random.chance(0.7))
    cv::rectangle(page, cv::Rect(1, 1, size.width - 2, size.height - 2), cv::Scalar::all(0), 2);
  return page;
}

}  // namespace

void draw_well_header(cv::Mat& page, const SheetSpec& sheet, Random random) {
  const int margin = static_cast<int>(0.06 * sheet.dpi);
  const cv::Size room(page.cols - 2 * margin, static_cast<int>(sheet.well_header_px) - 2 * margin);
  if (room.height < sheet.dpi || room.width < sheet.dpi) return;
  const int turn = random.chance(0.5) ? 0 : random.chance(0.8) ? 90 : -90;
  const cv::Size size = turn == 0 ? room : cv::Size(room.height, room.width);
  cv::Mat form = draw_form(sheet.well, size, sheet.dpi, random);
  if (turn == 90) cv::rotate(form, form, cv::ROTATE_90_CLOCKWISE);
  if (turn == -90) cv::rotate(form, form, cv::ROTATE_90_COUNTERCLOCKWISE);
  form.copyTo(page(cv::Rect(margin, margin, room.width, room.height)));
}

}  // namespace logdigitise::synth
