#include "logdigitise/synth/draw_sheet.hpp"

#include "logdigitise/synth/draw_annotations.hpp"
#include "logdigitise/synth/draw_curves.hpp"
#include "logdigitise/synth/draw_grid.hpp"
#include "logdigitise/synth/draw_header.hpp"
#include "logdigitise/synth/draw_well_header.hpp"

namespace logdigitise::synth {

DrawnSheet draw_sheet(const SheetSpec& sheet, Random random) {
  DrawnSheet drawn;
  drawn.page = cv::Mat(sheet.height_px, sheet.width_px, CV_8UC3, cv::Scalar::all(255));
  Random fills = random.fork(1);
  Random grid = random.fork(2);
  Random curves = random.fork(3);
  Random texts = random.fork(4);
  draw_fills(drawn.page, sheet, fills);
  draw_grid(drawn.page, sheet, grid);
  draw_depth_column(drawn.page, sheet, grid);
  draw_header(drawn.page, sheet, texts);
  draw_well_header(drawn.page, sheet, random.fork(5));

  cv::Mat mask(drawn.page.size(), CV_8UC1);
  for (std::size_t t = 0; t < sheet.tracks.size(); ++t) {
    const TrackSpec& track = sheet.tracks[t];
    const cv::Rect area = curve_area(sheet, track);
    int index = 0;
    for (const CurveSpec& curve : track.curves) {
      mask(area).setTo(0);
      draw_curve(mask, sheet, track, curve, curves);
      paint(drawn.page, mask, curve.pen.colour, area);
      if (!curve.in_layout) continue;
      drawn.curves.push_back(
          {static_cast<int>(t), index++, curve.pen.width_px, drawn_strokes(sheet, track, curve)});
    }
  }
  draw_annotations(drawn.page, sheet, texts);
  return drawn;
}

}  // namespace logdigitise::synth
