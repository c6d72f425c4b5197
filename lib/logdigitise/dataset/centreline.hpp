#pragma once
// A polyline in band pixels as labels: pixels it covers, and its mean position in each row.

#include <opencv2/core.hpp>
#include <vector>

#include "logdigitise/core/image.hpp"

namespace logdigitise::dataset {

/// Points in band px (0.5 = centre of the first column or row), in order along the stroke.
using Stroke = std::vector<cv::Point2d>;

/// Sets `bit` in the pixels (CV_8UC1) under the strokes, drawn `width_px` wide.
void mark_strokes(const std::vector<Stroke>& strokes, double width_px, unsigned bit, cv::Mat& labels);

/// Per row the mean x of the strokes' length inside it, NaN where there is none. Horizontal pieces count by
/// their length, as a row's ink does.
[[nodiscard]] std::vector<float> row_positions(const std::vector<Stroke>& strokes, int rows);

/// Rows in which nobody could see the curve: the darkest ink within 2 columns of `x_px`, less that 8 columns
/// beside it and averaged over `reach_rows` each side, is below `least_ink` (0..255). `ink` is channel 0 of
/// `planes`. A faded or washed-out stretch is a gap on paper, whatever was drawn there once.
[[nodiscard]] std::vector<bool> unseen_rows(const Image<std::uint8_t>& planes, const std::vector<float>& x_px,
                                            int reach_rows, double least_ink);

}  // namespace logdigitise::dataset
