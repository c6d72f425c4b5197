#pragma once
// The printed form: grids, track edges, depth lines, depth numbers.

#include <opencv2/core.hpp>

#include "logdigitise/core/random.hpp"
#include "logdigitise/synth/sheet_spec.hpp"

namespace logdigitise::synth {

/// Fractions of a track's width at which its grid has lines, with their weights.
struct ValueLine {
  enum class Weight { kThin, kMedium, kHeavy };
  double u = 0.0;
  Weight weight = Weight::kThin;
};
/// Without the edges. Log grids follow `log_start` and `decades`, left to right.
[[nodiscard]] std::vector<ValueLine> value_lines(const TrackSpec& track);

/// Draws the grids of all tracks and their edges on `page` (CV_8UC3).
void draw_grid(cv::Mat& page, const SheetSpec& sheet, Random& random);

/// Draws the depth column: numbers, ticks, lines.
void draw_depth_column(cv::Mat& page, const SheetSpec& sheet, Random& random);

}  // namespace logdigitise::synth
