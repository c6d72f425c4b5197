#include "logdigitise/synth/scan_noise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>

namespace logdigitise::synth {
namespace {

constexpr int kCoarse = 8;  // Pixels of the scan per pixel of a coarse field.

/// The 256 quantiles of a normal distribution with mean 128 and standard deviation 32.
std::array<std::uint8_t, 256> normal_quantiles() {
  std::array<std::uint8_t, 256> table{};
  double z = -4.0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const double share = (static_cast<double>(i) + 0.5) / 256.0;
    while (0.5 * std::erfc(-z / std::sqrt(2.0)) < share) z += 1e-3;
    table[i] = static_cast<std::uint8_t>(std::lround(std::clamp(128.0 + 32.0 * z, 0.0, 255.0)));
  }
  return table;
}

}  // namespace

cv::Mat white_noise(cv::Size size, Random& random) {
  const std::array<std::uint8_t, 256> quantiles = normal_quantiles();
  cv::Mat noise(size, CV_8UC1);
  std::uint64_t state = random.next() | 1U;
  std::uint8_t* out = noise.data;
  const std::size_t total = noise.total();
  std::size_t i = 0;
  while (i < total) {
    // xorshift64*: enough for noise that only eyes and networks look at, and eight pixels a step.
    state ^= state >> 12U;
    state ^= state << 25U;
    state ^= state >> 27U;
    std::uint64_t bytes = state * 0x2545f4914f6cdd1dULL;
    for (int k = 0; k < 8 && i < total; ++k, ++i, bytes >>= 8U) out[i] = quantiles[bytes & 0xffU];
  }
  return noise;
}

cv::Mat coarse_field(cv::Size size, double length_px, Random& random) {
  const cv::Size small((size.width + kCoarse - 1) / kCoarse, (size.height + kCoarse - 1) / kCoarse);
  cv::Mat field = cv::Mat::zeros(small, CV_32FC1);
  double variance = 0.0;
  double weight = 1.0;
  double length = std::max(length_px, 1.0);
  for (int octave = 0; octave < 3 && length > kCoarse / 2.0; ++octave, weight *= 0.5, length *= 0.45) {
    cv::Mat knots(static_cast<int>(size.height / length) + 3, static_cast<int>(size.width / length) + 3,
                  CV_32FC1);
    for (int y = 0; y < knots.rows; ++y) {
      for (int x = 0; x < knots.cols; ++x) knots.at<float>(y, x) = static_cast<float>(random.normal());
    }
    cv::Mat smooth;
    cv::resize(knots, smooth, small, 0, 0, cv::INTER_CUBIC);
    cv::scaleAdd(smooth, weight, field, field);
    variance += weight * weight * 0.6;  // The cubic between knots keeps about 0.6 of their variance.
  }
  if (variance > 0.0) field /= std::sqrt(variance);
  return field;
}

cv::Mat spread(const cv::Mat& coarse, cv::Size size) {
  cv::Mat bytes, full;
  coarse.convertTo(bytes, CV_8U);
  cv::resize(bytes, full, size, 0, 0, cv::INTER_LINEAR);
  return full;
}

void make_uniform(cv::Mat& field) {
  field.forEach<float>([](float& value, const int*) { value = 0.5F * std::erfc(-value * 0.70710678F); });
}

}  // namespace logdigitise::synth
