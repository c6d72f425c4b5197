#pragma once
// A drawn strip, cut into sheets that overlap, each turned and moved by itself.

#include <filesystem>
#include <opencv2/core.hpp>
#include <vector>

#include "tests/sheet/drawn_sheet.hpp"

namespace logdigitise::sheet::testing {

/// Rows [first, last) of the strip, and how they lie in the scan.
struct CutSheet {
  int first = 0;
  int last = 0;
  double turn = 0.0;  ///< Depth lines fall so much to the right.
  int margin_left = 20;
  int margin_top = 15;

  /// Where a point of the strip lies on this sheet's scan (continuous px).
  [[nodiscard]] cv::Point2d place(double x, double y) const;
  [[nodiscard]] cv::Mat scan(const cv::Mat& strip) const;
};

/// A sheet 5000 to 5500 ft whose curves never repeat themselves.
[[nodiscard]] DrawnSheet long_sheet();
[[nodiscard]] cv::Mat draw_strip(const DrawnSheet& sheet);

/// Writes a scan of each cut to folder/1.tif, 2.tif, ...
[[nodiscard]] std::vector<std::filesystem::path> write_cuts(const std::vector<CutSheet>& cuts,
                                                            const cv::Mat& strip,
                                                            const std::filesystem::path& folder);

}  // namespace logdigitise::sheet::testing
