#pragma once
// Curves on the page, and the ideal ink of one curve alone.

#include <opencv2/core.hpp>
#include <vector>

#include "logdigitise/core/random.hpp"
#include "logdigitise/synth/sheet_spec.hpp"
#include "logdigitise/synth/stroke.hpp"

namespace logdigitise::synth {

/// Draws one curve with its pen on `mask` (CV_8UC1 of the page's size): dashed, wrapped or cut as it is.
void draw_curve(cv::Mat& mask, const SheetSpec& sheet, const TrackSpec& track, const CurveSpec& curve,
                Random& random);

/// Where the curve's centreline is drawn inside its track: dashes joined, broken at gaps and at wraps.
[[nodiscard]] std::vector<Polyline> drawn_strokes(const SheetSpec& sheet, const TrackSpec& track,
                                                  const CurveSpec& curve);

/// Draws a line with a pen whose width and ink depend on its speed; no dashes.
void draw_with_pen(cv::Mat& mask, const Polyline& line, const CurvePen& pen);

/// Page columns that the curves of a track may touch.
[[nodiscard]] cv::Rect curve_area(const SheetSpec& sheet, const TrackSpec& track);

}  // namespace logdigitise::synth
