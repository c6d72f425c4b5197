#include "logdigitise/sheet/depth_lines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "logdigitise/core/median.hpp"
#include "logdigitise/sheet/row_strips.hpp"

namespace logdigitise::sheet {

namespace {

constexpr int kWindowRows = 512;
constexpr int kHopRows = 256;
constexpr double kSteepest = 0.06;
constexpr double kCoarseStep = 0.001;
constexpr double kClear = 1.08;  // The best slope's score over the median slope's.
constexpr double kTrimmedShare = 0.2;

/// `window`: strips x rows, CV_32F, so that a strip lies in memory as one line.
double sharpness(const cv::Mat& window, const RowStrips& strips, double x_reference, double slope) {
  std::vector<float> sum(static_cast<std::size_t>(window.cols), 0.0F);
  for (std::size_t i = 0; i < strips.index.size(); ++i) {
    const double shift = slope * (strips.x[i] - x_reference);
    const int whole = static_cast<int>(std::floor(shift));
    const auto t = static_cast<float>(shift - whole);
    const float* strip = window.ptr<float>(strips.index[i]);
    for (int y = std::max(0, -whole); y < std::min(window.cols, window.cols - whole - 1); ++y)
      sum[static_cast<std::size_t>(y)] += (1.0F - t) * strip[y + whole] + t * strip[y + whole + 1];
  }
  double score = 0.0;
  for (const float s : sum) score += static_cast<double>(s) * s;
  return score;
}

/// How far a strip is off the sum of the others.
struct Displacement {
  double x;  ///< From the reference column, px.
  double d;  ///< Px.
  double weight;
};

/// Slope of a straight line through displacements; outliers are left out pass by pass. 0 if there are too
/// few.
double slope_through(std::vector<Displacement> found) {
  double result = 0.0;
  for (int pass = 0; pass < 3 && found.size() >= 4; ++pass) {
    double w = 0.0;
    double wx = 0.0;
    double wd = 0.0;
    for (const Displacement& one : found) {
      w += one.weight;
      wx += one.weight * one.x;
      wd += one.weight * one.d;
    }
    double xx = 0.0;
    double xd = 0.0;
    for (const Displacement& one : found) {
      xx += one.weight * (one.x - wx / w) * (one.x - wx / w);
      xd += one.weight * (one.x - wx / w) * (one.d - wd / w);
    }
    if (xx <= 0.0) break;
    result = xd / xx;
    const double offset = wd / w - result * wx / w;
    const double most = pass == 0 ? 1.5 : 0.8;
    std::erase_if(found,
                  [&](const Displacement& one) { return std::abs(one.d - offset - result * one.x) > most; });
  }
  return result;
}

/// What is to be added to a coarse slope: every strip is laid against the sum of all, and a line through
/// their displacements, outliers left out, is the rest of the slope.
double refine_slope(const cv::Mat& window, const RowStrips& strips, double x_reference, double slope) {
  constexpr int kLag = 4;
  std::vector<float> sum(static_cast<std::size_t>(window.cols), 0.0F);
  const auto shift_of = [&](std::size_t i) {
    return static_cast<int>(std::lround(slope * (strips.x[i] - x_reference)));
  };
  const auto first_row = [&](std::size_t i) { return std::max(kLag, kLag - shift_of(i)); };
  const auto last_row = [&](std::size_t i) {
    return std::min(window.cols, window.cols - shift_of(i)) - kLag;
  };
  for (std::size_t i = 0; i < strips.index.size(); ++i) {
    const float* strip = window.ptr<float>(strips.index[i]);
    for (int y = first_row(i); y < last_row(i); ++y)
      sum[static_cast<std::size_t>(y)] += strip[y + shift_of(i)];
  }
  std::vector<Displacement> found;
  for (std::size_t i = 0; i < strips.index.size(); ++i) {
    const float* strip = window.ptr<float>(strips.index[i]);
    std::array<double, 2 * kLag + 1> scores{};
    for (int y = first_row(i); y < last_row(i); ++y) {
      const double others = sum[static_cast<std::size_t>(y)] - strip[y + shift_of(i)];
      for (int lag = -kLag; lag <= kLag; ++lag)
        scores[static_cast<std::size_t>(lag + kLag)] += others * strip[y + shift_of(i) + lag];
    }
    const auto best = std::max_element(scores.begin(), scores.end());
    if (best == scores.begin() || best + 1 == scores.end()) continue;
    const double curvature = *(best - 1) - 2.0 * *best + *(best + 1);
    if (curvature >= 0.0) continue;
    const double fine = 0.5 * (*(best - 1) - *(best + 1)) / curvature;
    const double rounding = shift_of(i) - slope * (strips.x[i] - x_reference);
    found.push_back({strips.x[i] - x_reference,
                     static_cast<double>(best - scores.begin()) - kLag + fine + rounding, -curvature});
  }
  return std::clamp(slope_through(std::move(found)), -2.0 * kCoarseStep, 2.0 * kCoarseStep);
}

/// NaN if no slope is clearly best.
double best_slope(const cv::Mat& window, const RowStrips& strips, double x_reference) {
  if (strips.index.size() < 3) return std::numeric_limits<double>::quiet_NaN();
  // Wide enough that whole and half pixels of shift look alike.
  cv::Mat blurred;
  cv::GaussianBlur(window.t(), blurred, {9, 1}, 1.5);
  blurred.convertTo(blurred, CV_32F);
  std::vector<double> scores;
  double best = -1.0;
  double at = 0.0;
  for (double slope = -kSteepest; slope <= kSteepest + 1e-9; slope += kCoarseStep) {
    scores.push_back(sharpness(blurred, strips, x_reference, slope));
    if (scores.back() > best) {
      best = scores.back();
      at = slope;
    }
  }
  const auto middle = scores.begin() + static_cast<std::ptrdiff_t>(scores.size() / 2);
  std::nth_element(scores.begin(), middle, scores.end());
  if (best < kClear * *middle) return std::numeric_limits<double>::quiet_NaN();
  return at + refine_slope(blurred, strips, x_reference, at);
}

/// Paper does not turn and turn back within a few hundred rows: a slope far from the usual one counts only if
/// its neighbours say the same (a strip of sheets that lie at different angles). Others become NaN.
void drop_lonely_slopes(std::vector<double>& slopes) {
  constexpr double kFar = 0.01;
  constexpr double kAlike = 0.004;
  constexpr std::size_t kCompany = 4;
  std::vector<double> known;
  for (const double slope : slopes)
    if (!std::isnan(slope)) known.push_back(slope);
  if (known.empty()) return;
  const double usual = median_of(known);
  const std::vector<double> all = slopes;
  for (std::size_t i = 0; i < slopes.size(); ++i) {
    if (std::isnan(all[i]) || std::abs(all[i] - usual) < kFar) continue;
    std::size_t company = 0;
    for (std::size_t j = i >= 3 ? i - 3 : 0; j < std::min(i + 4, all.size()); ++j)
      company += std::abs(all[j] - all[i]) < kAlike ? 1 : 0;
    if (company < kCompany) slopes[i] = std::numeric_limits<double>::quiet_NaN();
  }
}

/// The median of the known slopes around each; 0 where there are none far and wide.
std::vector<double> smoothed(const std::vector<double>& slopes) {
  std::vector<double> smooth(slopes.size(), 0.0);
  for (std::size_t i = 0; i < slopes.size(); ++i) {
    std::vector<double> near;
    for (std::size_t reach = 3; near.size() < 3 && reach <= slopes.size() + 2; reach *= 2) {
      near.clear();
      for (std::size_t j = i >= reach ? i - reach : 0; j < std::min(i + reach + 1, slopes.size()); ++j)
        if (!std::isnan(slopes[j])) near.push_back(slopes[j]);
    }
    smooth[i] = median_of(near);
  }
  return smooth;
}

}  // namespace

double LineProfile::at(double y) const {
  const double position = y - 0.5 - first_row;
  const double whole = std::floor(position);
  const auto i = static_cast<std::ptrdiff_t>(whole);
  if (i < 0 || i + 1 >= static_cast<std::ptrdiff_t>(darkness.size())) return 0.0;
  const double t = position - whole;
  return (1.0 - t) * static_cast<double>(darkness[static_cast<std::size_t>(i)]) +
         t * static_cast<double>(darkness[static_cast<std::size_t>(i) + 1]);
}

double LineProfile::slope_at(double y) const {
  if (slope.empty()) return 0.0;
  const auto i = static_cast<std::ptrdiff_t>(std::floor(y)) - first_row;
  return slope[static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(i, 0, static_cast<std::ptrdiff_t>(slope.size()) - 1))];
}

LineProfile depth_line_profile(const ScanProfiles& profiles, int first, int last, double skip_left,
                               double skip_right) {
  LineProfile profile;
  profile.first_row = std::max(0, first);
  last = std::min(last, profiles.rows.rows());
  profile.x_reference = 0.5 * (skip_left + skip_right);
  const int rows = std::max(0, last - profile.first_row);
  if (rows == 0) return profile;

  std::vector<double> slopes;  // One per hop.
  for (int from = 0; from == 0 || from + kHopRows <= rows; from += kHopRows) {
    const int begin = std::max(0, profile.first_row + from - (kWindowRows - kHopRows) / 2);
    const int end = std::min(last, begin + kWindowRows);
    const cv::Mat window = row_ridges(profiles, begin, end);
    slopes.push_back(best_slope(window, useful_strips(window, skip_left, skip_right), profile.x_reference));
  }
  drop_lonely_slopes(slopes);
  const std::vector<double> smooth = smoothed(slopes);

  profile.slope.assign(static_cast<std::size_t>(rows), 0.0);
  for (int y = 0; y < rows; ++y) {
    const double position =
        std::clamp((y + 0.5) / kHopRows - 0.5, 0.0, static_cast<double>(smooth.size() - 1));
    const auto i = static_cast<std::size_t>(position);
    const std::size_t j = std::min(i + 1, smooth.size() - 1);
    const double t = position - static_cast<double>(i);
    profile.slope[static_cast<std::size_t>(y)] = (1.0 - t) * smooth[i] + t * smooth[j];
  }
  fill_profile(profiles, skip_left, skip_right, profile);
  return profile;
}

void set_slopes(const std::vector<double>& rows, const std::vector<double>& slopes, LineProfile& profile) {
  std::size_t below = 1;
  for (std::size_t row = 0; row < profile.slope.size(); ++row) {
    const double y = profile.first_row + static_cast<double>(row) + 0.5;
    while (below + 1 < rows.size() && rows[below] < y) ++below;
    const double t = std::clamp((y - rows[below - 1]) / (rows[below] - rows[below - 1]), 0.0, 1.0);
    profile.slope[row] = (1.0 - t) * slopes[below - 1] + t * slopes[below];
  }
}

void fill_profile(const ScanProfiles& profiles, double skip_left, double skip_right, LineProfile& profile) {
  const int rows = static_cast<int>(profile.slope.size());
  profile.darkness.assign(profile.slope.size(), 0.0F);
  constexpr int kChunk = 2048;
  std::vector<float> values;
  for (int from = 0; from < rows; from += kChunk) {
    const int to = std::min(rows, from + kChunk);
    const int margin = static_cast<int>(kSteepest * profiles.info.width) + 2;
    const int begin = std::max(0, profile.first_row + from - margin);
    const int end = std::min(profiles.rows.rows(), profile.first_row + to + margin);
    const cv::Mat ridges = row_ridges(profiles, begin, end);
    const RowStrips strips = strips_or_useful(profile.strips, ridges, skip_left, skip_right);
    if (strips.index.empty()) continue;
    for (int y = from; y < to; ++y) {
      values.clear();
      const double slope = profile.slope[static_cast<std::size_t>(y)];
      for (std::size_t s = 0; s < strips.index.size(); ++s) {
        const double at = profile.first_row + y - begin + slope * (strips.x[s] - profile.x_reference);
        const int row = static_cast<int>(std::floor(at));
        if (row < 0 || row + 1 >= ridges.rows) continue;
        const auto t = static_cast<float>(at - row);
        values.push_back((1.0F - t) * ridges.at<std::uint8_t>(row, strips.index[s]) +
                         t * ridges.at<std::uint8_t>(row + 1, strips.index[s]));
      }
      if (values.empty()) continue;
      const auto keep = static_cast<std::ptrdiff_t>(
          std::max(1.0, std::ceil((1.0 - kTrimmedShare) * static_cast<double>(values.size()))));
      std::nth_element(values.begin(), values.begin() + (keep - 1), values.end());
      float sum = 0.0F;
      for (auto v = values.begin(); v != values.begin() + keep; ++v) sum += *v;
      profile.darkness[static_cast<std::size_t>(y)] = sum / static_cast<float>(keep);
    }
  }
  std::vector<double> all(profile.darkness.begin(), profile.darkness.end());
  profile.paper = median_of(std::move(all));
}

}  // namespace logdigitise::sheet
