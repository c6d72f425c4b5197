#include "logdigitise/synth/draw_curves.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "logdigitise/synth/lanes.hpp"

namespace logdigitise::synth {

namespace {

// How far beyond an edge a curve without wrap may be drawn.
double run_past_px(const SheetSpec& sheet, const CurveSpec& curve) {
  return curve.off_scale == OffScale::kRunsPast ? curve.past_in * sheet.dpi : 0.0;
}

void draw_backup(cv::Mat& mask, const SheetSpec& sheet, const TrackSpec& track, const CurveSpec& curve,
                 Random& random) {
  // The second trace lives only where the first is off scale to the right, on a coarser scale.
  CurveSpec second = curve;
  const double shift = track.scale == layout::Scale::kLog
                           ? std::log10(curve.backup_factor) / std::max(track.grid.decades, 0.5)
                           : 0.0;
  bool any = false;
  for (double& u : second.shape) {
    if (u > 1.0) {
      u = track.scale == layout::Scale::kLog ? u - shift : u / curve.backup_factor;
      any = true;
    } else {
      u = std::numeric_limits<double>::quiet_NaN();
    }
  }
  if (!any) return;
  second.off_scale = OffScale::kClipped;
  second.pen = curve.backup_pen;
  draw_curve(mask, sheet, track, second, random);
}

}  // namespace

void draw_with_pen(cv::Mat& mask, const Polyline& line, const CurvePen& pen) {
  Ink ink{pen.width_px, pen.darkness, pen.antialiased, pen.round_ends};
  for (std::size_t i = 1; i < line.size(); ++i) {
    const cv::Point2d step = line[i] - line[i - 1];
    if (pen.thinning > 0.0 || pen.fading > 0.0) {
      const double speed = std::abs(step.x) / std::max(std::abs(step.y), 1e-3);
      const double fast = speed / (speed + pen.fade_speed);
      ink.width_px = std::max(pen.width_px * (1.0 - pen.thinning * fast), 0.8);
      ink.darkness = pen.darkness * (1.0 - pen.fading * fast);
    }
    // Square ends would leave notches at the joints inside a piece.
    ink.round_ends = pen.round_ends || (i > 1 && i + 1 < line.size());
    draw_segment(mask, line[i - 1], line[i], ink);
  }
}

void draw_curve(cv::Mat& mask, const SheetSpec& sheet, const TrackSpec& track, const CurveSpec& curve,
                Random& random) {
  const double past = run_past_px(sheet, curve);
  for (Polyline line : unwrapped_lines(sheet, track, curve)) {
    if (!curve.curve.wrap && curve.off_scale == OffScale::kPegged)
      for (cv::Point2d& point : line) point.x = std::clamp(point.x, track.left_px, track.right_px);
    for (const Polyline& piece : dash(line, curve.pen.pattern, random)) {
      const auto parts = curve.curve.wrap ? fold_into(piece, track.left_px, track.right_px)
                                          : clip_to(piece, track.left_px - past, track.right_px + past);
      for (const Polyline& part : parts) draw_with_pen(mask, part, curve.pen);
    }
  }
  if (!curve.curve.wrap && curve.off_scale == OffScale::kBackup)
    draw_backup(mask, sheet, track, curve, random);
}

std::vector<Polyline> drawn_strokes(const SheetSpec& sheet, const TrackSpec& track, const CurveSpec& curve) {
  std::vector<Polyline> strokes;
  for (const Polyline& line : unwrapped_lines(sheet, track, curve)) {
    auto parts = curve.curve.wrap ? fold_into(line, track.left_px, track.right_px)
                                  : clip_to(line, track.left_px, track.right_px);
    for (Polyline& part : parts) strokes.push_back(std::move(part));
  }
  return strokes;
}

cv::Rect curve_area(const SheetSpec& sheet, const TrackSpec& track) {
  const int left = static_cast<int>(track.left_px - 0.3 * sheet.dpi);
  const int right = static_cast<int>(track.right_px + 0.3 * sheet.dpi);
  return cv::Rect(left, 0, right - left, sheet.height_px) & cv::Rect(0, 0, sheet.width_px, sheet.height_px);
}

}  // namespace logdigitise::synth
