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

TEST(PrintedLines, KnowsABrokenLineWhereOneIsExpected) {
  const std::vector<std::uint8_t> broken = profile({60, 110, 60});  // Two fifths of its ink are left.
  const std::vector<int> at_50{50};
  const std::vector<int> beside_it{47};
  const std::vector<int> elsewhere{20};
  EXPECT_LT(straightness(broken)[50], 60) << "as likely a curve";
  EXPECT_EQ(printed_lines(broken, at_50)[50], 255);
  EXPECT_EQ(printed_lines(broken, beside_it)[50], 255) << "edges are not known to the pixel";
  EXPECT_EQ(printed_lines(broken, elsewhere)[50], 0);
  EXPECT_EQ(printed_lines(broken, at_50)[53], 0) << "only the line itself";
}

TEST(PrintedLines, AreNoneOnBarePaper) {
  const std::vector<int> expected{-3, 50, 400};
  for (const std::uint8_t line : printed_lines(profile({5, 5, 5}), expected)) EXPECT_EQ(line, 0);
}

}  // namespace
}  // namespace logdigitise::trace
