#pragma once
// Upright rules of a header's boxes: they stand where the tracks below begin and end.

#include <opencv2/core.hpp>
#include <vector>

#include "logdigitise/sheet/vertical_lines.hpp"

namespace logdigitise::sheet {

struct HeaderRule {
  double x = 0.0;          ///< Straightened frame, px.
  double length_in = 0.0;  ///< Of all its pieces.
  double bottom = 0.0;     ///< Lowest row of the picture.
};

/// Upright lines of a header's picture (HeaderArea::ink), from left to right: ink of 0.3 in and more in one
/// piece. Time O(pixels).
[[nodiscard]] std::vector<HeaderRule> find_header_rules(const cv::Mat& ink, double dpi);

/// Marks the lines of a section that a rule stands over, and adds those that only the header shows. Headers
/// are often other sheets, taped on: all rules may be shifted together, by what brings most of them over
/// lines; less than 0.12 in. Rules that are much shorter than the longest divide boxes, not tracks, and are
/// left out. Sorted by x.
[[nodiscard]] std::vector<VerticalLine> with_header_rules(std::vector<VerticalLine> lines,
                                                          const std::vector<HeaderRule>& rules, double dpi);

}  // namespace logdigitise::sheet
