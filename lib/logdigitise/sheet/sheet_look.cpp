#include "logdigitise/sheet/sheet_look.hpp"

#include <algorithm>
#include <cmath>

#include "logdigitise/sheet/depth_lines.hpp"
#include "logdigitise/sheet/ink_rows.hpp"
#include "logdigitise/sheet/ridges.hpp"
#include "logdigitise/sheet/vertical_lines.hpp"
#include "logdigitise/sheet/wander.hpp"

namespace logdigitise::sheet {

namespace {

constexpr int kReadRows = 256;

/// Value at row `y` of a table with an entry at the middle of each block.
double between_blocks(const std::vector<double>& table, double y) {
  if (table.empty()) return 0.0;
  const double at = std::clamp(y / kBlockRows - 0.5, 0.0, static_cast<double>(table.size() - 1));
  const auto i = static_cast<std::size_t>(at);
  const std::size_t next = std::min(i + 1, table.size() - 1);
  return table[i] + (at - static_cast<double>(i)) * (table[next] - table[i]);
}

SheetBend bend_of(const ScanProfiles& profiles) {
  SheetBend bend;
  bend.middle = 0.5 * profiles.info.width;
  bend.shift = follow_wander(column_ridges(profiles));
  const LineProfile lines = depth_line_profile(profiles, 0, profiles.info.height, bend.middle, bend.middle);
  for (int block = 0; block < profiles.blocks(); ++block)
    bend.tilt.push_back(lines.slope_at((block + 0.5) * kBlockRows));
  return bend;
}

/// Rows [first, last) of the straight sheet, out of a window that only moves down.
cv::Mat straight_rows(InkWindow& window, const SheetBend& bend, int first, int last) {
  const int width = window.info().width;
  double lowest = first;
  double highest = last;
  for (const int y : {first, last}) {
    for (const double x : {0.0, static_cast<double>(width)}) {
      const double at = bend.to_scan({x, static_cast<double>(y)}).y;
      lowest = std::min(lowest, at);
      highest = std::max(highest, at);
    }
  }
  const int from = static_cast<int>(std::floor(lowest)) - 8;
  const int to = static_cast<int>(std::ceil(highest)) + 8;
  const cv::Mat ink = window.rows(std::max(0, from), to);
  cv::Mat straight(last - first, width, CV_8UC1, cv::Scalar(0));
  for (int y = first; y < last; ++y) {
    auto* out = straight.ptr<std::uint8_t>(y - first);
    const double tilt = bend.tilt_at(y + 0.5);
    const auto shift = static_cast<int>(std::lround(bend.shift_at(y + 0.5)));
    for (int x = 0; x < width; ++x) {
      const int scan_x = x + shift;
      const int scan_y = y + static_cast<int>(std::lround(tilt * (x + 0.5 - bend.middle)));
      const int row = scan_y - std::max(0, from);
      if (scan_x < 0 || scan_x >= width || row < 0 || row >= ink.rows) continue;
      out[x] = ink.at<std::uint8_t>(row, scan_x);
    }
  }
  return straight;
}

}  // namespace

double SheetBend::shift_at(double y) const { return between_blocks(shift, y); }

double SheetBend::tilt_at(double y) const { return between_blocks(tilt, y); }

cv::Point2d SheetBend::to_scan(cv::Point2d straight) const {
  return {straight.x + shift_at(straight.y), straight.y + tilt_at(straight.y) * (straight.x - middle)};
}

SheetLook look_at_sheet(const raster::ScanPage& page, const raster::RasterOptions& options, int end_rows,
                        Progress& progress) {
  raster::RasterOptions own = options;
  own.page = page.page_of_scan;
  SheetLook look;
  look.page = page;
  const ScanProfiles profiles = profile_scan(page.scan, own, progress);
  look.info = profiles.info;
  look.bend = bend_of(profiles);
  const int rows = std::min(end_rows, look.info.height);
  look.top = {0, cv::Mat(rows, look.info.width, CV_8UC1)};
  look.bottom = {look.info.height - rows, cv::Mat(rows, look.info.width, CV_8UC1)};
  InkWindow window(page.scan, own);
  for (int y = 0; y < look.info.height; y += kReadRows) {
    const int end = std::min(y + kReadRows, look.info.height);
    if (y >= rows && end <= look.bottom.first_row) continue;
    const cv::Mat straight = straight_rows(window, look.bend, y, end);
    for (StraightBand* band : {&look.top, &look.bottom}) {
      const int from = std::max(y, band->first_row);
      const int to = std::min(end, band->first_row + rows);
      if (from < to)
        straight.rowRange(from - y, to - y)
            .copyTo(band->ink.rowRange(from - band->first_row, to - band->first_row));
    }
  }
  return look;
}

}  // namespace logdigitise::sheet
