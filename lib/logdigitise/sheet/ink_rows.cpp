#include "logdigitise/sheet/ink_rows.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "logdigitise/band/ink.hpp"

namespace logdigitise::sheet {

InkRows::InkRows(const std::filesystem::path& path, const raster::RasterOptions& options)
    : scan_(raster::open_raster(path, options)) {}

cv::Mat InkRows::next() {
  Image<std::uint8_t> rows = scan_->read_rows(kBlockRows);
  if (rows.rows() == 0) return {};
  const cv::Mat view(rows.rows(), rows.columns(), CV_8UC(rows.channels()), rows.data());
  if (scan_->info().bilevel && rows.channels() == 1) return 255 - view;
  return band::ink_of_block(view, band::measure_levels(view));
}

cv::Mat InkWindow::rows(int first, int last) {
  const int columns = rows_.info().width;
  if (first > held_from_) {
    const int drop = std::min(first - held_from_, held_.rows);
    held_ = drop < held_.rows ? held_.rowRange(drop, held_.rows).clone() : cv::Mat();
    held_from_ += drop;
  }
  while (held_from_ + held_.rows < last) {
    cv::Mat block = rows_.next();
    if (block.empty()) break;
    if (held_.empty() && held_from_ + block.rows <= first) {
      held_from_ += block.rows;
      continue;
    }
    if (held_.empty()) {
      held_ = block;
    } else {
      cv::vconcat(held_, block, held_);
    }
    if (held_from_ < first) {
      const int drop = std::min(first - held_from_, held_.rows);
      held_ = drop < held_.rows ? held_.rowRange(drop, held_.rows).clone() : cv::Mat();
      held_from_ += drop;
    }
  }
  cv::Mat result(std::max(0, last - first), columns, CV_8UC1, cv::Scalar(0));
  const int from = std::max(first, held_from_);
  const int to = std::min(last, held_from_ + held_.rows);
  if (from < to)
    held_.rowRange(from - held_from_, to - held_from_).copyTo(result.rowRange(from - first, to - first));
  return result;
}

}  // namespace logdigitise::sheet
