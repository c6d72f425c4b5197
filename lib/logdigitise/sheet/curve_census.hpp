#pragma once
// How many curves run through a track, and how they are drawn, from the ink alone.

#include <opencv2/core.hpp>
#include <vector>

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::sheet {

/// A curve that is seen in a track, wherever it runs.
struct SeenCurve {
  layout::LineStyle style = layout::LineStyle::kSolid;
  double thickness_px = 0.0;  ///< Of its strokes; 0 = not told from another of its style.
  double share = 0.0;         ///< Of the rows: so many hold that many curves of the style.
};

/// Counts the curves of a track. `windows`: its ink without the grid (track_ink.hpp). A curve has one place
/// in each row, so the strokes of one style in a row are as many curves. What a stroke is drawn in follows
/// from its length along itself: dots, dashes and long dashes as in line_samples.hpp, each with one alike
/// near its end, so that dirt counts for nothing; what is longer is solid. A style has as many curves as a
/// fair share of the rows show. Four at most, the surest first. Empty where nothing runs.
[[nodiscard]] std::vector<SeenCurve> count_curves(const std::vector<cv::Mat>& windows, double dpi);

}  // namespace logdigitise::sheet
