#include "logdigitise/sheet/profiles.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "logdigitise/sheet/ink_rows.hpp"

namespace logdigitise::sheet {

ScanProfiles profile_scan(const std::filesystem::path& path, const raster::RasterOptions& options,
                          Progress& progress) {
  InkRows ink(path, options);
  ScanProfiles profiles;
  profiles.info = ink.info();
  const int width = ink.info().width;
  const int height = ink.info().height;
  const int strips = std::max(1, width / kStripColumns);
  profiles.columns = Image<std::uint8_t>((height + kBlockRows - 1) / kBlockRows, width);
  profiles.rows = Image<std::uint8_t>(height, strips);
  progress.begin("profiles", height);
  int row = 0;
  for (int block = 0; block < profiles.blocks(); ++block) {
    const cv::Mat pixels = ink.next();
    if (pixels.empty()) break;
    cv::Mat mean;
    cv::reduce(pixels, mean, 0, cv::REDUCE_AVG, CV_32F);
    for (int x = 0; x < width; ++x)
      profiles.columns.at(block, x) = cv::saturate_cast<std::uint8_t>(mean.at<float>(0, x));
    if (width >= kStripColumns) {
      cv::Mat small(pixels.rows, strips, CV_8UC1, profiles.rows.row(row).data());
      cv::resize(pixels.colRange(0, strips * kStripColumns), small, small.size(), 0, 0, cv::INTER_AREA);
    }
    row += pixels.rows;
    progress.advance(row);
  }
  profiles.info = ink.info();  // Whether it is a negative is known now.
  return profiles;
}

}  // namespace logdigitise::sheet
