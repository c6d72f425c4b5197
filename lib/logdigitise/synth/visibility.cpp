#include "logdigitise/synth/visibility.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::synth {

namespace {

constexpr double kStep = 2.0;       // Between places along a stroke, px.
constexpr int kPaperReach = 9;      // Where the paper around a place is looked for, px.
constexpr double kBeside = 7.0;     // Where it is looked beside the stroke for what is dark there anyway, px.
constexpr double kLeastRoom = 0.5;  // Of the share that a stroke may have beyond what lies beside it.
constexpr int kLeastContrast = 28;  // Grey levels by which ink must be darker than its paper.

int darkest_channel(const cv::Mat& image, int x, int y) {
  const std::uint8_t* pixel = image.ptr<std::uint8_t>(y) + static_cast<std::ptrdiff_t>(x) * image.channels();
  return *std::min_element(pixel, pixel + image.channels());
}

bool inside(const cv::Mat& image, int x, int y) {
  return x >= 0 && y >= 0 && x < image.cols && y < image.rows;
}

bool is_inked(const cv::Mat& page, const cv::Point2d& p) {
  const int x = static_cast<int>(std::floor(p.x));
  const int y = static_cast<int>(std::floor(p.y));
  return inside(page, x, y) && darkest_channel(page, x, y) < 235;
}

bool is_seen(const cv::Mat& scan, const cv::Point2d& p) {
  const int x = static_cast<int>(std::floor(p.x));
  const int y = static_cast<int>(std::floor(p.y));
  int ink = 255;
  int paper = 0;
  for (int dy = -kPaperReach; dy <= kPaperReach; dy += 3) {
    for (int dx = -kPaperReach; dx <= kPaperReach; dx += 3) {
      if (inside(scan, x + dx, y + dy)) paper = std::max(paper, darkest_channel(scan, x + dx, y + dy));
    }
  }
  for (int dy = -1; dy <= 1; ++dy) {
    for (int dx = -1; dx <= 1; ++dx) {
      if (inside(scan, x + dx, y + dy)) ink = std::min(ink, darkest_channel(scan, x + dx, y + dy));
    }
  }
  return paper - ink >= kLeastContrast;
}

}  // namespace

double share_seen(const DrawnCurve& curve, const cv::Mat& page, const ScanGeometry& geometry,
                  const Scan& scan) {
  int inked = 0;
  int seen = 0;
  int beside = 0;  // Of twice as many places left and right of the stroke: grid, speckle, other curves.
  for (const auto& stroke : curve.strokes) {
    for (std::size_t i = 1; i < stroke.size(); ++i) {
      const cv::Point2d along = stroke[i] - stroke[i - 1];
      const int places = std::max(1, static_cast<int>(std::hypot(along.x, along.y) / kStep));
      for (int k = 0; k < places; ++k) {
        const cv::Point2d p = stroke[i - 1] + along * (static_cast<double>(k) / places);
        if (!is_inked(page, p)) continue;
        ++inked;
        if (is_seen(scan.pixels, geometry.to_scan(p))) ++seen;
        for (const double side : {-kBeside, kBeside}) {
          if (is_seen(scan.pixels, geometry.to_scan(p + cv::Point2d(side, 0.0)))) ++beside;
        }
      }
    }
  }
  if (inked == 0) return 1.0;
  const double share = static_cast<double>(seen) / inked;
  const double by_chance = 0.5 * beside / inked;
  // Where most of the paper is dark, being dark says nothing: no share of so little room counts as seen.
  return std::max(0.0, (share - by_chance) / std::max(1.0 - by_chance, kLeastRoom));
}

double least_share_seen(const std::vector<DrawnCurve>& curves, const cv::Mat& page,
                        const ScanGeometry& geometry, const Scan& scan) {
  double least = 1.0;
  for (const DrawnCurve& curve : curves) least = std::min(least, share_seen(curve, page, geometry, scan));
  return least;
}

}  // namespace logdigitise::synth
