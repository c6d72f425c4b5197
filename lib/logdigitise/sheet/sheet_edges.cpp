#include "logdigitise/sheet/sheet_edges.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace logdigitise::sheet {

namespace {

constexpr double kLeastUpright = 0.6;  // Correlation of the upright lines.
constexpr double kLinesIn = 3.0;       // Of paper at the edge whose depth lines are looked at.
constexpr double kLeastCommonIn = 1.0;
constexpr double kLeastPeriodIn = 0.03;
constexpr double kMostPeriodIn = 0.6;
constexpr double kLeastPeriodic = 0.25;  // Correlation of the lines with themselves a period on.
constexpr double kLeastAlike = 0.35;     // Of the lines of both sheets.
constexpr double kMostGapIn = 0.02;      // Paper lost at a cut.

/// Rows of a straight sheet that show the print: those in which upright lines stand.
struct PrintRows {
  int first = 0;
  int last = 0;  // Exclusive.
};

/// Ink without the black of the scanner's bed, CV_32F.
cv::Mat print_of(const StraightBand& band, int factor) {
  cv::Mat solid;
  cv::threshold(band.ink, solid, 160, 255, cv::THRESH_BINARY);
  const int side = 8 * factor;
  cv::morphologyEx(solid, solid, cv::MORPH_OPEN, cv::Mat::ones(side, side, CV_8U));
  cv::dilate(solid, solid, cv::Mat::ones(3, 3, CV_8U));
  cv::Mat print = band.ink.clone();
  print.setTo(0, solid);
  print.convertTo(print, CV_32F, 1.0 / 255.0);
  return print;
}

PrintRows rows_of_print(const cv::Mat& print, const BandFeatures& features) {
  std::vector<int> columns;
  double strongest = 0.0;
  cv::minMaxLoc(features.uprights, nullptr, &strongest);
  for (int x = 1; x + 1 < features.uprights.cols; ++x) {
    const float here = features.uprights.at<float>(0, x);
    if (here > 0.3 * strongest && here >= features.uprights.at<float>(0, x - 1) &&
        here > features.uprights.at<float>(0, x + 1))
      columns.push_back(x * features.factor);
  }
  std::vector<double> presence;
  for (int y = 0; y < print.rows; ++y) {
    int shown = 0;
    for (const int x : columns) {
      float most = 0.0F;
      for (int d = -1; d <= features.factor; ++d)
        if (x + d >= 0 && x + d < print.cols) most = std::max(most, print.at<float>(y, x + d));
      shown += most > 0.4F ? 1 : 0;
    }
    presence.push_back(columns.empty() ? 0.0 : shown / static_cast<double>(columns.size()));
  }
  std::vector<double> sorted = presence;
  std::sort(sorted.begin(), sorted.end());
  const double usual = sorted[3 * sorted.size() / 4];
  PrintRows rows{print.rows, 0};
  if (usual <= 0.2) return {0, 0};
  for (int y = 2; y + 2 < print.rows; ++y) {
    double mean = 0.0;
    for (int d = -2; d <= 2; ++d) mean += 0.2 * presence[static_cast<std::size_t>(y + d)];
    if (mean < 0.5 * usual) continue;
    rows.first = std::min(rows.first, y);
    rows.last = std::max(rows.last, y + 1);
  }
  return rows;
}

/// How dark depth lines are, row by row: narrow ridges of the rows' means.
std::vector<double> lines_of(const cv::Mat& print, int first, int last, double dpi) {
  cv::Mat mean;
  cv::reduce(print.rowRange(first, last), mean, 1, cv::REDUCE_AVG, CV_32F);
  const int width = std::max(5, static_cast<int>(0.04 * dpi) | 1);
  cv::Mat ridge;
  cv::morphologyEx(mean, ridge, cv::MORPH_TOPHAT, cv::Mat::ones(width, 1, CV_8U));
  cv::GaussianBlur(ridge, ridge, {1, 5}, 0.0, 0.9);
  // One long smear counts no more than a heavy line.
  cv::min(ridge, 0.5, ridge);
  cv::Mat wide;
  cv::blur(ridge, wide, {1, 2 * static_cast<int>(0.3 * dpi) + 1});
  ridge -= wide;
  return {ridge.begin<float>(), ridge.end<float>()};
}

/// Correlation of b's row r with a's row r + shift, over the rows that both have.
double alike(const std::vector<double>& a, const std::vector<double>& b, int shift) {
  const int from = std::max(0, -shift);
  const int to = std::min(static_cast<int>(b.size()), static_cast<int>(a.size()) - shift);
  double ab = 0.0;
  double aa = 1e-9;
  double bb = 1e-9;
  for (int r = from; r < to; ++r) {
    const double u = a[static_cast<std::size_t>(r + shift)];
    const double v = b[static_cast<std::size_t>(r)];
    ab += u * v;
    aa += u * u;
    bb += v * v;
  }
  return ab / std::sqrt(aa * bb);
}

template <typename F>
double refined(const F& value, int at) {
  const double before = value(at - 1);
  const double here = value(at);
  const double after = value(at + 1);
  const double curvature = before - 2.0 * here + after;
  return at + (curvature < 0.0 ? std::clamp(0.5 * (before - after) / curvature, -0.5, 0.5) : 0.0);
}

/// Spacing of the finest lines, px, exact over several of them; 0: none stands out.
double period_of(const std::vector<double>& lines, double dpi) {
  const auto self = [&](int lag) { return alike(lines, lines, lag); };
  const int least = std::max(4, static_cast<int>(kLeastPeriodIn * dpi));
  const int most = std::min(static_cast<int>(kMostPeriodIn * dpi), static_cast<int>(lines.size()) / 3);
  double best = 0.0;
  for (int lag = least; lag <= most; ++lag) best = std::max(best, self(lag));
  if (best < kLeastPeriodic) return 0.0;
  int first = 0;
  for (int lag = least; lag <= most && first == 0; ++lag)
    if (self(lag) > 0.6 * best && self(lag) >= self(lag - 1) && self(lag) >= self(lag + 1)) first = lag;
  if (first == 0) return 0.0;
  // Each further line makes the spacing more exact.
  double period = refined(self, first);
  for (int k = 2; k * period < 0.5 * static_cast<double>(lines.size()); ++k) {
    const int expected = static_cast<int>(std::lround(k * period));
    int at = expected;
    for (int lag = expected - 2; lag <= expected + 2; ++lag)
      if (self(lag) > self(at)) at = lag;
    if (self(at) < 0.5 * self(first)) continue;
    period = refined(self, at) / k;
  }
  return period;
}

}  // namespace

std::optional<EdgePlace> lay_edges(const StraightBand& upper, const BandFeatures& upper_features,
                                   const StraightBand& lower, const BandFeatures& lower_features,
                                   const OverlapOptions& options) {
  const UprightPlace side = lay_uprights(upper_features, lower_features, options);
  if (side.score < kLeastUpright) return std::nullopt;
  const double dpi = options.dpi;
  const cv::Mat print_a = print_of(upper, upper_features.factor);
  const cv::Mat print_b = print_of(lower, lower_features.factor);
  const PrintRows rows_a = rows_of_print(print_a, upper_features);
  const PrintRows rows_b = rows_of_print(print_b, lower_features);
  const int least_rows = static_cast<int>(kLeastCommonIn * dpi);
  if (rows_a.last - rows_a.first < least_rows || rows_b.last - rows_b.first < least_rows) return std::nullopt;
  const int length = static_cast<int>(kLinesIn * dpi);
  const int first_a = std::max(rows_a.first, rows_a.last - length);
  const std::vector<double> a = lines_of(print_a, first_a, rows_a.last, dpi);
  const std::vector<double> b =
      lines_of(print_b, rows_b.first, std::min(rows_b.last, rows_b.first + length), dpi);
  const double period_a = period_of(a, dpi);
  const double period_b = period_of(b, dpi);
  if (period_a <= 0.0 || std::abs(period_a / period_b - 1.0) > 0.01) return std::nullopt;
  const double period = 0.5 * (period_a + period_b);
  // The best place of b's lines on a's, further up: whole periods below it they go on.
  const auto value = [&](int shift) { return alike(a, b, shift); };
  const int last_shift = static_cast<int>(a.size()) - least_rows;
  int best = 0;
  for (int shift = 0; shift <= last_shift; ++shift)
    if (value(shift) > value(best)) best = shift;
  if (value(best) < kLeastAlike) return std::nullopt;
  const double at = refined(value, best);
  const double edge = static_cast<double>(a.size());
  const double periods = std::floor((edge + kMostGapIn * dpi - at) / period);
  const double place = at + periods * period;  // Of b's first row, in rows of a.
  EdgePlace result;
  result.right = side.right;
  result.period_px = period;
  result.overlap_px = edge - place;
  result.lower_row = lower.first_row + rows_b.first + std::max(1.0, std::floor(0.5 * result.overlap_px));
  result.upper_row = upper.first_row + first_a + place + (result.lower_row - lower.first_row - rows_b.first);
  return result;
}

}  // namespace logdigitise::sheet
