#pragma once
// The rows of a scan that are needed now, while it is read once from top to bottom.

#include <opencv2/core.hpp>

#include "logdigitise/raster/reader.hpp"

namespace logdigitise::band {

class ScanWindow {
 public:
  /// `scan` must outlive the window.
  explicit ScanWindow(raster::RowReader& scan);

  /// Makes rows [first, last) available, as far as the scan has them; rows above `first` are forgotten and
  /// cannot be asked for again.
  void advance(int first, int last);

  [[nodiscard]] int first_row() const { return first_row_; }
  /// CV_8UC1 or CV_8UC3; its first row is scan row first_row(). At least one row (white if there is none).
  [[nodiscard]] const cv::Mat& pixels() const { return pixels_; }

 private:
  raster::RowReader& scan_;
  int first_row_ = 0;
  int held_rows_ = 0;  ///< Rows of pixels_ that came from the scan.
  cv::Mat pixels_;
};

}  // namespace logdigitise::band
