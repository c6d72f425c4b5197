#pragma once
// Level lines in the header above a track: the samples that say how each curve is drawn.

#include <opencv2/core.hpp>
#include <vector>

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::sheet {

struct LineSample {
  double x_left = 0.0;  ///< Columns of the picture.
  double x_right = 0.0;
  double y = 0.0;             ///< Middle row.
  double thickness_px = 0.0;  ///< Median over its columns.
  double covered = 0.0;       ///< Share of the columns between its ends that have ink.
  layout::LineStyle style = layout::LineStyle::kSolid;
  bool is_uneven = false;  ///< Broken, but not into dashes of one length: worn, or no line.
};

/// Level lines, solid or broken, in a header's picture, from top to bottom. `ink`: CV_8UC1, 0 or 255, the
/// stretch between a track's edges, straightened so that printed lines are level. A line is thin ink, free
/// above and below along most of its length, that spans nearly half the picture; broken ones repeat one dash.
/// The style is what the lengths of dashes and gaps in points (1/72 in) are nearest to: dots 2 on 2 off,
/// dashes 4 and 4, long dashes 6 and 2 and longer. Text is no line: its strokes are not alone. Some of the
/// lines are uneven. Time O(pixels).
[[nodiscard]] std::vector<LineSample> find_line_samples(const cv::Mat& ink, double dpi);

/// The same where no track is known: lines of 0.8 to 6 in wherever they stand, side by side too. Rules of
/// boxes and depth lines are among them; uneven ones are not.
[[nodiscard]] std::vector<LineSample> find_lines_anywhere(const cv::Mat& ink, double dpi);

}  // namespace logdigitise::sheet
