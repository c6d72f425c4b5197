#include "logdigitise/band/scan_window.hpp"

#include <algorithm>

namespace logdigitise::band {

ScanWindow::ScanWindow(raster::RowReader& scan) : scan_(scan) {
  pixels_ = cv::Mat(0, scan.info().width, CV_8UC(scan.info().channels));
}

void ScanWindow::advance(int first, int last) {
  first = std::clamp(first, first_row_, scan_.info().height);
  last = std::clamp(last, first, scan_.info().height);
  const int type = CV_8UC(scan_.info().channels);
  const int width = scan_.info().width;
  int held_last = first_row_ + held_rows_;
  while (held_last < first) {  // Rows that nobody wants are read past in pieces.
    const int count = scan_.read_rows(std::min(first - held_last, 1024)).rows();
    if (count == 0) break;
    held_last += count;
    first_row_ = held_last;
    held_rows_ = 0;
  }
  const int drop = std::clamp(first - first_row_, 0, held_rows_);
  const cv::Mat kept = pixels_.rowRange(drop, held_rows_);
  first_row_ += drop;
  const int missing = last - (first_row_ + kept.rows);
  if (missing > 0) {
    const Image<std::uint8_t> fresh = scan_.read_rows(missing);
    cv::Mat joined(kept.rows + fresh.rows(), width, type);
    if (kept.rows > 0) kept.copyTo(joined.rowRange(0, kept.rows));
    if (fresh.rows() > 0) {
      const cv::Mat view(fresh.rows(), width, type, const_cast<std::uint8_t*>(fresh.data()));
      view.copyTo(joined.rowRange(kept.rows, joined.rows));
    }
    pixels_ = joined;
  } else {
    pixels_ = kept.clone();
  }
  held_rows_ = pixels_.rows;
  if (pixels_.rows == 0) pixels_ = cv::Mat(1, width, type, cv::Scalar::all(255));
}

}  // namespace logdigitise::band
