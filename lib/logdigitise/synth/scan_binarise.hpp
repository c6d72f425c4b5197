#pragma once
// Grey to black and white, in the ways scanners and archives do it.

#include <opencv2/core.hpp>

#include "logdigitise/synth/scan_settings.hpp"

namespace logdigitise::synth {

/// CV_8UC1 to 0 and 255. `threshold` is a share: of `paper_level` for the global threshold and the dithers,
/// of the local mean for the adaptive methods; Otsu needs none. `window_px` is the side of the local window.
[[nodiscard]] cv::Mat binarise(const cv::Mat& grey, Binarisation method, double threshold, double paper_level,
                               int window_px);

}  // namespace logdigitise::synth
