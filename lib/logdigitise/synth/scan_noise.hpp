#pragma once
// Noise for the scanner: from pixel to pixel, and fields that change slowly over the sheet.

#include <opencv2/core.hpp>

#include "logdigitise/core/random.hpp"

namespace logdigitise::synth {

/// CV_8UC1, independent from pixel to pixel: normal with mean 128 and standard deviation 32.
[[nodiscard]] cv::Mat white_noise(cv::Size size, Random& random);

/// CV_32FC1 of about `size / 8`: standard normal in each point, smooth over `length_px` (pixels of `size`),
/// with finer detail of less weight. Bring it to full size with `spread`.
[[nodiscard]] cv::Mat coarse_field(cv::Size size, double length_px, Random& random);

/// A coarse field as CV_8UC1 of `size`, rounded and cut to 0 .. 255.
[[nodiscard]] cv::Mat spread(const cv::Mat& coarse, cv::Size size);

/// Distribution function of the standard normal, in place: values become uniform on 0 .. 1.
void make_uniform(cv::Mat& field);

}  // namespace logdigitise::synth
