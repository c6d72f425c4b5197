#pragma once
// A small log sheet, drawn without the project's own renderer, whose truth is known.

#include <filesystem>
#include <opencv2/core.hpp>
#include <vector>

namespace logdigitise::sheet::testing {

struct DrawnSheet {
  double px_per_ft = 10.0;
  int top_ft = 5000;
  int base_ft = 5300;
  double y_top = 150.0;                                      ///< Row of top_ft at x = 0.
  double slope = 0.0;                                        ///< Depth lines fall so much to the right.
  std::vector<double> edges = {60.0, 560.0, 710.0, 1210.0};  ///< Track 1, depth column between, track 2.
  int divisions = 10;                                        ///< 0: no value grid, only edges.
  double numbers_x = 0.0;  ///< Middle of the numbers; 0: of the depth column.
  bool numbers = true;
  bool depth_lines = true;
  bool all_lines_alike = false;
  bool left_ticks = false;  ///< Every 10 ft, in the depth column beside track 1.
  bool right_ticks = false;
  bool number_strokes = false;  ///< Lines from the sides of the depth column to the numbers.
  int number_offset_px = 0;     ///< Of a number's middle above its line.
  std::vector<int> skipped;     ///< Depths whose number is not printed.

  [[nodiscard]] double y(double depth, double x) const {
    return y_top + (depth - top_ft) * px_per_ft + slope * x;
  }
  [[nodiscard]] cv::Mat draw() const;
};

/// Writes a picture (CV_8UC1, 255 = paper) as a bilevel TIFF of 200 dpi.
void write_scan(const cv::Mat& picture, const std::filesystem::path& path, int dpi = 200);

}  // namespace logdigitise::sheet::testing
