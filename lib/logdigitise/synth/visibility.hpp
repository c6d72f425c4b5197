#pragma once
// Whether a drawn curve can still be seen on its scan.

#include <opencv2/core.hpp>
#include <vector>

#include "logdigitise/synth/draw_sheet.hpp"
#include "logdigitise/synth/scanner.hpp"

namespace logdigitise::synth {

/// Share of the curve's inked places (every 2 px along its strokes, where the page is dark) that are darker
/// on the scan than the paper around them, less the share of the places beside them that are. Only places
/// count beside which the page is clear: elsewhere other ink would be taken for the curve's. 1 for a curve
/// with next to none of them. `page` is CV_8UC3.
[[nodiscard]] double share_seen(const DrawnCurve& curve, const cv::Mat& page, const ScanGeometry& geometry,
                                const Scan& scan);

/// The least share of all curves.
[[nodiscard]] double least_share_seen(const std::vector<DrawnCurve>& curves, const cv::Mat& page,
                                      const ScanGeometry& geometry, const Scan& scan);

}  // namespace logdigitise::synth
