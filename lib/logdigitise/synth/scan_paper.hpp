#pragma once
// The paper and the scanner's bed: what the scan would show if nothing were printed.

#include <opencv2/core.hpp>

#include "logdigitise/core/random.hpp"
#include "logdigitise/synth/scan_geometry.hpp"
#include "logdigitise/synth/scan_settings.hpp"

namespace logdigitise::synth {

/// A sheet of paper, of the scan's size.
struct BareSheet {
  cv::Mat grey;    ///< CV_8UC1.
  cv::Mat yellow;  ///< CV_8UC1, how much blue the paper swallows, grey levels; empty unless in colour.
};

/// The bare sheet: gradient, dark patches, joints, folds, rings, tape, shadowed edges. The bed beside the
/// sheet is not in it, see `cover_bed`.
[[nodiscard]] BareSheet bare_sheet(const ScanSettings& settings, const ScanGeometry& geometry,
                                   Random& random);

/// Darkens `value` (CV_8UC1) by `ink` as it shines through from the other side: mirrored and blurred.
void show_other_side(cv::Mat& value, const cv::Mat& ink, double strength, Random& random);

/// Blobs of dust and marks of the copier's drum, dark and white, on `value` (CV_8UC1).
void add_specks(cv::Mat& value, const ScanSettings& settings, Random& random);

/// Lines along the strip that a dirty or dead cell of the scanner draws on `value` (CV_8UC1).
void add_streaks(cv::Mat& value, const ScanSettings& settings, Random& random);

/// Paints all of `value` (CV_8UC1) that is not sheet white or black, and the ragged line between; takes the
/// tint off `yellow`, unless that is empty.
void cover_bed(cv::Mat& value, cv::Mat& yellow, const ScanSettings& settings, const ScanGeometry& geometry,
               Random& random);

}  // namespace logdigitise::synth
