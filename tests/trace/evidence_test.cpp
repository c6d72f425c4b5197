#include "logdigitise/trace/evidence.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::trace {
namespace {

using Row = std::vector<std::vector<std::uint8_t>>;

/// What one column with these chances becomes.
Row weighed(double even_chance, double certainty, std::vector<float> chances) {
  Row row(chances.size(), std::vector<std::uint8_t>(1));
  Evidence(even_chance, certainty, 0.0).weigh(chances, {}, row);
  return row;
}

TEST(Evidence, LeavesChancesAsTheyAreByDefault) {
  EXPECT_EQ(weighed(0.5, 1.0, {0.2F, 0.6F}), (Row{{51}, {153}}));
}

TEST(Evidence, MakesTheEvenChanceOneHalf) {
  for (const double certainty : {0.5, 1.0, 3.3})
    EXPECT_EQ(weighed(0.28, certainty, {0.28F}), (Row{{128}})) << certainty;
}

TEST(Evidence, MakesSureChancesSurer) {
  // Odds 4 to the power 2 are 16 to 1; odds 1/4 are 1 to 16.
  EXPECT_EQ(weighed(0.5, 2.0, {0.8F}), (Row{{240}}));
  EXPECT_EQ(weighed(0.5, 2.0, {0.2F}), (Row{{15}}));
}

TEST(Evidence, KeepsTheOrderOfCurvesAndSumsToOneAtMost) {
  const Row row = weighed(0.28, 3.3, {0.3F, 0.25F, 0.1F});
  EXPECT_GT(row[0][0], row[1][0]);
  EXPECT_GT(row[1][0], row[2][0]);
  EXPECT_LE(row[0][0] + row[1][0] + row[2][0], 256);
}

TEST(Evidence, UndoesACalibration) {
  // A network says 0.9; its calibrated odds are the root of 0.3 of these, times 0.4.
  const double odds = 0.4 * std::pow(9.0, 0.3);
  const auto calibrated = static_cast<float>(odds / (1.0 + odds));
  EXPECT_NEAR(weighed(0.4 / 1.4, 1.0 / 0.3, {calibrated})[0][0], 230, 1);
}

TEST(Evidence, LeavesOutPaperAndWhatIsNoNumber) {
  EXPECT_EQ(weighed(0.28, 3.3, {0.001F}), (Row{{0}}));
  EXPECT_EQ(weighed(0.28, 3.3, {std::nanf("")}), (Row{{0}}));
  EXPECT_EQ(weighed(0.28, 3.3, {1.0F}), (Row{{255}}));
}

TEST(Evidence, CostsACurveSomeOfItsOddsOnAPrintedLine) {
  const std::vector<float> chances{0.5F, 0.5F, 0.95F, 0.5F};
  const std::vector<std::uint8_t> printed{0, 255, 255, 128};
  std::vector<std::vector<std::uint8_t>> row(1, std::vector<std::uint8_t>(4));
  Evidence(0.5, 1.0, 1.5).weigh(chances, printed, row);
  EXPECT_EQ(row[0][0], 128);
  EXPECT_NEAR(row[0][1], 255.0 / (1.0 + std::exp(1.5)), 1.0) << "one to one becomes one to e^1.5";
  EXPECT_NEAR(row[0][2], 255.0 * 19.0 / (19.0 + std::exp(1.5)), 1.0) << "a curve that is sure stays likely";
  EXPECT_NEAR(row[0][3], 255.0 / (1.0 + std::exp(1.5 * 128 / 255)), 1.0) << "a line half sure costs half";
}

}  // namespace
}  // namespace logdigitise::trace
