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
  /// Lowest row of its longest piece: the edge of the track below may stand right under it, as a piece more.
  double body_bottom = 0.0;
  double body_in = 0.0;  ///< Length of that piece.
  double top = 0.0;      ///< Highest row.
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

/// Row at which the boxes of the header begin whose `rules` stand over `edges` (straightened frame, px): the
/// highest row of any of them. What is above is another table. Negative if that cannot be told: fewer than
/// four edges, an edge without a rule, or only one rule that reaches as high, within 0.1 in.
[[nodiscard]] double top_of_boxes(const std::vector<HeaderRule>& rules, const std::vector<double>& edges,
                                  double dpi);

}  // namespace logdigitise::sheet
