// Runs of depth numbers, from readings made by hand.

#include "logdigitise/sheet/number_chain.hpp"

#include <gtest/gtest.h>

namespace logdigitise::sheet {
namespace {

std::vector<NumberReading> run(long first, long last, double y_first, double px_per_unit, long step = 100) {
  std::vector<NumberReading> readings;
  for (long value = first; value <= last; value += step)
    readings.push_back({y_first + static_cast<double>(value - first) * px_per_unit, value, -1, 0.9});
  return readings;
}

TEST(FindNumberChains, TakesARegularRunWhole) {
  const std::vector<NumberChain> chains = find_number_chains(run(5000, 6000, 300.0, 10.0));
  ASSERT_EQ(chains.size(), 1U);
  EXPECT_EQ(chains[0].members.size(), 11U);
  EXPECT_EQ(chains[0].increment, 100);
  EXPECT_NEAR(chains[0].px_per_unit, 10.0, 1e-9);
}

TEST(FindNumberChains, LeavesOutAMisreadNumberAndSaysSo) {
  std::vector<NumberReading> readings = run(5000, 6000, 300.0, 10.0);
  readings[4].value = 3400;
  const std::vector<NumberChain> chains = find_number_chains(readings);
  ASSERT_GE(chains.size(), 1U);
  EXPECT_EQ(chains[0].members.size(), 10U);
  ASSERT_EQ(chains[0].misread.size(), 1U);
  EXPECT_EQ(chains[0].misread[0], 4U);
}

TEST(FindNumberChains, PassesOverAnUnreadNumber) {
  std::vector<NumberReading> readings = run(5000, 5600, 300.0, 10.0);
  readings[3].value = -1;
  const std::vector<NumberChain> chains = find_number_chains(readings);
  ASSERT_EQ(chains.size(), 1U);
  EXPECT_EQ(chains[0].members.size(), 6U);
  EXPECT_EQ(chains[0].unread.size(), 1U);
}

TEST(FindNumberChains, TakesTheOtherReadingWhereItFits) {
  std::vector<NumberReading> readings = run(5000, 5600, 300.0, 10.0);
  readings[3].value = 5800;
  readings[3].other_value = 5300;
  const std::vector<NumberChain> chains = find_number_chains(readings);
  ASSERT_GE(chains.size(), 1U);
  ASSERT_EQ(chains[0].members.size(), 7U);
  EXPECT_EQ(chains[0].values[3], 5300);
}

TEST(FindNumberChains, BreaksWhereADepthIsSkippedWhileThePaperRunsOn) {
  std::vector<NumberReading> readings = run(8000, 9000, 300.0, 2.0);
  for (const NumberReading& below : run(9200, 10200, 2500.0, 2.0)) readings.push_back(below);
  const std::vector<NumberChain> chains = find_number_chains(readings);
  ASSERT_EQ(chains.size(), 2U);
  EXPECT_EQ(chains[0].members.size(), 11U);
  EXPECT_EQ(chains[1].members.size(), 11U);
}

TEST(FindNumberChains, BreaksWherePaperWasPutIn) {
  std::vector<NumberReading> readings = run(16000, 16500, 300.0, 10.0);
  for (const NumberReading& below : run(16600, 17000, 6500.0, 10.0)) readings.push_back(below);
  EXPECT_EQ(find_number_chains(readings).size(), 2U);
}

TEST(FindNumberChains, BreaksWhereTheDepthBeginsAgain) {
  std::vector<NumberReading> readings = run(5000, 5600, 300.0, 10.0);
  for (const NumberReading& below : run(5000, 5600, 7300.0, 10.0)) readings.push_back(below);
  const std::vector<NumberChain> chains = find_number_chains(readings);
  ASSERT_EQ(chains.size(), 2U);
  EXPECT_EQ(chains[0].members.size(), 7U);
}

TEST(FindNumberChains, FollowsPaperThatStretchesSlowly) {
  std::vector<NumberReading> readings;
  double y = 300.0;
  for (long value = 5000; value <= 7000; value += 100) {
    readings.push_back({y, value, -1, 0.9});
    y += 1000.0 + static_cast<double>(value - 6000) * 0.04;
  }
  const std::vector<NumberChain> chains = find_number_chains(readings);
  ASSERT_EQ(chains.size(), 1U);
  EXPECT_EQ(chains[0].members.size(), 21U);
}

TEST(FindNumberChains, MakesNothingOfNumbersThatDoNotGrow) {
  EXPECT_TRUE(find_number_chains({{100.0, 5300, -1, 0.9}, {1100.0, 5200, -1, 0.9}}).empty());
  EXPECT_TRUE(find_number_chains({{100.0, 5300, -1, 0.9}}).empty());
  EXPECT_TRUE(find_number_chains({}).empty());
}

}  // namespace
}  // namespace logdigitise::sheet
