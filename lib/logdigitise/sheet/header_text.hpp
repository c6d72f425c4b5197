#pragma once
// Words of a header: where they stand, and what they say.

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "logdigitise/sheet/line_samples.hpp"

namespace logdigitise::sheet {

/// Glyphs that stand together.
struct TextBox {
  cv::Rect box;
  cv::Mat ink;  ///< box.size(), CV_8UC1: the glyphs, without lines that touch them.

  [[nodiscard]] double middle() const { return box.y + 0.5 * box.height; }
};

/// Groups of glyphs in a header's picture (as for find_line_samples), from top to bottom and left to right.
/// The line samples and the rules of the form are taken out first. Gaps wider than about a glyph's height
/// divide. Time O(pixels).
[[nodiscard]] std::vector<TextBox> find_text(const cv::Mat& ink, const std::vector<LineSample>& samples,
                                             double dpi);

/// The same boxes, but those that reach over one of `edges` (columns) are divided in the widest gap that is
/// no further than `reach_px` from it, if one is as wide as `least_gap_px`: digits stand closer.
[[nodiscard]] std::vector<TextBox> divided_at(std::vector<TextBox> boxes, const std::vector<double>& edges,
                                              double reach_px, int least_gap_px);

/// A printed value; nothing if the text is none: digits with at most one point, and a sign before them.
[[nodiscard]] std::optional<double> value_from_text(const std::string& text);

}  // namespace logdigitise::sheet
