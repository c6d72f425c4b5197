#include "logdigitise/sheet/overlay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "logdigitise/sheet/ink_rows.hpp"
#include "logdigitise/sheet/sheet_strip.hpp"

namespace logdigitise::sheet {

namespace {

const cv::Scalar kEdgeColour(40, 40, 230);
const cv::Scalar kTieColour(40, 160, 40);
const cv::Scalar kNumberColour(220, 90, 20);
const cv::Scalar kOtherColour(0, 140, 255);
const cv::Scalar kColumnColour(200, 200, 60);
const cv::Scalar kJointColour(200, 40, 200);

cv::Mat reduced(const std::filesystem::path& scan, const raster::RasterOptions& options, int factor) {
  InkRows ink(scan, options);
  const int width = ink.info().width / factor;
  const int height = ink.info().height / factor;
  cv::Mat picture(height, width, CV_8UC3, cv::Scalar::all(255));
  cv::Mat held;
  int row = 0;
  for (cv::Mat block = ink.next(); !block.empty(); block = ink.next()) {
    if (held.empty())
      held = block;
    else
      cv::vconcat(held, block, held);
    const int rows = std::min(held.rows / factor, height - row);
    if (rows <= 0) continue;
    cv::Mat small;
    cv::resize(255 - held(cv::Rect(0, 0, width * factor, rows * factor)), small, {width, rows}, 0, 0,
               cv::INTER_AREA);
    cv::Mat place = picture.rowRange(row, row + rows);
    cv::cvtColor(small, place, cv::COLOR_GRAY2BGR);
    row += rows;
    held = held.rowRange(rows * factor, held.rows).clone();
  }
  return picture;
}

/// A line where one sheet ends and the next begins, with what proves it.
void draw_joints(const SheetStrip& strip, int factor, cv::Mat& picture) {
  for (std::size_t i = 0; i < strip.joints.size(); ++i) {
    const SheetJoint& joint = strip.joints[i];
    const int y = static_cast<int>(std::lround(joint.strip_y / factor));
    cv::line(picture, {0, y}, {picture.cols, y}, kJointColour, 1);
    const std::string text =
        fmt::format("{} | {}  {} {:.2f}", i + 1, i + 2,
                    joint.proof == JointProof::kOverlap ? "overlap" : "depth", joint.confidence);
    cv::putText(picture, text, {4, y - 4}, cv::FONT_HERSHEY_PLAIN, 1.0, kJointColour, 1, cv::LINE_AA);
  }
}

}  // namespace

std::vector<std::uint8_t> draw_overlay(const std::filesystem::path& scan,
                                       const raster::RasterOptions& options, const Inspection& inspection,
                                       const OverlayOptions& overlay) {
  const int width = inspection.strip ? inspection.strip->info.width : inspection.info.width;
  const int factor =
      std::max(1, static_cast<int>(std::lround(static_cast<double>(width) / overlay.width_px)));
  const layout::Layout& layout = inspection.strip ? inspection.strip_layout : inspection.layout;
  cv::Mat picture =
      reduced(scan, inspection.strip ? strip_options(inspection.strip, options) : options, factor);
  const auto at = [&](double x, double y) {
    return cv::Point(static_cast<int>(std::lround(x / factor)), static_cast<int>(std::lround(y / factor)));
  };
  const ColumnPath& column = inspection.column;
  for (std::size_t i = 1; i < column.left.size(); ++i) {
    const double y = (column.first_block + static_cast<double>(i)) * kBlockRows;
    cv::line(picture, at(column.left[i - 1], y - kBlockRows), at(column.left[i], y), kColumnColour, 1);
    cv::line(picture, at(column.right[i - 1], y - kBlockRows), at(column.right[i], y), kColumnColour, 1);
  }
  const std::vector<layout::Tie>& ties = layout.depth.ties;
  for (std::size_t i = 0; i + 1 < ties.size(); i += 2) {
    const bool numbered = inspection.depth.ties[i / 2].numbered;
    cv::line(picture, at(ties[i].x, ties[i].y), at(ties[i + 1].x, ties[i + 1].y), kTieColour,
             numbered ? 2 : 1);
  }
  for (const layout::Track& track : layout.tracks) {
    for (std::size_t i = 1; i < track.edges.size(); ++i) {
      const layout::Edge& above = track.edges[i - 1];
      const layout::Edge& below = track.edges[i];
      cv::line(picture, at(above.left, above.y), at(below.left, below.y), kEdgeColour, 1);
      cv::line(picture, at(above.right, above.y), at(below.right, below.y), kEdgeColour, 1);
    }
  }
  for (std::size_t i = 0; i < inspection.numbers.size(); ++i) {
    const PrintedNumber& number = inspection.numbers[i];
    const bool used = std::find(inspection.used_numbers.begin(), inspection.used_numbers.end(), i) !=
                      inspection.used_numbers.end();
    const cv::Scalar colour = used ? kNumberColour : kOtherColour;
    cv::rectangle(picture, at(number.x - 0.5 * number.width - 3, number.y - 0.5 * number.height - 3),
                  at(number.x + 0.5 * number.width + 3, number.y + 0.5 * number.height + 3), colour, 1);
    if (!number.text.empty())
      cv::putText(picture, number.text, at(number.x + 0.5 * number.width + 8, number.y),
                  cv::FONT_HERSHEY_PLAIN, 1.0, colour, 1, cv::LINE_AA);
  }
  if (inspection.strip) draw_joints(*inspection.strip, factor, picture);
  std::vector<std::uint8_t> png;
  cv::imencode(".png", picture, png);
  return png;
}

}  // namespace logdigitise::sheet
