#include "tests/sheet/cut_sheets.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>

namespace logdigitise::sheet::testing {

cv::Point2d CutSheet::place(double x, double y) const {
  return {x + margin_left - turn * (y - first), y - first + margin_top + turn * x};
}

cv::Mat CutSheet::scan(const cv::Mat& strip) const {
  const double lean = std::abs(turn) * std::max(strip.cols, last - first) + 20.0;
  const cv::Size size(strip.cols + margin_left + static_cast<int>(lean),
                      last - first + margin_top + static_cast<int>(lean));
  // Pixel centres are at .5 in `place`, at whole numbers in OpenCV.
  const cv::Point2d origin = place(0.5, first + 0.5);
  const cv::Mat map = (cv::Mat_<double>(2, 3) << 1.0, -turn, origin.x - 0.5, turn, 1.0, origin.y - 0.5);
  cv::Mat out;
  cv::warpAffine(strip.rowRange(first, last), out, map, size, cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                 cv::Scalar(255));
  return out;
}

DrawnSheet long_sheet() {
  DrawnSheet sheet;
  sheet.base_ft = 5500;
  return sheet;
}

cv::Mat draw_strip(const DrawnSheet& sheet) {
  cv::Mat strip = sheet.draw();
  cv::RNG random(20261);
  for (const double middle : {200.0, 400.0, 850.0, 1050.0}) {
    double x = middle;
    cv::Point before(static_cast<int>(x), static_cast<int>(sheet.y_top));
    for (int row = before.y; row < strip.rows - 60; row += 4) {
      x += 0.08 * (middle - x) + random.gaussian(12.0);
      const cv::Point now(static_cast<int>(x), row);
      cv::line(strip, before, now, cv::Scalar(0), 2);
      before = now;
    }
  }
  return strip;
}

std::vector<std::filesystem::path> write_cuts(const std::vector<CutSheet>& cuts, const cv::Mat& strip,
                                              const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const CutSheet& cut : cuts) {
    files.push_back(folder / (std::to_string(files.size() + 1) + ".tif"));
    write_scan(cut.scan(strip), files.back());
  }
  return files;
}

}  // namespace logdigitise::sheet::testing
