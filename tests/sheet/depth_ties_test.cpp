// Numbers tied to lines on profiles made by hand.

#include "logdigitise/sheet/depth_ties.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace logdigitise::sheet {
namespace {

struct Strip {
  double top = 5000.0;
  double base = 5400.0;
  double heavy = 200.0;   ///< Darkness of the 50 ft lines.
  double medium = 120.0;  ///< Of the 10 ft lines.
  double thin = 70.0;     ///< Of the 2 ft lines; 0 = not printed.
  std::function<double(double)> y = [](double depth) { return 200.3 + (depth - 5000.0) * 10.0; };

  [[nodiscard]] LineProfile profile() const {
    LineProfile result;
    result.darkness.assign(static_cast<std::size_t>(y(base)) + 200, 1.0F);
    result.slope.assign(result.darkness.size(), 0.0);
    result.paper = 1.0;
    for (double depth = top; depth <= base + 1e-9; depth += 2.0) {
      const double dark = std::fmod(depth, 50.0) == 0.0   ? heavy
                          : std::fmod(depth, 10.0) == 0.0 ? medium
                                                          : thin;
      for (int row = static_cast<int>(y(depth)) - 4; row <= static_cast<int>(y(depth)) + 4; ++row) {
        const double d = row + 0.5 - y(depth);
        result.darkness[static_cast<std::size_t>(row)] += static_cast<float>(dark * std::exp(-0.5 * d * d));
      }
    }
    return result;
  }
  [[nodiscard]] std::vector<NumberedDepth> numbers(double offset) const {
    std::vector<NumberedDepth> result;
    for (double depth = top + 100.0; depth < base; depth += 100.0)
      result.push_back({y(depth) - offset, depth});
    return result;
  }
};

void expect_right(const Strip& strip, const TiedDepth& tied, double within_px) {
  ASSERT_TRUE(tied.refusal.empty()) << tied.refusal;
  ASSERT_GE(tied.ties.size(), 5U);
  for (const LineTie& tie : tied.ties) EXPECT_NEAR(tie.y, strip.y(tie.depth), within_px) << tie.depth;
}

TEST(TieNumbersToLines, FindsEveryLineToAFractionOfAPixel) {
  const Strip strip;
  const TiedDepth tied = tie_numbers_to_lines(strip.profile(), strip.numbers(0.0), 100.0);
  expect_right(strip, tied, 0.2);
  EXPECT_EQ(tied.line_step, 2.0);
  EXPECT_EQ(tied.numbers_confirmed, 3);
}

TEST(TieNumbersToLines, AreNotDrawnAwayByTheRuleUnderAHeader) {
  Strip strip;
  strip.heavy = 40.0;
  strip.medium = 25.0;
  strip.thin = 0.0;
  strip.y = [](double depth) { return 200.3 + (depth - 5000.0) * 4.0; };
  LineProfile profile = strip.profile();
  for (int row = 0; row < 4; ++row)  // 12 px above the line of 5080.
    profile.darkness[static_cast<std::size_t>(strip.y(5080.0) - 14.0) + static_cast<std::size_t>(row)] =
        150.0F;
  const TiedDepth tied = tie_numbers_to_lines(profile, strip.numbers(0.0), 100.0);
  expect_right(strip, tied, 0.3);
}

TEST(TieNumbersToLines, KnowsByTheHeavyLinesThatNumbersStandAboveTheirs) {
  const Strip strip;
  const TiedDepth tied = tie_numbers_to_lines(strip.profile(), strip.numbers(17.0), 100.0);
  expect_right(strip, tied, 0.2);
  EXPECT_NEAR(tied.offset_px, 17.0, 1.0);
}

TEST(TieNumbersToLines, RefusesWhereAllLinesLookAlike) {
  Strip strip;
  strip.heavy = strip.medium = strip.thin = 120.0;
  const TiedDepth tied = tie_numbers_to_lines(strip.profile(), strip.numbers(9.0), 100.0);
  EXPECT_NE(tied.refusal.find("no heavier line"), std::string::npos) << tied.refusal;
  EXPECT_TRUE(tied.ties.empty());
}

TEST(TieNumbersToLines, DoesNotTakeTheLineBesideAPaleOneForTheHeavyOne) {
  Strip strip;
  strip.heavy = 110.0;
  strip.medium = 70.0;  // Every fifth line is paler than those beside it.
  strip.thin = 110.0;
  TieOptions options;
  options.most_offset_px = 17.0;  // The line below the own one is out of reach, the one above is not.
  const TiedDepth tied = tie_numbers_to_lines(strip.profile(), strip.numbers(5.0), 100.0, options);
  EXPECT_NE(tied.refusal.find("no heavier line"), std::string::npos) << tied.offset_px;
}

TEST(TieNumbersToLines, FindsTheLinesOfPaperThatIsBlankInPatches) {
  Strip strip;
  strip.heavy = 150.0;
  strip.medium = 80.0;
  strip.thin = 0.0;
  strip.y = [](double depth) { return 200.3 + (depth - 5000.0) * 4.0; };
  LineProfile profile = strip.profile();
  for (double from = 5120.0; from < 5370.0; from += 100.0)
    for (double y = strip.y(from); y < strip.y(from + 45.0); y += 1.0)
      profile.darkness[static_cast<std::size_t>(y)] = 1.0F;
  const TiedDepth tied = tie_numbers_to_lines(profile, strip.numbers(3.0), 100.0);
  expect_right(strip, tied, 0.3);
  EXPECT_EQ(tied.line_step, 10.0);
}

TEST(TieNumbersToLines, TakesOfLinesThatAreAlikeTheOneThatStrokesTellOf) {
  Strip strip;
  strip.heavy = strip.medium = strip.thin = 120.0;
  TieOptions options;
  options.offset_px = 8.0;
  const TiedDepth tied = tie_numbers_to_lines(strip.profile(), strip.numbers(9.0), 100.0, options);
  expect_right(strip, tied, 0.2);
}

TEST(TieNumbersToLines, RefusesWhereStrokesTellOfNoLine) {
  const Strip strip;
  TieOptions options;
  options.offset_px = 10.0;
  const TiedDepth tied = tie_numbers_to_lines(strip.profile(), strip.numbers(0.0), 100.0, options);
  EXPECT_NE(tied.refusal.find("where none stand out"), std::string::npos) << tied.refusal;
}

TEST(TieNumbersToLines, RefusesWhereStrokesAndHeavyLinesContradictEachOther) {
  Strip strip;
  strip.base = 5800.0;
  TieOptions options;
  options.offset_px = 20.0;
  const TiedDepth tied = tie_numbers_to_lines(strip.profile(), strip.numbers(0.0), 100.0, options);
  EXPECT_NE(tied.refusal.find("strokes beside the depth numbers"), std::string::npos) << tied.refusal;
}

TEST(TieNumbersToLines, TakesALineForItsOwnAndNotTheScratchBesideIt) {
  Strip strip;
  strip.base = 5800.0;
  strip.thin = 0.0;
  strip.heavy = strip.medium = 60.0;
  LineProfile profile = strip.profile();
  for (const double depth : {5220.0, 5540.0, 5550.0})
    for (int row = 0; row < 4; ++row)
      profile.darkness[static_cast<std::size_t>(strip.y(depth) + 10.0) + static_cast<std::size_t>(row)] =
          200.0F;
  expect_right(strip, tie_numbers_to_lines(profile, strip.numbers(0.0), 100.0), 0.5);
}

TEST(TieNumbersToLines, HasATieAtEveryLineWhereTheNextCoarserAreFarApart) {
  Strip strip;
  strip.thin = 0.0;
  const std::vector<NumberedDepth> numbers = strip.numbers(0.0);
  const TiedDepth tied = tie_numbers_to_lines(strip.profile(), numbers, 50.0);
  expect_right(strip, tied, 0.2);
  for (std::size_t i = 1; i < tied.ties.size(); ++i)
    EXPECT_LE(tied.ties[i].depth - tied.ties[i - 1].depth, 10.0);
}

TEST(TieNumbersToLines, TakesALineThatIsPrintedTwiceForOneAndSaysSo) {
  Strip strip;
  strip.thin = 0.0;
  LineProfile profile = strip.profile();
  const std::vector<float> once = profile.darkness;
  for (std::size_t row = 9; row < once.size(); ++row)
    profile.darkness[row] = std::max(once[row], once[row - 9]);
  const TiedDepth tied = tie_numbers_to_lines(profile, strip.numbers(2.0), 100.0);
  ASSERT_TRUE(tied.refusal.empty()) << tied.refusal;
  EXPECT_NEAR(tied.doubled_px, 9.0, 1.0);
  for (const LineTie& tie : tied.ties) EXPECT_NEAR(tie.y, strip.y(tie.depth), 9.5) << tie.depth;
}

TEST(TieNumbersToLines, LeavesOutANumberThatTookAnotherLine) {
  Strip strip;
  strip.base = 5800.0;
  strip.thin = 0.0;
  strip.heavy = strip.medium;
  LineProfile profile = strip.profile();
  // The line of 5400 is worn away, and a stroke of a curve lies nearly halfway to the next.
  for (int row = 4192; row <= 4212; ++row) profile.darkness[static_cast<std::size_t>(row)] = 1.0F;
  for (int row = 4240; row <= 4244; ++row) profile.darkness[static_cast<std::size_t>(row)] = 200.0F;
  std::vector<NumberedDepth> numbers = strip.numbers(0.0);
  numbers[3].y += 6.0;
  const TiedDepth tied = tie_numbers_to_lines(profile, numbers, 100.0);
  expect_right(strip, tied, 3.0);
}

TEST(TieNumbersToLines, LeavesALineThatNumberAndNeighboursContradict) {
  // Lines at the numbers alone, 4 px a foot; a fold, darker than any, 9 px above that of 5300.
  Strip strip;
  strip.base = 5600.0;
  strip.y = [](double depth) { return 200.3 + (depth - 5000.0) * 4.0; };
  LineProfile profile = strip.profile();
  for (std::size_t row = 0; row < profile.darkness.size(); ++row) {
    const double depth = 5000.0 + (static_cast<double>(row) + 0.5 - 200.3) / 4.0;
    if (std::abs(depth - 100.0 * std::round(depth / 100.0)) > 2.0) profile.darkness[row] = 1.0F;
  }
  const auto line = static_cast<std::size_t>(strip.y(5300.0));
  for (std::size_t row = line - 3; row <= line + 3; ++row) profile.darkness[row] = 1.0F;
  for (std::size_t row = line - 11; row <= line - 7; ++row) profile.darkness[row] = 250.0F;
  const TiedDepth tied = tie_numbers_to_lines(profile, strip.numbers(0.0), 100.0);
  ASSERT_TRUE(tied.refusal.empty()) << tied.refusal;
  ASSERT_EQ(tied.ties.size(), 4U);
  for (const LineTie& tie : tied.ties) EXPECT_NEAR(tie.y, strip.y(tie.depth), 0.6) << tie.depth;
  EXPECT_EQ(tied.numbers_confirmed, 4);
}

TEST(TieNumbersToLines, RefusesWhereThereAreNoLines) {
  Strip strip;
  strip.heavy = strip.medium = strip.thin = 0.0;
  EXPECT_FALSE(tie_numbers_to_lines(strip.profile(), strip.numbers(0.0), 100.0).refusal.empty());
}

TEST(TieNumbersToLines, FollowsPaperThatStretches) {
  Strip strip;
  strip.y = [](double depth) {
    const double d = depth - 5000.0;
    return 200.3 + 10.0 * d + 6.0 * std::sin(d / 60.0);
  };
  expect_right(strip, tie_numbers_to_lines(strip.profile(), strip.numbers(0.0), 100.0), 1.0);
}

TEST(TieNumbersToLines, GoesOnToTheLastLineAndNotBeyond) {
  const Strip strip;
  const TiedDepth tied = tie_numbers_to_lines(strip.profile(), strip.numbers(0.0), 100.0);
  ASSERT_FALSE(tied.ties.empty());
  EXPECT_GE(tied.ties.front().depth, 5000.0);
  EXPECT_LE(tied.ties.front().depth, 5020.0);
  EXPECT_LE(tied.ties.back().depth, 5400.0);
  EXPECT_GE(tied.ties.back().depth, 5380.0);
}

TEST(TieNumbersToLines, DoesNotTakeTheRuleOfABoxForTheLineAfterTheLast) {
  Strip strip;
  strip.heavy = 60.0;
  strip.medium = 60.0;
  strip.thin = 0.0;
  strip.base = 5320.0;
  LineProfile profile = strip.profile();
  profile.darkness.resize(profile.darkness.size() + 200, 1.0F);
  for (int row = -2; row <= 2; ++row)  // Where the line of 5330 would be.
    profile.darkness[static_cast<std::size_t>(strip.y(5330.0) + row)] = 240.0F;
  const TiedDepth tied = tie_numbers_to_lines(profile, strip.numbers(0.0), 100.0);
  ASSERT_FALSE(tied.ties.empty());
  EXPECT_EQ(tied.ties.back().depth, 5320.0);
}

TEST(TieNumbersToLines, FollowsFaintLinesOnlyWhereTheyAreKnownToBeThere) {
  Strip strip;
  strip.heavy = 3.0;
  strip.medium = 2.0;
  strip.thin = 1.5;
  LineProfile profile = strip.profile();
  for (float& dark : profile.darkness) dark -= 1.0F;
  profile.paper = 0.0;
  EXPECT_FALSE(tie_numbers_to_lines(profile, strip.numbers(0.0), 100.0).refusal.empty());
  TieOptions options;
  options.is_faint = true;
  expect_right(strip, tie_numbers_to_lines(profile, strip.numbers(0.0), 100.0, options), 0.3);
}

TEST(TieNumbersToLines, NeedsTwoNumbers) {
  const Strip strip;
  EXPECT_FALSE(tie_numbers_to_lines(strip.profile(), {{1200.3, 5100.0}}, 100.0).refusal.empty());
}

}  // namespace
}  // namespace logdigitise::sheet
