#include "logdigitise/sheet/sheet_overlap.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace logdigitise::sheet {

namespace {

// Px are those of the features, about 100 an inch.
constexpr double kFeatureDpi = 100.0;
constexpr int kLineReach = 128;         // Along which a line is told.
constexpr float kRepeatsCost = 2.5F;    // A line of which a third is left is still a line.
constexpr int kSolidPx = 8;             // What is black so far is no print.
constexpr int kUprightPx = 9;           // An upright line is narrower.
constexpr double kFloorIn = 0.12;       // Of paper with usual ink: fewer rows in common count less.
constexpr double kLeastUpright = 0.75;  // Of the best correlation of upright lines.
constexpr double kSureUpright = 0.6;    // Below it they say nothing.
constexpr int kNearDown = 3;            // The same place.
constexpr int kNearRight = 5;

cv::Mat transform_of(const cv::Mat& in, cv::Size size) {
  cv::Mat padded(size, CV_32F, cv::Scalar(0));
  in.copyTo(padded(cv::Rect(0, 0, in.cols, in.rows)));
  cv::dft(padded, padded, 0, in.rows);
  return padded;
}

/// Upright lines of a band.
cv::Mat uprights_of(const cv::Mat& ink) {
  cv::Mat mean;
  cv::reduce(ink, mean, 0, cv::REDUCE_AVG, CV_32F);
  cv::Mat ridge;
  cv::morphologyEx(mean, ridge, cv::MORPH_TOPHAT, cv::Mat::ones(1, kUprightPx, CV_8U));
  cv::min(ridge, 0.4, ridge);
  cv::GaussianBlur(ridge, ridge, {5, 1}, 1.0);
  cv::Mat wide;
  cv::boxFilter(ridge, wide, CV_32F, {61, 1});
  return ridge - wide;
}

/// Correlation of two profiles at each shift of -most..most.
std::vector<double> correlation_of_profiles(const cv::Mat& a, const cv::Mat& b, int most) {
  std::vector<double> result;
  for (int right = -most; right <= most; ++right) {
    const int from = std::max(0, right);
    const int to = std::min(a.cols, b.cols + right);
    double ab = 0.0;
    double aa = 1e-6;
    double bb = 1e-6;
    for (int x = from; x < to; ++x) {
      const double u = a.at<float>(0, x);
      const double v = b.at<float>(0, x - right);
      ab += u * v;
      aa += u * u;
      bb += v * v;
    }
    result.push_back(to - from < a.cols / 2 ? 0.0 : ab / std::sqrt(aa * bb));
  }
  return result;
}

/// Integral image of a picture's squares.
cv::Mat energy_of(const cv::Mat& unlike) {
  cv::Mat sum;
  cv::Mat energy;
  cv::integral(unlike, sum, energy, CV_64F, CV_64F);
  return energy;
}

double energy_in(const cv::Mat& integral, cv::Rect where) {
  return integral.at<double>(where.y + where.height, where.x + where.width) -
         integral.at<double>(where.y, where.x + where.width) -
         integral.at<double>(where.y + where.height, where.x) + integral.at<double>(where.y, where.x);
}

/// Correlations by how far down (from `least_down`) and right (from -most_right) the lower band lies.
cv::Mat scores_of(const BandFeatures& upper, const BandFeatures& lower, int least_down, int most_right,
                  double dpi, const std::vector<double>& uprights) {
  const cv::Mat& a = upper.unlike;
  const cv::Mat& b = lower.unlike;
  const int width = std::max(a.cols, b.cols) + most_right + std::abs(a.cols - b.cols);
  const cv::Size size(cv::getOptimalDFTSize(width), cv::getOptimalDFTSize(a.rows + b.rows));
  cv::Mat product;
  cv::mulSpectrums(transform_of(a, size), transform_of(b, size), product, 0, true);
  cv::dft(product, product, cv::DFT_INVERSE | cv::DFT_SCALE);
  const cv::Mat energy_a = energy_of(a);
  const cv::Mat energy_b = energy_of(b);
  // Energy of so much paper as a match needs, of both bands.
  const double floor_rows = kFloorIn * dpi / upper.factor;
  const double per_row = 0.5 * (energy_in(energy_a, {0, 0, a.cols, a.rows}) / a.rows +
                                energy_in(energy_b, {0, 0, b.cols, b.rows}) / b.rows);
  const double floor = std::max(1e-9, floor_rows * per_row);
  const double best_upright = *std::max_element(uprights.begin(), uprights.end());
  const double least_upright = best_upright < kSureUpright ? -2.0 : kLeastUpright * best_upright;
  cv::Mat scores(a.rows - least_down, 2 * most_right + 1, CV_32F, cv::Scalar(0));
  for (int down = least_down; down < a.rows; ++down) {
    const int rows = std::min(a.rows - down, b.rows);
    for (int right = -most_right; right <= most_right; ++right) {
      const int from = std::max(0, right);
      const int to = std::min(a.cols, b.cols + right);
      const float sum = product.at<float>(down, right < 0 ? right + size.width : right);
      if (sum <= 0.0F || to - from < a.cols / 2) continue;
      if (uprights[static_cast<std::size_t>(right + most_right)] < least_upright) continue;
      const double ea = energy_in(energy_a, {from, down, to - from, rows});
      const double eb = energy_in(energy_b, {from - right, 0, to - from, rows});
      scores.at<float>(down - least_down, right + most_right) =
          static_cast<float>(sum / std::sqrt((ea + floor) * (eb + floor)));
    }
  }
  return scores;
}

}  // namespace

cv::Mat without_lines(const cv::Mat& ink, int reach) {
  cv::Mat down;
  cv::Mat across;
  cv::boxFilter(ink, down, CV_32F, {1, 2 * reach + 1}, {-1, -1}, true, cv::BORDER_REFLECT_101);
  cv::boxFilter(ink, across, CV_32F, {2 * reach + 1, 1}, {-1, -1}, true, cv::BORDER_REFLECT_101);
  cv::Mat unlike(ink.size(), CV_32F);
  for (int y = 0; y < ink.rows; ++y) {
    const auto* in = ink.ptr<float>(y);
    const auto* d = down.ptr<float>(y);
    const auto* a = across.ptr<float>(y);
    auto* out = unlike.ptr<float>(y);
    for (int x = 0; x < ink.cols; ++x) {
      const float repeats = std::min(1.0F, std::max(d[x], a[x]));
      const float free = 1.0F - repeats;
      out[x] = std::max(0.0F, in[x] - kRepeatsCost * repeats) * free * free;
    }
  }
  return unlike;
}

BandFeatures features_of(const StraightBand& band, double dpi) {
  BandFeatures features;
  features.first_row = band.first_row;
  features.factor = std::max(1, static_cast<int>(std::lround(dpi / kFeatureDpi)));
  cv::Mat small;
  cv::resize(band.ink, small, {band.ink.cols / features.factor, band.ink.rows / features.factor}, 0, 0,
             cv::INTER_AREA);
  // Black beside the paper, bars and smears.
  cv::Mat solid;
  cv::threshold(small, solid, 160, 255, cv::THRESH_BINARY);
  cv::morphologyEx(solid, solid, cv::MORPH_OPEN, cv::Mat::ones(kSolidPx, kSolidPx, CV_8U));
  cv::dilate(solid, solid, cv::Mat::ones(7, 7, CV_8U));
  small.setTo(0, solid);
  small.convertTo(small, CV_32F, 1.0 / 255.0);
  features.uprights = uprights_of(small);
  cv::Mat unlike = without_lines(small, kLineReach);
  unlike.setTo(0, solid);
  cv::GaussianBlur(unlike, unlike, {}, 0.8);
  cv::Mat wide;
  cv::boxFilter(unlike, wide, CV_32F, {31, 31});
  unlike -= wide;
  features.unlike = unlike;
  return features;
}

UprightPlace lay_uprights(const BandFeatures& upper, const BandFeatures& lower,
                          const OverlapOptions& options) {
  const int most = static_cast<int>(options.most_right_in * options.dpi / upper.factor);
  const std::vector<double> scores = correlation_of_profiles(upper.uprights, lower.uprights, most);
  const auto best = std::max_element(scores.begin(), scores.end());
  return {static_cast<double>(upper.factor) * static_cast<double>(best - scores.begin() - most), *best};
}

OverlapPeak find_overlap(const BandFeatures& upper, const BandFeatures& lower,
                         const OverlapOptions& options) {
  const int factor = upper.factor;
  const int most_right = static_cast<int>(options.most_right_in * options.dpi / factor);
  const int most_rows = static_cast<int>(options.most_overlap_in * options.dpi / factor);
  const int least_down = std::max(0, upper.unlike.rows - most_rows);
  const std::vector<double> uprights = correlation_of_profiles(upper.uprights, lower.uprights, most_right);
  const cv::Mat scores = scores_of(upper, lower, least_down, most_right, options.dpi, uprights);
  OverlapPeak peak;
  cv::Point at;
  cv::minMaxLoc(scores, nullptr, &peak.score, nullptr, &at);
  peak.down = factor * (at.y + least_down) + upper.first_row - lower.first_row;
  peak.right = factor * (at.x - most_right);
  peak.upright = uprights[static_cast<std::size_t>(at.x)];
  cv::Mat elsewhere = scores.clone();
  const cv::Rect near(at.x - kNearRight, at.y - kNearDown, 2 * kNearRight + 1, 2 * kNearDown + 1);
  elsewhere(near & cv::Rect(0, 0, scores.cols, scores.rows)).setTo(0);
  cv::minMaxLoc(elsewhere, nullptr, &peak.second);
  return peak;
}

}  // namespace logdigitise::sheet
