#pragma once
// What stands out across the rows of a scan, strip by strip: depth lines, and the strokes of curves.

#include <opencv2/core.hpp>
#include <vector>

#include "logdigitise/sheet/profiles.hpp"

namespace logdigitise::sheet {

/// CV_8UC1, rows [first, last) x strips of ScanProfiles::rows: how much darker a row is than those around it.
/// What is wider down the strip than a line can be is not seen; dark strokes count no more than a line does.
[[nodiscard]] cv::Mat row_ridges(const ScanProfiles& profiles, int first, int last);

struct RowStrips {
  std::vector<int> index;
  std::vector<double> x;  ///< Middles, scan px.
};

/// The strips that show anything, without those between `skip_left` and `skip_right` (scan px): margins do
/// not. From left to right.
[[nodiscard]] RowStrips useful_strips(const cv::Mat& ridges, double skip_left, double skip_right);

/// These strips, if there are any; else the useful ones.
[[nodiscard]] RowStrips strips_or_useful(const std::vector<int>& strips, const cv::Mat& ridges,
                                         double skip_left, double skip_right);

}  // namespace logdigitise::sheet
