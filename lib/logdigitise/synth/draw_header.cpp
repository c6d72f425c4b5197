#include "logdigitise/synth/draw_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "logdigitise/synth/draw_curves.hpp"
#include "logdigitise/synth/draw_text.hpp"

namespace logdigitise::synth {

namespace {

void draw_sample(cv::Mat& page, const SheetSpec& sheet, const TrackSpec& track, const CurveSpec& curve,
                 double y, Random& random) {
  cv::Mat mask(page.size(), CV_8UC1, cv::Scalar(0));
  const double inset = 0.06 * (track.right_px - track.left_px);
  CurvePen pen = curve.pen;
  pen.thinning = 0.0;
  pen.fading = 0.0;
  pen.pattern.measure = DashPattern::Measure::kArcLength;  // a level line has no depth to measure along
  const Polyline line{{track.left_px + inset, y}, {track.right_px - inset, y}};
  for (const Polyline& piece : dash(line, pen.pattern, random)) draw_with_pen(mask, piece, pen);
  paint(page, mask, pen.colour, curve_area(sheet, track));
}

}  // namespace

void draw_header(cv::Mat& page, const SheetSpec& sheet, Random& random) {
  if (sheet.header_top >= sheet.section_y) return;
  std::size_t most = 1;
  for (const TrackSpec& track : sheet.tracks) most = std::max(most, track.curves.size());
  const double pitch = (sheet.section_y - sheet.header_top) / (static_cast<double>(most) + 0.3);
  TextStyle style;
  style.font = random.integer(0, 3);
  style.height_px = std::clamp(pitch * random.uniform(0.22, 0.36), 5.0, 0.14 * sheet.dpi);
  style.thickness_px = style.height_px * random.uniform(0.08, 0.18);
  style.antialiased = sheet.antialiased;
  const bool units_below = random.chance(0.5);
  const bool values_beside_name = random.chance(0.5);
  for (const TrackSpec& track : sheet.tracks) {
    double y = sheet.section_y - 0.25 * pitch;
    const double middle = (track.left_px + track.right_px) / 2.0;
    for (const CurveSpec& spec : track.curves) {
      const layout::Curve& curve = spec.curve;
      draw_sample(page, sheet, track, spec, y, random);
      const double text_y = y - 0.3 * pitch - 0.5 * style.height_px;
      TextStyle coloured = style;
      if (random.chance(0.5)) coloured.colour = spec.pen.colour;
      const std::string name = units_below || curve.unit.empty()
                                   ? curve.mnemonic
                                   : fmt::format("{} ({})", curve.mnemonic, curve.unit);
      draw_text(page, name, {middle, text_y}, coloured);
      const std::string left = fmt::format("{:g}", curve.left);
      const std::string right = fmt::format("{:g}", curve.right);
      const double value_y = values_beside_name ? text_y : y - style.height_px;
      draw_text(page, left, {track.left_px + 0.03 * sheet.dpi + text_width(left, style) / 2.0, value_y},
                coloured);
      draw_text(page, right, {track.right_px - 0.03 * sheet.dpi - text_width(right, style) / 2.0, value_y},
                coloured);
      y -= pitch;
    }
  }
}

}  // namespace logdigitise::synth
