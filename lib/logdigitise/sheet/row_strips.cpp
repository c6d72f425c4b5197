#include "logdigitise/sheet/row_strips.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace logdigitise::sheet {

namespace {

constexpr int kRidgeCap = 160;         // Of 255, per strip and row.
constexpr double kActiveShare = 0.35;  // Strips with less ridge than this share of the mean are margins.

}  // namespace

cv::Mat row_ridges(const ScanProfiles& profiles, int first, int last) {
  const int half = std::max(5, profiles.info.width / 250);
  const int from = std::max(0, first - 2 * half);
  const int to = std::min(profiles.rows.rows(), last + 2 * half);
  const cv::Mat rows(to - from, profiles.strips(), CV_8UC1,
                     const_cast<std::uint8_t*>(profiles.rows.row(from).data()));
  cv::Mat ridges;
  cv::morphologyEx(rows, ridges, cv::MORPH_TOPHAT,
                   cv::getStructuringElement(cv::MORPH_RECT, {1, 2 * half + 1}));
  cv::min(ridges, kRidgeCap, ridges);
  return ridges.rowRange(first - from, last - from).clone();
}

RowStrips useful_strips(const cv::Mat& ridges, double skip_left, double skip_right) {
  RowStrips all;
  std::vector<double> energy;
  double total = 0.0;
  for (int s = 0; s < ridges.cols; ++s) {
    const double left = s * kStripColumns;
    if (left + kStripColumns > skip_left && left < skip_right) continue;
    all.index.push_back(s);
    all.x.push_back(left + 0.5 * kStripColumns);
    energy.push_back(cv::mean(ridges.col(s))[0]);
    total += energy.back();
  }
  RowStrips strips;
  for (std::size_t i = 0; i < all.index.size(); ++i) {
    if (energy[i] * static_cast<double>(energy.size()) < kActiveShare * total) continue;
    strips.index.push_back(all.index[i]);
    strips.x.push_back(all.x[i]);
  }
  return strips;
}

RowStrips strips_or_useful(const std::vector<int>& strips, const cv::Mat& ridges, double skip_left,
                           double skip_right) {
  if (strips.empty()) return useful_strips(ridges, skip_left, skip_right);
  RowStrips these;
  for (const int s : strips) {
    these.index.push_back(s);
    these.x.push_back((s + 0.5) * kStripColumns);
  }
  return these;
}

}  // namespace logdigitise::sheet
