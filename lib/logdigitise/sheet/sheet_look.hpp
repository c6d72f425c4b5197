#pragma once
// One sheet of several: how it lies in its scan, and the ink of its two ends, straightened.

#include <opencv2/core.hpp>
#include <vector>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/raster/pages.hpp"
#include "logdigitise/sheet/profiles.hpp"

namespace logdigitise::sheet {

/// How a sheet is straightened: a point (X, Y) of the straight sheet is at
///     x = X + shift(Y)        y = Y + tilt(Y) (X - middle)
/// of its scan, px. So depth lines come to lie level and grid lines upright, as well as they were found.
struct SheetBend {
  double middle = 0.0;        ///< Half the scan's width.
  std::vector<double> shift;  ///< Px, one per block of kBlockRows rows, at its middle.
  std::vector<double> tilt;   ///< dy/dx of the depth lines, the same.

  [[nodiscard]] double shift_at(double y) const;
  [[nodiscard]] double tilt_at(double y) const;
  [[nodiscard]] cv::Point2d to_scan(cv::Point2d straight) const;
};

/// The ink of rows [first_row, first_row + ink.rows) of a straight sheet: CV_8UC1, 255 = full ink.
struct StraightBand {
  int first_row = 0;
  cv::Mat ink;
};

struct SheetLook {
  raster::ScanPage page;
  raster::RasterInfo info;
  SheetBend bend;
  StraightBand top;  ///< Its first and last `end_rows` rows; the same rows twice on a short sheet.
  StraightBand bottom;
};

/// Reads a sheet twice from top to bottom. Memory beside the result: profiles of it, and a window of rows.
/// Throws what opening it throws.
[[nodiscard]] SheetLook look_at_sheet(const raster::ScanPage& page, const raster::RasterOptions& options,
                                      int end_rows, Progress& progress);

}  // namespace logdigitise::sheet
