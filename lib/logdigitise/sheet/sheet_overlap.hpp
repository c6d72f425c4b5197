#pragma once
// How much of one sheet the next one shows again, by correlation of what does not repeat.

#include <opencv2/core.hpp>

#include "logdigitise/sheet/sheet_look.hpp"

namespace logdigitise::sheet {

/// A band made ready to be laid on others: what is left of its ink once lines that run across and down are
/// taken out, and black beside the paper. At about 100 dpi.
struct BandFeatures {
  int first_row = 0;  ///< Of the straight sheet, full resolution.
  int factor = 1;     ///< Full resolution over that of the features.
  cv::Mat unlike;     ///< CV_32F: curves, numbers, writing; zero in the mean.
  cv::Mat uprights;   ///< CV_32F, one row: what stands upright in each column, zero in the mean.
};

[[nodiscard]] BandFeatures features_of(const StraightBand& band, double dpi);

/// Where the lower sheet lies on the upper one: its row y is the upper one's row y + down, its column x the
/// upper one's column x + right (straight px, full resolution).
struct OverlapPeak {
  double down = 0.0;
  double right = 0.0;
  double score = 0.0;    ///< 1 = alike; correlation over the rows in common, less where there are few.
  double second = 0.0;   ///< Of the best place elsewhere.
  double upright = 0.0;  ///< Correlation of the upright lines there.
};

struct OverlapOptions {
  double dpi = 200.0;
  double most_overlap_in = 3.0;
  double most_right_in = 1.25;
};

/// The best place, over all overlaps that the bands hold. Depth lines and grids are alike every few rows and
/// columns, so they are left out, but for the upright ones, which say how far to the right. Time: three
/// Fourier transforms of twice the bands.
[[nodiscard]] OverlapPeak find_overlap(const BandFeatures& upper, const BandFeatures& lower,
                                       const OverlapOptions& options);

/// How far to the right the lower sheet's upright lines lie on the upper one's.
struct UprightPlace {
  double right = 0.0;
  double score = 0.0;  ///< Correlation, at most 1.
};

[[nodiscard]] UprightPlace lay_uprights(const BandFeatures& upper, const BandFeatures& lower,
                                        const OverlapOptions& options);

/// The same place to a fraction of a pixel, in the middle of what both sheets show.
struct OverlapFit {
  double lower_row = 0.0;  ///< Of the straight lower sheet: where the rest was measured.
  double rows = 0.0;       ///< That both show, px; 0: too few to measure anything.
  double down = 0.0;       ///< At column x of the lower sheet.
  double right = 0.0;
  double x = 0.0;
  double turn = 0.0;    ///< The upper one's row grows by so much more per column to the right.
  double score = 0.0;   ///< Mean correlation of all ink, and of what does not repeat.
  double second = 0.0;  ///< The best of them at another height.
  double unlike = 0.0;  ///< Correlation of what does not repeat, without the sixth of the width that is most
                        ///< alike: depth numbers a hundred feet apart differ by one digit.
  double sharpness = 0.0;  ///< By what share the score falls within 2 px up and down.
  double spread_px = 0.0;  ///< Between parts of the sheet's width.
  int parts = 0;           ///< Parts, of six, that have a place of their own.
};

/// All ink counts, lines too, within 0.12 in of the peak. Six parts of the width are laid on each other by
/// themselves; a sheet whose depth lines gave no sure tilt is turned until they agree.
[[nodiscard]] OverlapFit fit_overlap(const StraightBand& upper, const StraightBand& lower,
                                     const OverlapPeak& peak, double dpi);

/// How sure it is that the sheets do overlap there, 0..1. `kOverlapAlone` and more is proof by itself,
/// `kSureOverlap` and more if the depths on both sides agree; less is none.
[[nodiscard]] double overlap_confidence(const OverlapPeak& peak, const OverlapFit& fit);

inline constexpr double kSureOverlap = 0.35;
inline constexpr double kOverlapAlone = 0.8;

/// What stands out of long runs down and across (ink CV_32F, 0..1; reach in px).
[[nodiscard]] cv::Mat without_lines(const cv::Mat& ink, int reach);

}  // namespace logdigitise::sheet
