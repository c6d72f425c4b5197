#include "logdigitise/core/random.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace logdigitise {
namespace {

constexpr int kDraws = 200'000;

TEST(Random, SameSeedSameNumbers) {
  Random a(7);
  Random b(7);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(a.next(), b.next());
  EXPECT_NE(Random(7).next(), Random(8).next());
}

// Pinned: a training set or a sample must be the same on every machine and after every change.
TEST(Random, NumbersDoNotChangeBetweenVersions) {
  Random random(1);
  EXPECT_EQ(random.next(), 12966619160104079557ULL);
  EXPECT_EQ(random.next(), 9600361134598540522ULL);
}

TEST(Random, UniformFillsItsRangeEvenly) {
  Random random(2);
  double sum = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    const double u = random.uniform(-1.0, 3.0);
    ASSERT_GE(u, -1.0);
    ASSERT_LT(u, 3.0);
    sum += u;
  }
  EXPECT_NEAR(sum / kDraws, 1.0, 0.02);
}

TEST(Random, IntegerReachesBothEnds) {
  Random random(3);
  std::array<int, 3> counts{};
  for (int i = 0; i < 3000; ++i) {
    const int n = random.integer(-1, 1);
    ASSERT_GE(n, -1);
    ASSERT_LE(n, 1);
    ++counts[static_cast<std::size_t>(n + 1)];
  }
  for (const int count : counts) EXPECT_NEAR(count, 1000, 150);
}

TEST(Random, NormalHasMeanZeroAndVarianceOne) {
  Random random(4);
  double sum = 0.0;
  double squares = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = random.normal();
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / kDraws, 0.0, 0.02);
  EXPECT_NEAR(squares / kDraws, 1.0, 0.02);
}

TEST(Random, LogUniformHasItsMedianAtTheGeometricMean) {
  Random random(5);
  int below = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = random.log_uniform(0.2, 2000.0);
    ASSERT_GE(x, 0.2);
    ASSERT_LT(x, 2000.0);
    if (x < 20.0) ++below;
  }
  EXPECT_NEAR(static_cast<double>(below) / kDraws, 0.5, 0.01);
}

TEST(Random, WeightedFollowsTheWeights) {
  Random random(6);
  const std::array<double, 3> weights{1.0, 0.0, 3.0};
  std::array<int, 3> counts{};
  for (int i = 0; i < 4000; ++i) ++counts[static_cast<std::size_t>(random.weighted(weights))];
  EXPECT_NEAR(counts[0], 1000, 150);
  EXPECT_EQ(counts[1], 0);
  EXPECT_NEAR(counts[2], 3000, 150);
}

TEST(Random, ForksDifferAndDoNotDisturbTheParent) {
  Random parent(9);
  Random untouched(9);
  Random a = parent.fork(1);
  Random b = parent.fork(2);
  EXPECT_NE(a.next(), b.next());
  EXPECT_EQ(parent.next(), untouched.next());
}

}  // namespace
}  // namespace logdigitise
