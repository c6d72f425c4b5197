// Heavy lines told by all lines together.

#include "logdigitise/sheet/line_weights.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "logdigitise/core/random.hpp"

namespace logdigitise::sheet {
namespace {

constexpr long kFirst = 1733;
const std::vector<int> kPeriods = {2, 5, 10};
const std::vector<int> kShifts = {0, 1, -1};

/// Lines `spacing` px apart; every fifth, `shift` lines off the multiples of 5, darker by `heavier`.
std::vector<WeighedLine> lines_of(double heavier, int shift, double spacing = 19.83, int count = 400) {
  Random random(7);
  std::vector<WeighedLine> lines;
  for (int i = 0; i < count; ++i) {
    WeighedLine line;
    line.y = 100.2 + spacing * i;
    line.darkness = 100.0 + 5.0 * random.normal() + ((kFirst + i - shift) % 5 == 0 ? heavier : 0.0);
    lines.push_back(line);
  }
  return lines;
}

TEST(ShiftOfHeavyLines, FindsLinesThatAreHardlyHeavier) {
  for (const int shift : kShifts)
    EXPECT_EQ(shift_of_heavy_lines(lines_of(6.0, shift), kFirst, kPeriods, kShifts), shift);
}

TEST(ShiftOfHeavyLines, SaysNothingWhereAllAreAlike) {
  EXPECT_FALSE(shift_of_heavy_lines(lines_of(0.0, 0), kFirst, kPeriods, kShifts).has_value());
}

TEST(ShiftOfHeavyLines, SaysNothingWhereHeavyLinesAreAtNoneOfTheShifts) {
  EXPECT_FALSE(shift_of_heavy_lines(lines_of(20.0, 2), kFirst, kPeriods, kShifts).has_value());
}

TEST(ShiftOfHeavyLines, SaysNothingOfShiftsThatItCannotTellApart) {
  EXPECT_FALSE(shift_of_heavy_lines(lines_of(20.0, 0), kFirst, kPeriods, {0, 5}).has_value());
  EXPECT_EQ(shift_of_heavy_lines(lines_of(20.0, 0), kFirst, kPeriods, {0, 4}), 0);
}

TEST(ShiftOfHeavyLines, TakesNoPlaceBetweenPixelsForWeight) {
  // Lines 20.2 px apart: each fifth lies alike on its row, and a bilevel scan makes it thicker.
  std::vector<WeighedLine> lines = lines_of(0.0, 0, 20.2);
  for (WeighedLine& line : lines) line.darkness += line.y - std::floor(line.y) < 0.3 ? 30.0 : 0.0;
  EXPECT_FALSE(shift_of_heavy_lines(lines, kFirst, kPeriods, {0, 1, 2, 3, 4}).has_value());
}

TEST(ShiftOfHeavyLines, WantsThemHeavyAllAlongTheStrip) {
  std::vector<WeighedLine> lines = lines_of(0.0, 0);
  const std::vector<WeighedLine> heavy = lines_of(40.0, 0);
  std::copy(heavy.begin(), heavy.begin() + 150, lines.begin());
  EXPECT_FALSE(shift_of_heavy_lines(lines, kFirst, kPeriods, kShifts).has_value());
}

TEST(ShiftOfHeavyLines, SaysNothingOfAFewLines) {
  EXPECT_FALSE(shift_of_heavy_lines(lines_of(50.0, 0, 19.83, 40), kFirst, kPeriods, kShifts).has_value());
  EXPECT_FALSE(shift_of_heavy_lines({}, 0, kPeriods, kShifts).has_value());
}

}  // namespace
}  // namespace logdigitise::sheet
