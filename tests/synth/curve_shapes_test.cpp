#include "logdigitise/synth/curve_shapes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace logdigitise::synth {
namespace {

const DepthGrid kGrid{0.5, 4000};

// Figures over many formations of one family: median step per half foot, share of turns, spread.
struct Figures {
  double median_step = 0.0;
  double turns = 0.0;
  double spread = 0.0;
};

Figures figures_of(Family family) {
  Figures sum;
  const int formations = 24;
  for (int f = 0; f < formations; ++f) {
    Random random = Random(17).fork(static_cast<std::uint64_t>(f));
    const Formation formation(kGrid, random.log_uniform(0.6, 1.8), random.fork(1));
    ShapeOptions options;
    options.mischief = 0.2;
    const Shape shape = make_shape(family, formation, options, random);
    std::vector<double> steps;
    int turns = 0;
    double mean = 0.0;
    double square = 0.0;
    int n = 0;
    for (std::size_t i = 2; i < shape.size(); ++i) {
      if (std::isnan(shape[i]) || std::isnan(shape[i - 1]) || std::isnan(shape[i - 2])) continue;
      steps.push_back(std::abs(shape[i] - shape[i - 1]));
      turns += (shape[i] - shape[i - 1]) * (shape[i - 1] - shape[i - 2]) < 0.0 ? 1 : 0;
      mean += shape[i];
      square += shape[i] * shape[i];
      ++n;
    }
    std::nth_element(steps.begin(), steps.begin() + n / 2, steps.end());
    sum.median_step += steps[static_cast<std::size_t>(n / 2)] / formations;
    sum.turns += static_cast<double>(turns) / n / formations;
    sum.spread += std::sqrt(std::max(0.0, square / n - mean * mean / n / n)) / formations;
  }
  return sum;
}

// What 352 Kansas wells show at half-foot samples, as fractions of the track (medians over wells):
// GR step 0.015, turns 0.26; ILD 0.003, 0.11; NPHI 0.010, 0.21; DT 0.010, 0.21; CALI 0.0008.
TEST(MakeShape, IsAsRoughAsRealLogs) {
  EXPECT_NEAR(figures_of(Family::kGammaRay).median_step, 0.015, 0.007);
  EXPECT_NEAR(figures_of(Family::kNeutron).median_step, 0.010, 0.005);
  EXPECT_NEAR(figures_of(Family::kSonic).median_step, 0.010, 0.005);
  EXPECT_NEAR(figures_of(Family::kDeepResistivity).median_step, 0.003, 0.003);
  EXPECT_LT(figures_of(Family::kCaliper).median_step, 0.004);
  EXPECT_NEAR(figures_of(Family::kGammaRay).turns, 0.26, 0.1);
  EXPECT_NEAR(figures_of(Family::kNeutron).turns, 0.21, 0.1);
  EXPECT_GT(figures_of(Family::kGammaRay).spread, 0.1);
}

TEST(MakeShape, IsTheSameForTheSameNumbers) {
  const Formation formation(kGrid, 1.0, Random(3));
  Random a(4);
  Random b(4);
  const Shape first = make_shape(Family::kSonic, formation, {}, a);
  const Shape second = make_shape(Family::kSonic, formation, {}, b);
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i)
    EXPECT_TRUE(first[i] == second[i] || (std::isnan(first[i]) && std::isnan(second[i])));
}

TEST(MakeShape, LetsResistivitiesOfOneFormationRunTogether) {
  const Formation formation(kGrid, 1.0, Random(8));
  ShapeOptions options;
  options.mischief = 0.0;
  double apart = 0.0;
  int runs = 0;
  for (std::uint64_t i = 0; i < 8; ++i) {
    Random random = Random(9).fork(i);
    const Shape deep = make_shape(Family::kDeepResistivity, formation, options, random);
    const Shape medium = make_shape(Family::kMediumResistivity, formation, options, random);
    for (std::size_t k = 0; k < deep.size(); ++k) apart += std::abs(deep[k] - medium[k]);
    runs += static_cast<int>(deep.size());
  }
  EXPECT_LT(apart / runs, 0.12);
}

TEST(MakeShape, MakesABitSizeThatNeverMoves) {
  const Formation formation(kGrid, 1.0, Random(8));
  Random random(1);
  const Shape shape = make_shape(Family::kBitSize, formation, {}, random);
  EXPECT_EQ(*std::min_element(shape.begin(), shape.end()), *std::max_element(shape.begin(), shape.end()));
}

TEST(Smoothed, KeepsTheMeanOfAConstant) {
  const std::vector<double> values(100, 2.5);
  for (const double value : smoothed(values, 7.0)) EXPECT_DOUBLE_EQ(value, 2.5);
}

TEST(CorrelatedNoise, HasUnitSpread) {
  Random random(5);
  const auto noise = correlated_noise(50000, 5.0, random);
  double square = 0.0;
  for (const double value : noise) square += value * value;
  EXPECT_NEAR(std::sqrt(square / 50000.0), 1.0, 0.08);
}

}  // namespace
}  // namespace logdigitise::synth
