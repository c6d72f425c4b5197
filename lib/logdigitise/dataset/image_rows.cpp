#include "logdigitise/dataset/image_rows.hpp"

#include <algorithm>
#include <cstring>
#include <opencv2/imgproc.hpp>

namespace logdigitise::dataset {

ImageRows::ImageRows(const cv::Mat& pixels, bool bilevel) : pixels_(pixels) {
  if (pixels.channels() == 3) cv::cvtColor(pixels, pixels_, cv::COLOR_BGR2RGB);
  info_.width = pixels.cols;
  info_.height = pixels.rows;
  info_.channels = pixels.channels();
  info_.bilevel = bilevel;
}

Image<std::uint8_t> ImageRows::read_rows(int count) {
  count = std::clamp(count, 0, pixels_.rows - next_row_);
  Image<std::uint8_t> rows(count, info_.width, info_.channels);
  for (int r = 0; r < count; ++r) {
    std::memcpy(rows.row(r).data(), pixels_.ptr<std::uint8_t>(next_row_ + r), rows.row(r).size());
  }
  next_row_ += count;
  return rows;
}

}  // namespace logdigitise::dataset
