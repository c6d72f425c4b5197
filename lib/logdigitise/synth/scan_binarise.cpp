#include "logdigitise/synth/scan_binarise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace logdigitise::synth {
namespace {

constexpr int kShrink = 4;  // Local statistics change slowly: a quarter of the resolution will do.

cv::Mat at_full_size(const cv::Mat& small, cv::Size size) {
  cv::Mat bytes, full;
  small.convertTo(bytes, CV_8U);
  cv::resize(bytes, full, size, 0, 0, cv::INTER_LINEAR);
  return full;
}

/// The local threshold: mean * share, for Sauvola times 1 + 0.3 (deviation / 128 - 1) instead.
cv::Mat local_threshold(const cv::Mat& grey, bool sauvola, double share, int window_px) {
  const int window = std::max(3, window_px / kShrink) | 1;
  cv::Mat small, mean;
  cv::resize(grey, small, {std::max(1, grey.cols / kShrink), std::max(1, grey.rows / kShrink)}, 0, 0,
             cv::INTER_AREA);
  small.convertTo(small, CV_32F);
  cv::boxFilter(small, mean, CV_32F, {window, window}, {-1, -1}, true, cv::BORDER_REPLICATE);
  if (!sauvola) return at_full_size(mean * share, grey.size());
  cv::Mat square;
  cv::boxFilter(small.mul(small), square, CV_32F, {window, window}, {-1, -1}, true, cv::BORDER_REPLICATE);
  cv::Mat deviation = cv::max(square - mean.mul(mean), 0.0);
  cv::sqrt(deviation, deviation);
  // Averaging over the cells of the small image has taken about half of the deviation of thin lines.
  const double strength = 2.0 * (1.0 - share);
  cv::Mat level = mean.mul(1.0 + strength * (deviation * (1.0 / 64.0) - 1.0));
  return at_full_size(level, grey.size());
}

cv::Mat below(const cv::Mat& grey, const cv::Mat& level) {
  cv::Mat paper;
  cv::compare(grey, level, paper, cv::CMP_GE);
  return paper;
}

/// Floyd and Steinberg, 1976.
cv::Mat diffuse_error(const cv::Mat& grey, int level) {
  cv::Mat out(grey.size(), CV_8UC1);
  const auto width = static_cast<std::size_t>(grey.cols);
  std::vector<int> here(width + 2, 0), next(width + 2, 0);
  for (int y = 0; y < grey.rows; ++y) {
    const auto* in = grey.ptr<std::uint8_t>(y);
    auto* to = out.ptr<std::uint8_t>(y);
    int ahead = 0;
    for (std::size_t x = 0; x < width; ++x) {
      const int wanted = in[x] + (here[x + 1] + ahead) / 16;
      const int got = wanted >= level ? 255 : 0;
      to[x] = static_cast<std::uint8_t>(got);
      const int error = std::clamp(wanted - got, -255, 255);
      ahead = 7 * error;
      next[x] += 3 * error;
      next[x + 1] += 5 * error;
      next[x + 2] = error;
    }
    std::swap(here, next);
    std::fill(next.begin(), next.end(), 0);
  }
  return out;
}

/// Bayer, 1973, 8 x 8.
cv::Mat order_dither(const cv::Mat& grey) {
  std::array<std::array<std::uint8_t, 8>, 8> level{};
  for (unsigned y = 0; y < 8; ++y) {
    for (unsigned x = 0; x < 8; ++x) {
      unsigned rank = 0;
      for (unsigned bit = 0; bit < 3; ++bit) {
        const unsigned a = (x >> bit) & 1U;
        const unsigned b = (y >> bit) & 1U;
        rank = (rank << 2U) | ((a ^ b) << 1U) | b;
      }
      level[y][x] = static_cast<std::uint8_t>(20 + rank * 3);
    }
  }
  cv::Mat out(grey.size(), CV_8UC1);
  for (int y = 0; y < grey.rows; ++y) {
    const auto* in = grey.ptr<std::uint8_t>(y);
    auto* to = out.ptr<std::uint8_t>(y);
    const auto& row = level[static_cast<std::size_t>(y) % 8];
    for (int x = 0; x < grey.cols; ++x) to[x] = in[x] >= row[static_cast<std::size_t>(x) % 8] ? 255 : 0;
  }
  return out;
}

}  // namespace

cv::Mat binarise(const cv::Mat& grey, Binarisation method, double threshold, double paper_level,
                 int window_px) {
  const double level = std::clamp(threshold * paper_level, 1.0, 254.0);
  cv::Mat out;
  switch (method) {
    case Binarisation::kGlobal:
      cv::threshold(grey, out, std::floor(level), 255, cv::THRESH_BINARY);
      return out;
    case Binarisation::kOtsu:
      cv::threshold(grey, out, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
      return out;
    case Binarisation::kAdaptiveMean:
      return below(grey, local_threshold(grey, false, threshold, window_px));
    case Binarisation::kSauvola:
      return below(grey, local_threshold(grey, true, threshold, window_px));
    case Binarisation::kErrorDiffusion:
    case Binarisation::kOrderedDither:
      break;
  }
  // Dithers keep light grey as dots unless the paper is stretched to white first.
  cv::Mat stretched;
  const double gain = 255.0 / (0.9 * paper_level - 10.0);
  grey.convertTo(stretched, CV_8U, gain, -10.0 * gain);
  return method == Binarisation::kErrorDiffusion ? diffuse_error(stretched, 128) : order_dither(stretched);
}

}  // namespace logdigitise::synth
