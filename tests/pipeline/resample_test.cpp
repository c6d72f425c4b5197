#include "logdigitise/pipeline/resample.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "logdigitise/core/random.hpp"
#include "logdigitise/pipeline/broken_line_fit.hpp"

namespace logdigitise::pipeline {
namespace {

/// Rows 0.1 ft apart that follow a broken line with corners every 0.5 ft, each row the mean over its height.
struct Drawn {
  std::vector<double> depth;
  std::vector<float> fraction;
  std::vector<trace::Flag> flags;
  std::vector<double> corner_depths;
  std::vector<double> corners;

  [[nodiscard]] RowSeries rows() const { return {depth, fraction, flags}; }
};

double line_at(const Drawn& d, double depth) {
  const double s =
      std::clamp((depth - d.corner_depths.front()) / 0.5, 0.0, static_cast<double>(d.corners.size()) - 1.001);
  const auto k = static_cast<std::size_t>(s);
  const double t = s - static_cast<double>(k);
  return (1.0 - t) * d.corners[k] + t * d.corners[k + 1];
}

Drawn draw(int corners, std::uint64_t seed) {
  Drawn d;
  Random random(seed);
  double u = 0.5;
  for (int k = 0; k < corners; ++k) {
    d.corner_depths.push_back(1000.0 + 0.5 * k);
    u = std::clamp(u + 0.08 * random.normal(), 0.05, 0.95);
    d.corners.push_back(u);
  }
  for (int r = 0; r < corners * 5 - 5; ++r) {
    const double depth = 1000.05 + 0.1 * r;
    double sum = 0.0;
    for (int i = 0; i < 20; ++i) sum += line_at(d, depth - 0.05 + 0.1 * (i + 0.5) / 20);
    d.depth.push_back(depth);
    d.fraction.push_back(static_cast<float>(sum / 20));
    d.flags.push_back(trace::Flag::kNone);
  }
  return d;
}

void blank(Drawn& d, double from, double to, trace::Flag why = trace::Flag::kGap) {
  for (std::size_t i = 0; i < d.depth.size(); ++i) {
    if (d.depth[i] <= from || d.depth[i] >= to) continue;
    d.fraction[i] = std::nanf("");
    d.flags[i] = why;
  }
}

double mean_error(const CurveSamples& samples, const std::vector<double>& truth) {
  double sum = 0.0;
  for (std::size_t i = 0; i < truth.size(); ++i) sum += std::abs(samples.fraction[i] - truth[i]);
  return sum / static_cast<double>(truth.size());
}

TEST(Resample, SplineReadsAPeakAtItsTip) {
  const Drawn d = draw(400, 1);
  const double spline = mean_error(resample(d.rows(), d.corner_depths, 0.5, Resample::kSpline), d.corners);
  const double between =
      mean_error(resample(d.rows(), d.corner_depths, 0.5, Resample::kInterpolate), d.corners);
  const double mean = mean_error(resample(d.rows(), d.corner_depths, 0.5, Resample::kMean), d.corners);
  EXPECT_LT(spline, 0.002);
  EXPECT_LT(spline, 0.5 * between);
  EXPECT_LT(between, mean);
}

TEST(Resample, TakesRowsFromTheBottomUpToo) {
  Drawn d = draw(60, 2);
  const CurveSamples down = resample(d.rows(), d.corner_depths, 0.5, Resample::kSpline);
  std::reverse(d.depth.begin(), d.depth.end());
  std::reverse(d.fraction.begin(), d.fraction.end());
  const CurveSamples up = resample(d.rows(), d.corner_depths, 0.5, Resample::kSpline);
  for (std::size_t i = 0; i < d.corners.size(); ++i) EXPECT_NEAR(up.fraction[i], down.fraction[i], 1e-6);
}

TEST(Resample, LeavesALongGapNull) {
  Drawn d = draw(100, 3);
  blank(d, 1010.0, 1020.0);
  CurveSamples samples = resample(d.rows(), d.corner_depths, 0.5, Resample::kSpline);
  bridge_gaps(d.corner_depths, 1.0, Fill::kNone, false, samples);
  for (std::size_t i = 21; i < 39; ++i) {
    EXPECT_TRUE(std::isnan(samples.fraction[i])) << d.corner_depths[i];
    EXPECT_EQ(samples.flags[i], trace::Flag::kGap);
  }
  EXPECT_FALSE(std::isnan(samples.fraction[19]));
  EXPECT_FALSE(std::isnan(samples.fraction[42]));
}

TEST(BridgeGaps, BridgesAndFlagsAGapOfAFoot) {
  Drawn d = draw(100, 4);
  blank(d, 1010.2, 1011.2);
  CurveSamples samples = resample(d.rows(), d.corner_depths, 0.5, Resample::kSpline);
  std::fill(samples.confidence.begin(), samples.confidence.end(), 0.9F);
  bridge_gaps(d.corner_depths, 1.0, Fill::kNone, false, samples);
  EXPECT_FALSE(std::isnan(samples.fraction[21]));
  EXPECT_EQ(samples.flags[21], trace::Flag::kBridged);
  EXPECT_LT(samples.confidence[21], 0.5F);
}

TEST(BridgeGaps, SplineFillsAllButDamage) {
  Drawn d = draw(100, 5);
  blank(d, 1010.0, 1020.0);
  blank(d, 1030.0, 1035.0, trace::Flag::kDamaged);
  CurveSamples samples = resample(d.rows(), d.corner_depths, 0.5, Resample::kSpline);
  bridge_gaps(d.corner_depths, 1.0, Fill::kSpline, false, samples);
  EXPECT_EQ(samples.flags[30], trace::Flag::kBridged);
  const double low = std::min(samples.fraction[19], samples.fraction[42]) - 0.3;
  const double high = std::max(samples.fraction[19], samples.fraction[42]) + 0.3;
  EXPECT_GT(samples.fraction[30], low);
  EXPECT_LT(samples.fraction[30], high);
  EXPECT_TRUE(std::isnan(samples.fraction[65]));
  EXPECT_EQ(samples.flags[65], trace::Flag::kDamaged);
}

TEST(BridgeGaps, CallsAGapBesideTheEdgeOffScale) {
  Drawn d = draw(100, 6);
  for (std::size_t i = 0; i < d.fraction.size(); ++i) d.fraction[i] = 0.99F;
  blank(d, 1010.0, 1010.8);
  CurveSamples samples = resample(d.rows(), d.corner_depths, 0.5, Resample::kSpline);
  bridge_gaps(d.corner_depths, 1.0, Fill::kSpline, false, samples);
  EXPECT_TRUE(std::isnan(samples.fraction[21]));
  EXPECT_EQ(samples.flags[21], trace::Flag::kOffScale);
}

TEST(Resample, SaysNothingOfDepthsWithoutRows) {
  const Drawn d = draw(20, 7);
  const CurveSamples samples =
      resample(d.rows(), {900.0, 900.5, 1005.0, 2000.0}, 0.5, Resample::kInterpolate);
  EXPECT_TRUE(std::isnan(samples.fraction[0]));
  EXPECT_FALSE(std::isnan(samples.fraction[2]));
  EXPECT_TRUE(std::isnan(samples.fraction[3]));
}

TEST(FitBrokenLine, ReturnsTheCornersOfExactObservations) {
  const std::vector<double> corners = {0.0, 1.0, -1.0, 3.0, 2.0};
  std::vector<LineObservation> seen;
  for (int i = 0; i <= 40; ++i) {
    const double s = i * 0.1;
    const auto k = std::min<std::size_t>(static_cast<std::size_t>(s), 3);
    const double t = s - static_cast<double>(k);
    seen.push_back({s, (1.0 - t) * corners[k] + t * corners[k + 1], 1.0});
  }
  const std::vector<double> fitted = fit_broken_line(seen, 5, 0.0, 0.0);
  for (std::size_t k = 0; k < corners.size(); ++k) EXPECT_NEAR(fitted[k], corners[k], 1e-6);
}

}  // namespace
}  // namespace logdigitise::pipeline
