#pragma once
// From the colours of a scan to how much ink of which colour lies where.

#include <cstdint>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::band {

/// Ink is measured in cells of this many rows and columns, whose paper and ink levels differ.
inline constexpr int kCellColumns = 64;

/// What a block of rows says about its paper and its ink. Levels are 0..255 a channel.
struct BlockLevels {
  cv::Mat paper;         ///< 1 x cells, CV_32FC(channels): brightness of the blank paper.
  float darkest = 0.0F;  ///< Level of the darkest ink of the block (its least channel).
};

/// Measures a block (CV_8UC1 or CV_8UC3, rows x columns).
[[nodiscard]] BlockLevels measure_levels(const cv::Mat& block);

/// Levels smoothed over neighbouring blocks; `levels` are those of the block and its neighbours.
[[nodiscard]] BlockLevels smooth_levels(const std::vector<const BlockLevels*>& levels);

/// Ink of a block: 0 = paper, 255 = full ink (CV_8UC1).
[[nodiscard]] cv::Mat ink_of_block(const cv::Mat& block, const BlockLevels& levels);

/// The part of `ink` that has the colour `target` rather than one of `others`, black or another plain hue.
/// `block` is CV_8UC3 (red, green, blue). Antialiased pixels keep the direction in which their ink absorbs
/// light, so the angle between directions decides, not the brightness.
[[nodiscard]] cv::Mat own_ink_of_block(const cv::Mat& block, const BlockLevels& levels, const cv::Mat& ink,
                                       const layout::Colour& target,
                                       const std::vector<layout::Colour>& others);

}  // namespace logdigitise::band
