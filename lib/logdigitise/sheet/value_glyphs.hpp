#pragma once
// The pieces of ink that a printed value is made of.

#include <opencv2/core.hpp>
#include <vector>

namespace logdigitise::sheet {

struct ValueGlyph {
  cv::Rect box;
  bool is_sign = false;
  bool is_point = false;
};

/// Pieces of ink from left to right, without specks. `ink`: cut close to the value, CV_8UC1, 255 = ink. What
/// is wide and thin is a sign, what is small and low a point.
[[nodiscard]] std::vector<ValueGlyph> value_glyphs(const cv::Mat& ink);

}  // namespace logdigitise::sheet
