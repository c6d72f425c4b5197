#include "logdigitise/band/skew.hpp"

#include <algorithm>
#include <cmath>

#include "logdigitise/band/band.hpp"
#include "logdigitise/band/scan_window.hpp"

namespace logdigitise::band {

namespace {

constexpr int kEvery = 2000;  // Scan rows between measurements.
constexpr int kWindow = 600;  // Scan rows that one measurement looks at.
constexpr int kStrip = 24;    // Width of a strip whose rows are averaged, px.
constexpr double kSteepest = 0.03;
constexpr double kClear = 1.05;  // The best score must beat the median score of all slopes by this factor.

struct Strip {
  double x = 0.0;
  std::vector<double> darkness;  // Per row of the window, mean removed.
};

std::vector<Strip> strips_of(const cv::Mat& pixels, const layout::Layout& layout, int page, double y) {
  std::vector<Strip> strips;
  for (const layout::Track& track : layout.tracks) {
    const bool here = std::any_of(track.edges.begin(), track.edges.end(),
                                  [&](const layout::Edge& edge) { return edge.page == page; });
    if (!here) continue;
    const EdgePair edges = edges_at(track, page, y);
    const int first = std::max(0, static_cast<int>(edges.left));
    const int last = std::min(pixels.cols, static_cast<int>(edges.right));
    for (int x = first; x + kStrip <= last; x += kStrip) {
      Strip strip;
      strip.x = x + 0.5 * kStrip;
      double total = 0.0;
      for (int r = 0; r < pixels.rows; ++r) {
        const cv::Scalar mean = cv::mean(pixels.row(r).colRange(x, x + kStrip));
        strip.darkness.push_back(255.0 - mean[0]);
        total += strip.darkness.back();
      }
      for (double& v : strip.darkness) v -= total / pixels.rows;
      strips.push_back(std::move(strip));
    }
  }
  return strips;
}

double score(const std::vector<Strip>& strips, double x_middle, double slope, int rows) {
  const int margin = static_cast<int>(std::ceil(kSteepest * 1500.0)) + 1;
  double total = 0.0;
  for (int y = margin; y < rows - margin; ++y) {
    double sum = 0.0;
    for (const Strip& strip : strips) {
      const double at = std::clamp(y + slope * (strip.x - x_middle), 0.0, rows - 1.001);
      const auto i = static_cast<std::size_t>(at);
      const double t = at - static_cast<double>(i);
      sum += (1.0 - t) * strip.darkness[i] + t * strip.darkness[i + 1];
    }
    total += sum * sum;
  }
  return total;
}

}  // namespace

std::vector<depth::SkewSample> measure_skew(raster::RowReader& scan, const layout::Layout& layout, int page,
                                            double y_first, double y_last) {
  std::vector<depth::SkewSample> samples;
  ScanWindow window(scan);
  for (double y = std::max(y_first, 0.0); y + kWindow <= y_last; y += kEvery) {
    const int first = static_cast<int>(y);
    window.advance(first, first + kWindow);
    const cv::Mat& pixels = window.pixels();
    if (pixels.rows < kWindow) break;
    const std::vector<Strip> strips = strips_of(pixels, layout, page, y + 0.5 * kWindow);
    if (strips.size() < 4) continue;
    const double x_middle = 0.5 * (strips.front().x + strips.back().x);
    const double span = strips.back().x - strips.front().x;
    const double step = 0.4 / span;  // Less than half a pixel at the ends.
    std::vector<double> scores;
    for (double s = -kSteepest; s <= kSteepest; s += step)
      scores.push_back(score(strips, x_middle, s, pixels.rows));
    const auto best = std::max_element(scores.begin(), scores.end());
    std::vector<double> sorted = scores;
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2),
                     sorted.end());
    if (*best <= kClear * sorted[sorted.size() / 2]) continue;
    samples.push_back({y + 0.5 * kWindow, -kSteepest + step * static_cast<double>(best - scores.begin())});
  }
  std::vector<depth::SkewSample> robust = samples;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    std::vector<double> near;
    for (std::size_t j = i >= 2 ? i - 2 : 0; j < std::min(i + 3, samples.size()); ++j)
      near.push_back(samples[j].slope);
    std::sort(near.begin(), near.end());
    robust[i].slope = near[near.size() / 2];
  }
  return robust;
}

}  // namespace logdigitise::band
