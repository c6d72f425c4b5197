#include "logdigitise/trace/straightness.hpp"

#include <gtest/gtest.h>

namespace logdigitise::trace {
namespace {

/// Persistence of a track with paper at 10 everywhere but around one column.
std::vector<std::uint8_t> profile(std::initializer_list<int> around_column_50) {
  std::vector<std::uint8_t> row(100, 10);
  std::size_t x = 50 - around_column_50.size() / 2;
  for (const int value : around_column_50) row[x++] = static_cast<std::uint8_t>(value);
  return row;
}

TEST(Straightness, IsSureOfABlackLine) { EXPECT_GT(straightness(profile({250, 250, 250}))[50], 240); }

TEST(Straightness, LeavesACurveThatWanders) {
  EXPECT_LT(straightness(profile({20, 30, 40, 50, 60, 60, 70, 80, 70, 60, 60, 50, 40, 30, 20}))[50], 1);
}

TEST(Straightness, IsNoneOnPaperAndBesideALine) {
  const std::vector<std::uint8_t> straight = straightness(profile({250, 250, 250}));
  for (const std::size_t x : {0U, 40U, 44U, 56U, 99U}) EXPECT_EQ(straight[x], 0) << x;
  EXPECT_TRUE(straightness({}).empty());
}

}  // namespace
}  // namespace logdigitise::trace
