#pragma once
// The scanner: ideal page in, damaged scan out. Includes all that a user of it needs.

#include <opencv2/core.hpp>

#include "logdigitise/core/random.hpp"
#include "logdigitise/synth/scan_file.hpp"
#include "logdigitise/synth/scan_geometry.hpp"
#include "logdigitise/synth/scan_settings.hpp"

namespace logdigitise::synth {

/// Scans a page (CV_8UC3 on white; a usage error for another type or a size other than the geometry's).
/// The result has `geometry.scan_size()` and depends on the arguments only. Time and memory grow with the
/// pixels.
[[nodiscard]] Scan scan_page(const cv::Mat& page_bgr, const ScanSettings& settings,
                             const ScanGeometry& geometry, Random& random);

}  // namespace logdigitise::synth
