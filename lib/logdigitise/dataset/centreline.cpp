#include "logdigitise/dataset/centreline.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

namespace logdigitise::dataset {

namespace {

constexpr int kShift = 4;  // Binary digits behind the point in OpenCV's line coordinates.
constexpr double kFixed = 1 << kShift;

constexpr int kBeside = 8;  // Columns from a stroke at which the ink that is there anyway is looked at.

/// The darkest ink within two columns.
int darkest_near(const Image<std::uint8_t>& planes, int row, int column) {
  int darkest = 0;
  for (int x = std::max(0, column - 2); x <= std::min(planes.columns() - 1, column + 2); ++x) {
    darkest = std::max<int>(darkest, planes.at(row, x, 0));
  }
  return darkest;
}

cv::Point fixed(const cv::Point2d& p) {
  return {static_cast<int>(std::lround((p.x - 0.5) * kFixed)),
          static_cast<int>(std::lround((p.y - 0.5) * kFixed))};
}

}  // namespace

void mark_strokes(const std::vector<Stroke>& strokes, double width_px, unsigned bit, cv::Mat& labels) {
  cv::Mat mask = cv::Mat::zeros(labels.size(), CV_8UC1);
  // OpenCV's antialiased lines come out two pixels wider than asked for (measured by the test of this
  // function).
  const int thickness = std::max(1, static_cast<int>(std::lround(width_px)) - 2);
  for (const Stroke& stroke : strokes) {
    for (std::size_t i = 1; i < stroke.size(); ++i) {
      cv::line(mask, fixed(stroke[i - 1]), fixed(stroke[i]), cv::Scalar(255), thickness, cv::LINE_AA, kShift);
    }
  }
  for (int y = 0; y < labels.rows; ++y) {
    const std::uint8_t* drawn = mask.ptr<std::uint8_t>(y);
    std::uint8_t* out = labels.ptr<std::uint8_t>(y);
    for (int x = 0; x < labels.cols; ++x) {
      if (drawn[x] >= 128) out[x] = static_cast<std::uint8_t>(out[x] | (1U << bit));
    }
  }
}

std::vector<float> row_positions(const std::vector<Stroke>& strokes, int rows) {
  std::vector<double> length(static_cast<std::size_t>(rows), 0.0);
  std::vector<double> moment(length.size(), 0.0);
  for (const Stroke& stroke : strokes) {
    for (std::size_t i = 1; i < stroke.size(); ++i) {
      const cv::Point2d a = stroke[i - 1];
      const cv::Point2d b = stroke[i];
      const double whole = std::hypot(b.x - a.x, b.y - a.y);
      if (whole <= 0.0) continue;
      const double low = std::min(a.y, b.y);
      const double high = std::max(a.y, b.y);
      const int first = std::max(0, static_cast<int>(std::floor(low)));
      const int last = std::min(rows - 1, static_cast<int>(std::floor(high)));
      for (int r = first; r <= last; ++r) {
        // The part of the piece between the row's upper and lower border.
        double t0 = 0.0;
        double t1 = 1.0;
        if (high > low) {
          t0 = (std::clamp(static_cast<double>(r), low, high) - a.y) / (b.y - a.y);
          t1 = (std::clamp(r + 1.0, low, high) - a.y) / (b.y - a.y);
        }
        const double part = std::abs(t1 - t0) * whole;
        const auto row = static_cast<std::size_t>(r);
        length[row] += part;
        moment[row] += part * (a.x + 0.5 * (t0 + t1) * (b.x - a.x));
      }
    }
  }
  std::vector<float> positions(length.size(), std::numeric_limits<float>::quiet_NaN());
  for (std::size_t r = 0; r < length.size(); ++r) {
    if (length[r] > 0.25) positions[r] = static_cast<float>(moment[r] / length[r]);
  }
  return positions;
}

std::vector<bool> unseen_rows(const Image<std::uint8_t>& planes, const std::vector<float>& x_px,
                              int reach_rows, double least_ink) {
  const std::size_t rows = x_px.size();
  // Running sums of ink and of rows where the curve is drawn.
  std::vector<double> ink(rows + 1, 0.0);
  std::vector<int> drawn(rows + 1, 0);
  for (std::size_t r = 0; r < rows; ++r) {
    ink[r + 1] = ink[r];
    drawn[r + 1] = drawn[r];
    if (std::isnan(x_px[r])) continue;
    const int centre = static_cast<int>(std::floor(x_px[r]));
    const int row = static_cast<int>(r);
    ink[r + 1] += darkest_near(planes, row, centre) - 0.5 * (darkest_near(planes, row, centre - kBeside) +
                                                             darkest_near(planes, row, centre + kBeside));
    ++drawn[r + 1];
  }
  std::vector<bool> unseen(rows, false);
  const auto reach = static_cast<std::size_t>(reach_rows);
  for (std::size_t r = 0; r < rows; ++r) {
    if (std::isnan(x_px[r])) continue;
    const std::size_t first = r > reach ? r - reach : 0;
    const std::size_t last = std::min(rows, r + reach + 1);
    unseen[r] = (ink[last] - ink[first]) / (drawn[last] - drawn[first]) < least_ink;
  }
  return unseen;
}

}  // namespace logdigitise::dataset
