#pragma once
// The whole ideal sheet.

#include <opencv2/core.hpp>
#include <vector>

#include "logdigitise/synth/sheet_spec.hpp"
#include "logdigitise/synth/stroke.hpp"

namespace logdigitise::synth {

/// Where a curve of the layout is drawn, in page pixels.
struct DrawnCurve {
  int track = 0;                  ///< Index into the layout's tracks.
  int curve = 0;                  ///< Index into that track's curves.
  double pen_px = 1.0;            ///< Width of the line where it moves slowly.
  std::vector<Polyline> strokes;  ///< Dashes joined; broken at gaps and at wraps; inside the track.
};

struct DrawnSheet {
  cv::Mat page;                    ///< CV_8UC3, blue, green, red, on white.
  std::vector<DrawnCurve> curves;  ///< Of the layout, in its order; distractors are left out.
};

/// Draws a sheet whose shapes are filled in. Deterministic in `random`. A 1650 x 3000 page takes about 0.1 s.
[[nodiscard]] DrawnSheet draw_sheet(const SheetSpec& sheet, Random random);

}  // namespace logdigitise::synth
