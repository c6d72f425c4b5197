#include "logdigitise/sheet/ridges.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace logdigitise::sheet {

int ridge_width(int columns) { return std::max(9, columns / 130) | 1; }

Image<std::uint8_t> column_ridges(const ScanProfiles& profiles) {
  const Image<std::uint8_t>& columns = profiles.columns;
  Image<std::uint8_t> ridges(columns.rows(), columns.columns());
  // Heavy lines are up to 3.5 pt wide.
  const int width =
      std::max(ridge_width(columns.columns()), static_cast<int>(0.06 * profiles.info.dpi_x) | 1);
  const cv::Mat kernel = cv::getStructuringElement(cv::MORPH_RECT, cv::Size(width, 1));
  const cv::Mat in(columns.rows(), columns.columns(), CV_8UC1, const_cast<std::uint8_t*>(columns.data()));
  cv::Mat out(ridges.rows(), ridges.columns(), CV_8UC1, ridges.data());
  cv::morphologyEx(in, out, cv::MORPH_TOPHAT, kernel, cv::Point(-1, -1), 1, cv::BORDER_REPLICATE);
  return ridges;
}

double ridge_at(std::span<const std::uint8_t> block, double x) {
  const double position = x - 0.5;
  const int left = static_cast<int>(std::floor(position));
  if (left < 0 || left + 1 >= static_cast<int>(block.size())) return 0.0;
  const double t = position - left;
  return (1.0 - t) * block[static_cast<std::size_t>(left)] + t * block[static_cast<std::size_t>(left) + 1];
}

}  // namespace logdigitise::sheet
