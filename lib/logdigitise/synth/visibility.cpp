#include "logdigitise/synth/visibility.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::synth {

namespace {

constexpr double kStep = 2.0;     // Between places along a stroke, px.
constexpr int kPaperReach = 9;    // Where the paper around a place is looked for, px.
constexpr double kBeside = 6.0;   // From the stroke's edge to where it is looked for what is dark anyway, px.
constexpr int kLeastPlaces = 20;  // With fewer that stand clear nothing can be said.
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

/// Whether the page shows nothing around a place: no grid, no other curve, no other part of this one.
bool is_clear(const cv::Mat& page, const cv::Point2d& p) {
  for (const double dy : {-1.0, 0.0, 1.0})
    for (const double dx : {-1.0, 0.0, 1.0})
      if (is_inked(page, p + cv::Point2d(dx, dy))) return false;
  return true;
}

bool is_seen(const cv::Mat& scan, const cv::Point2d& p, int reach) {
  const int x = static_cast<int>(std::floor(p.x));
  const int y = static_cast<int>(std::floor(p.y));
  int ink = 255;
  int paper = 0;
  for (int dy = -reach; dy <= reach; dy += 3) {
    for (int dx = -reach; dx <= reach; dx += 3) {
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
  const int reach = kPaperReach + static_cast<int>(std::ceil(0.5 * curve.pen_px));
  int places = 0;  // Of the stroke, each with a clear one beside it.
  int seen = 0;
  int beside = 0;  // Of the clear ones: speckle, bleeding ink.
  for (const auto& stroke : curve.strokes) {
    for (std::size_t i = 1; i < stroke.size(); ++i) {
      const cv::Point2d along = stroke[i] - stroke[i - 1];
      const double length = std::hypot(along.x, along.y);
      if (length == 0.0) continue;
      const cv::Point2d across = cv::Point2d(along.y, -along.x) * ((0.5 * curve.pen_px + kBeside) / length);
      const int steps = std::max(1, static_cast<int>(length / kStep));
      for (int k = 0; k < steps; ++k) {
        const cv::Point2d p = stroke[i - 1] + along * (static_cast<double>(k) / steps);
        if (!is_inked(page, p)) continue;
        for (const double side : {-1.0, 1.0}) {
          const cv::Point2d paper = p + across * side;
          if (!is_clear(page, paper)) continue;
          ++places;
          seen += is_seen(scan.pixels, geometry.to_scan(p), reach) ? 1 : 0;
          beside += is_seen(scan.pixels, geometry.to_scan(paper), reach) ? 1 : 0;
        }
      }
    }
  }
  if (places < kLeastPlaces) return 1.0;
  return std::max(0.0, static_cast<double>(seen - beside) / places);
}

double least_share_seen(const std::vector<DrawnCurve>& curves, const cv::Mat& page,
                        const ScanGeometry& geometry, const Scan& scan) {
  double least = 1.0;
  for (const DrawnCurve& curve : curves) least = std::min(least, share_seen(curve, page, geometry, scan));
  return least;
}

}  // namespace logdigitise::synth
