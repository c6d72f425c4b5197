#include "logdigitise/band/ink.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace logdigitise::band {

namespace {

constexpr double kPaperShare = 0.80;     // Of a cell's pixels are darker than what is taken as its paper.
constexpr double kDarkShare = 0.002;     // Of a block's pixels are darker than what is taken as its ink.
constexpr float kLeastContrast = 56.0F;  // Of grey levels: below this, a block holds no ink worth stretching.
constexpr double kColourSharpness = 0.03;  // In units of the cosine between absorption directions.

using Histogram = std::array<int, 256>;

float quantile(const Histogram& histogram, int total, double share) {
  const double wanted = share * total;
  double seen = 0.0;
  for (std::size_t level = 0; level < histogram.size(); ++level) {
    seen += histogram[level];
    if (seen >= wanted) return static_cast<float>(level);
  }
  return 255.0F;
}

/// Paper level at every pixel of a row: cells' levels, linear between their centres.
cv::Mat paper_row(const BlockLevels& levels, int columns) {
  const int cells = levels.paper.cols;
  const int channels = levels.paper.channels();
  cv::Mat row(1, columns, CV_32FC(channels));
  for (int x = 0; x < columns; ++x) {
    const double position = std::clamp((x + 0.5) / kCellColumns - 0.5, 0.0, cells - 1.0);
    const int left = std::min(static_cast<int>(position), std::max(cells - 2, 0));
    const int right = std::min(left + 1, cells - 1);
    const auto t = static_cast<float>(position - left);
    for (int c = 0; c < channels; ++c) {
      const float a = levels.paper.ptr<float>(0)[left * channels + c];
      const float b = levels.paper.ptr<float>(0)[right * channels + c];
      row.ptr<float>(0)[x * channels + c] = a + t * (b - a);
    }
  }
  return row;
}

std::array<double, 3> absorption_direction(const layout::Colour& colour) {
  std::array<double, 3> d{255.0 - colour.red, 255.0 - colour.green, 255.0 - colour.blue};
  const double length = std::sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
  if (length < 1.0) return {0.577, 0.577, 0.577};  // White ink cannot be seen; black is the best guess.
  for (double& v : d) v /= length;
  return d;
}

double cosine(const std::array<double, 3>& a, const std::array<double, 3>& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

}  // namespace

BlockLevels measure_levels(const cv::Mat& block) {
  const int channels = block.channels();
  const int cells = (block.cols + kCellColumns - 1) / kCellColumns;
  BlockLevels levels;
  levels.paper = cv::Mat(1, cells, CV_32FC(channels));
  Histogram darkest{};
  for (int cell = 0; cell < cells; ++cell) {
    const int first = cell * kCellColumns;
    const int last = std::min(first + kCellColumns, block.cols);
    std::array<Histogram, 3> histograms{};
    for (int y = 0; y < block.rows; ++y) {
      const std::uint8_t* row = block.ptr<std::uint8_t>(y);
      for (int x = first; x < last; ++x) {
        std::uint8_t least = 255;
        for (int c = 0; c < channels; ++c) {
          const std::uint8_t v = row[x * channels + c];
          ++histograms[static_cast<std::size_t>(c)][v];
          least = std::min(least, v);
        }
        ++darkest[least];
      }
    }
    const int pixels = (last - first) * block.rows;
    for (int c = 0; c < channels; ++c) {
      levels.paper.ptr<float>(0)[cell * channels + c] =
          quantile(histograms[static_cast<std::size_t>(c)], pixels, kPaperShare);
    }
  }
  levels.darkest = quantile(darkest, block.rows * block.cols, kDarkShare);
  return levels;
}

BlockLevels smooth_levels(const std::vector<const BlockLevels*>& levels) {
  BlockLevels smooth;
  smooth.paper = cv::Mat::zeros(1, levels.front()->paper.cols, levels.front()->paper.type());
  float sum = 0.0F;
  for (const BlockLevels* one : levels) {
    smooth.paper += one->paper;
    sum += one->darkest;
  }
  const auto count = static_cast<float>(levels.size());
  smooth.paper = smooth.paper / count;
  smooth.darkest = sum / count;
  cv::blur(smooth.paper, smooth.paper, cv::Size(3, 1), cv::Point(-1, -1), cv::BORDER_REPLICATE);
  return smooth;
}

cv::Mat ink_of_block(const cv::Mat& block, const BlockLevels& levels) {
  const cv::Mat paper = paper_row(levels, block.cols);
  const int channels = block.channels();
  cv::Mat ink(block.rows, block.cols, CV_8UC1);
  for (int y = 0; y < block.rows; ++y) {
    const std::uint8_t* in = block.ptr<std::uint8_t>(y);
    const float* blank = paper.ptr<float>(0);
    std::uint8_t* out = ink.ptr<std::uint8_t>(y);
    for (int x = 0; x < block.cols; ++x) {
      float strongest = 0.0F;
      for (int c = 0; c < channels; ++c) {
        const float level = blank[x * channels + c];
        const float contrast = std::max(level - levels.darkest, kLeastContrast);
        strongest = std::max(strongest, (level - static_cast<float>(in[x * channels + c])) / contrast);
      }
      out[x] = cv::saturate_cast<std::uint8_t>(255.0F * strongest);
    }
  }
  return ink;
}

cv::Mat own_ink_of_block(const cv::Mat& block, const BlockLevels& levels, const cv::Mat& ink,
                         const layout::Colour& target, const std::vector<layout::Colour>& others) {
  // Every plain hue is a rival, so that a green grid is not taken for a black curve when no curve is green.
  static const std::array<layout::Colour, 7> kPlainHues = {
      {{0, 0, 0}, {255, 0, 0}, {0, 160, 0}, {0, 0, 255}, {0, 255, 255}, {255, 0, 255}, {255, 200, 0}}};
  const std::array<double, 3> own = absorption_direction(target);
  std::vector<std::array<double, 3>> rivals;
  for (const layout::Colour& other : others) {
    if (!(other == target)) rivals.push_back(absorption_direction(other));
  }
  for (const layout::Colour& hue : kPlainHues) {
    const auto direction = absorption_direction(hue);
    if (cosine(direction, own) < 0.96) rivals.push_back(direction);
  }

  const cv::Mat paper = paper_row(levels, block.cols);
  cv::Mat result(block.rows, block.cols, CV_8UC1, cv::Scalar(0));
  for (int y = 0; y < block.rows; ++y) {
    const std::uint8_t* in = block.ptr<std::uint8_t>(y);
    const std::uint8_t* amount = ink.ptr<std::uint8_t>(y);
    const float* blank = paper.ptr<float>(0);
    std::uint8_t* out = result.ptr<std::uint8_t>(y);
    for (int x = 0; x < block.cols; ++x) {
      if (amount[x] < 8) continue;
      std::array<double, 3> absorbed{};
      double length = 0.0;
      for (std::size_t c = 0; c < 3; ++c) {
        const std::size_t i = static_cast<std::size_t>(x) * 3 + c;
        absorbed[c] = std::max(0.0, 1.0 - in[i] / std::max(static_cast<double>(blank[i]), 1.0));
        length += absorbed[c] * absorbed[c];
      }
      length = std::sqrt(length);
      if (length <= 0.0) continue;
      for (double& v : absorbed) v /= length;
      const double mine = cosine(absorbed, own);
      double share = 1.0;
      for (const auto& rival : rivals) share += std::exp((cosine(absorbed, rival) - mine) / kColourSharpness);
      out[x] = cv::saturate_cast<std::uint8_t>(amount[x] / share);
    }
  }
  return result;
}

}  // namespace logdigitise::band
