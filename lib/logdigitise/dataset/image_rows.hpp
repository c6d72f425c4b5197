#pragma once
// A scan that is already in memory, read like any other.

#include <opencv2/core.hpp>
#include <vector>

#include "logdigitise/raster/reader.hpp"

namespace logdigitise::dataset {

class ImageRows : public raster::RowReader {
 public:
  /// `pixels`: CV_8UC1, or CV_8UC3 in OpenCV's order (blue, green, red).
  ImageRows(const cv::Mat& pixels, bool bilevel);

  [[nodiscard]] const raster::RasterInfo& info() const override { return info_; }
  [[nodiscard]] Image<std::uint8_t> read_rows(int count) override;
  [[nodiscard]] const std::vector<raster::DamagedRows>& damaged() const override { return damaged_; }

 private:
  cv::Mat pixels_;
  int next_row_ = 0;
  raster::RasterInfo info_;
  std::vector<raster::DamagedRows> damaged_;
};

}  // namespace logdigitise::dataset
