#include "logdigitise/sheet/sheet_strip.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::sheet {

namespace {

constexpr double kTurnTaperRows = 640.0;  // Within so many rows of a joint sheets are turned to meet.

/// Half of the turn that is left at a joint goes to each of its sheets, less and less away from it.
void turn_at(SheetBend& bend, double row, double turn) {
  for (std::size_t block = 0; block < bend.tilt.size(); ++block) {
    const double y = (static_cast<double>(block) + 0.5) * kBlockRows;
    bend.tilt[block] += turn * std::max(0.0, 1.0 - std::abs(y - row) / kTurnTaperRows);
  }
}

raster::RasterInfo info_of(const SheetStrip& strip) {
  raster::RasterInfo info = strip.sheets.front().info;
  info.pages = 1;
  info.height = strip.sheets.back().last_row;
  info.width = 0;
  for (const StripSheet& sheet : strip.sheets) {
    info.width = std::max(info.width, sheet.info.width + sheet.side);
    info.channels = std::max(info.channels, sheet.info.channels);
    info.bilevel = info.bilevel && sheet.info.bilevel;
  }
  return info;
}

}  // namespace

std::size_t SheetStrip::sheet_at(double y) const {
  std::size_t i = 0;
  while (i + 1 < sheets.size() && y >= sheets[i].last_row) ++i;
  return i;
}

SheetPoint SheetStrip::on_sheet(std::size_t sheet, double x, double y) const {
  const StripSheet& own = sheets[sheet];
  const cv::Point2d at = own.bend.to_scan({x - own.side, y - own.offset});
  return {static_cast<int>(sheet) + 1, at.x, at.y};
}

SheetStrip lay_strip(std::vector<StripSheet> sheets, std::vector<SheetJoint> joints) {
  SheetStrip strip;
  int offset = 0;
  int side = 0;
  int least_side = 0;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    if (i > 0) {
      SheetJoint& joint = joints[i - 1];
      offset += static_cast<int>(std::lround(joint.upper_row - joint.lower_row));
      side += static_cast<int>(std::lround(joint.right));
      joint.strip_y = std::floor(joint.lower_row) + offset;
      sheets[i - 1].last_row = static_cast<int>(joint.strip_y);
      sheets[i].first_row = sheets[i - 1].last_row;
      turn_at(sheets[i - 1].bend, joint.upper_row, 0.5 * joint.turn);
      turn_at(sheets[i].bend, joint.lower_row, -0.5 * joint.turn);
    }
    sheets[i].offset = offset;
    sheets[i].side = side;
    least_side = std::min(least_side, side);
    sheets[i].last_row = offset + sheets[i].info.height;
  }
  for (StripSheet& sheet : sheets) sheet.side -= least_side;
  strip.sheets = std::move(sheets);
  strip.joints = std::move(joints);
  strip.info = info_of(strip);
  return strip;
}

}  // namespace logdigitise::sheet
