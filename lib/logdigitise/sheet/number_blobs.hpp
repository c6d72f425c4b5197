#pragma once
// Where something that can be a depth number stands in a column of the strip.

#include <opencv2/core.hpp>
#include <vector>

namespace logdigitise::sheet {

/// A group of glyphs, apart from everything else.
struct NumberBlob {
  cv::Rect box;  ///< In the picture of the column.
  cv::Mat ink;   ///< box.size(), CV_8UC1: 255 = the glyphs; lines that touch the box are not in it.
};

struct BlobOptions {
  double least_glyph_px = 8.0;  ///< Height of a digit.
  double most_glyph_px = 50.0;
};

/// Groups of glyphs of a column picture (CV_8UC1, 255 = ink), from top to bottom: upright or turned by 90
/// degrees, two to six digits. Lines, ticks at the borders and specks are left out.
[[nodiscard]] std::vector<NumberBlob> find_number_blobs(const cv::Mat& column,
                                                        const BlobOptions& options = {});

/// The ink of a column (CV_8UC1, 0 or 255) without what is no glyph: long lines, and what comes in from the
/// sides.
[[nodiscard]] cv::Mat without_lines(const cv::Mat& column, const BlobOptions& options = {});

}  // namespace logdigitise::sheet
