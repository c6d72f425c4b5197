#include "logdigitise/synth/draw_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "logdigitise/synth/draw_text.hpp"
#include "logdigitise/synth/line_style.hpp"
#include "logdigitise/synth/stroke.hpp"

namespace logdigitise::synth {

namespace {

void draw_grid_line(cv::Mat& mask, cv::Point2d from, cv::Point2d to, const GridLine& line, bool antialiased,
                    Random& random) {
  Ink ink;
  ink.width_px = line.width_px;
  ink.darkness = line.darkness;
  ink.antialiased = antialiased;
  ink.round_ends = false;
  DashPattern pattern;
  pattern.lengths_px = line.dashes_px;
  for (const Polyline& piece : dash({from, to}, pattern, random)) draw_polyline(mask, piece, ink);
}

bool is_multiple(double value, double of) {
  if (of <= 0.0) return false;
  const double ratio = value / of;
  return std::abs(ratio - std::round(ratio)) < 1e-6;
}

void draw_depth_lines(cv::Mat& mask, const SheetSpec& sheet, const TrackSpec& track, Random& random) {
  const DepthLines& lines = sheet.lines;
  double finest = 0.0;
  for (const double spacing : {lines.thin, lines.medium, lines.heavy})
    if (spacing > 0.0 && (finest == 0.0 || spacing < finest)) finest = spacing;
  if (finest <= 0.0) return;
  const auto first = static_cast<long>(std::ceil(sheet.top / finest - 1e-9));
  const auto last = static_cast<long>(std::floor(sheet.base / finest + 1e-9));
  for (long i = first; i <= last; ++i) {
    const double depth = static_cast<double>(i) * finest;
    const GridLine& line = is_multiple(depth, lines.heavy)    ? track.grid.heavy
                           : is_multiple(depth, lines.medium) ? track.grid.medium
                                                              : track.grid.thin;
    const double y = sheet.y_of_depth(depth);
    draw_grid_line(mask, {track.left_px, y}, {track.right_px, y}, line, sheet.antialiased, random);
  }
}

void draw_value_lines(cv::Mat& mask, const SheetSpec& sheet, const TrackSpec& track, Random& random) {
  const double top = sheet.section_y;
  const double base = sheet.section_end_y();
  const double width = track.right_px - track.left_px;
  for (const ValueLine& value : value_lines(track)) {
    const double x = track.left_px + value.u * width;
    const GridLine& line = value.weight == ValueLine::Weight::kHeavy    ? track.grid.heavy
                           : value.weight == ValueLine::Weight::kMedium ? track.grid.medium
                                                                        : track.grid.thin;
    draw_grid_line(mask, {x, top}, {x, base}, line, sheet.antialiased, random);
  }
}

// Washed-out paper: a slow field that takes ink away in places.
void wash_out(cv::Mat& mask, double amount, double dpi, Random& random) {
  const double cell = random.log_uniform(0.05, 2.0) * dpi;
  cv::Mat coarse(std::max(2, static_cast<int>(mask.rows / cell)),
                 std::max(2, static_cast<int>(mask.cols / cell)), CV_8UC1);
  for (int row = 0; row < coarse.rows; ++row)
    for (int column = 0; column < coarse.cols; ++column) {
      const double kept = 1.0 - amount * std::clamp(0.5 + 0.6 * random.normal(), 0.0, 1.0);
      coarse.at<std::uint8_t>(row, column) = static_cast<std::uint8_t>(255.0 * kept);
    }
  cv::Mat field;
  cv::resize(coarse, field, mask.size(), 0, 0, cv::INTER_LINEAR);
  cv::multiply(mask, field, mask, 1.0 / 255.0);
}

}  // namespace

std::vector<ValueLine> value_lines(const TrackSpec& track) {
  using Weight = ValueLine::Weight;
  const GridSpec& grid = track.grid;
  std::vector<ValueLine> lines;
  if (track.scale == layout::Scale::kLinear) {
    for (int i = 1; i < grid.divisions; ++i) {
      const bool middle = grid.middle_every > 0 && i % grid.middle_every == 0;
      lines.push_back({static_cast<double>(i) / grid.divisions, middle ? Weight::kMedium : Weight::kThin});
    }
    return lines;
  }
  const double end = std::log10(grid.log_start) + grid.decades;
  for (int decade = 0; decade <= static_cast<int>(std::ceil(end)); ++decade)
    for (int digit = 1; digit <= 9; ++digit) {
      const double at = decade + std::log10(digit);
      const double u = (at - std::log10(grid.log_start)) / grid.decades;
      if (u < 1e-6 || u > 1.0 - 1e-6 || (digit > 1 && !grid.log_minor)) continue;
      lines.push_back({u, digit == 1 ? Weight::kHeavy : Weight::kThin});
    }
  return lines;
}

void draw_grid(cv::Mat& page, const SheetSpec& sheet, Random& random) {
  cv::Mat mask(page.size(), CV_8UC1, cv::Scalar(0));
  for (const TrackSpec& track : sheet.tracks) {
    if (track.grid.depths) draw_depth_lines(mask, sheet, track, random);
    if (track.grid.values) draw_value_lines(mask, sheet, track, random);
  }
  if (sheet.grid_fade > 0.0) wash_out(mask, sheet.grid_fade, sheet.dpi, random);
  for (const TrackSpec& track : sheet.tracks) {
    if (!track.grid.edges) continue;
    for (const double x : {track.left_px, track.right_px})
      draw_grid_line(mask, {x, sheet.header_top}, {x, sheet.section_end_y()}, track.grid.edge,
                     sheet.antialiased, random);
    if (sheet.header_top < sheet.section_y)
      draw_grid_line(mask, {track.left_px, sheet.section_y}, {track.right_px, sheet.section_y},
                     track.grid.edge, sheet.antialiased, random);
  }
  paint(page, mask, sheet.grid_colour, cv::Rect(0, 0, page.cols, page.rows));
}

void draw_depth_column(cv::Mat& page, const SheetSpec& sheet, Random& random) {
  const DepthColumnSpec& column = sheet.column;
  TextStyle style;
  style.font = column.font;
  style.height_px = column.height_px;
  style.thickness_px = column.thickness_px;
  style.angle_deg = column.rotation;
  style.antialiased = sheet.antialiased;
  const double middle = (column.left_px + column.right_px) / 2.0 +
                        random.uniform(-0.1, 0.1) * (column.right_px - column.left_px);
  const double every = column.numbers_every;
  cv::Mat mask(page.size(), CV_8UC1, cv::Scalar(0));
  const Ink ink{std::max(1.0, 0.5 * sheet.pt_px()), 1.0, sheet.antialiased, false};
  if (column.ticks) {
    const double spacing = sheet.lines.medium > 0.0 ? sheet.lines.medium : every / 10.0;
    const double length = 0.12 * (column.right_px - column.left_px);
    for (double depth = std::ceil(sheet.top / spacing) * spacing; depth <= sheet.base; depth += spacing) {
      const double y = sheet.y_of_depth(depth);
      draw_segment(mask, {column.left_px, y}, {column.left_px + length, y}, ink);
      draw_segment(mask, {column.right_px - length, y}, {column.right_px, y}, ink);
    }
  }
  for (double depth = std::ceil(sheet.top / every) * every; depth <= sheet.base + 1e-6; depth += every) {
    const double y = sheet.y_of_depth(depth);
    const std::string number = fmt::format("{:.0f}", depth);
    draw_text(page, number, {middle, y + column.offset_px}, style);
    if (!column.boxed_line) continue;
    const double half =
        0.5 * (column.rotation == 0 ? text_width(number, style) : column.height_px) + 0.03 * sheet.dpi;
    draw_segment(mask, {column.left_px, y}, {middle - half, y}, ink);
    draw_segment(mask, {middle + half, y}, {column.right_px, y}, ink);
  }
  paint(page, mask, {0, 0, 0}, cv::Rect(0, 0, page.cols, page.rows));
}

}  // namespace logdigitise::synth
