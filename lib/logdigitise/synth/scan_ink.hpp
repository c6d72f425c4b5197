#pragma once
// What time, the pen and the copier do to the ink.

#include <opencv2/core.hpp>

#include "logdigitise/core/random.hpp"
#include "logdigitise/synth/scan_settings.hpp"

namespace logdigitise::synth {

/// Changes the ink (CV_8UC1, 0 = none, 255 = solid) by the settings: bleed or erosion, fading by region,
/// density along the strokes, pinholes. Strokes keep their middle lines.
void degrade_ink(cv::Mat& ink, const ScanSettings& settings, Random& random);

/// Stamps and handwriting on the sheet (CV_8UC1 or CV_8UC3, 255 = white), darkening what is there.
void write_on_sheet(cv::Mat& sheet, const ScanSettings& settings, Random& random);

}  // namespace logdigitise::synth
