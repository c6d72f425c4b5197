// Depth lines of which only specks are left.

#include "logdigitise/sheet/period_strips.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace logdigitise::sheet {
namespace {

constexpr int kStrips = 40;
constexpr int kRows = 5000;
constexpr double kPxPerUnit = 2.0;
constexpr double kReference = 640.0;

ScanProfiles empty_profiles() {
  ScanProfiles profiles;
  profiles.info.width = kStrips * kStripColumns;
  profiles.info.height = kRows;
  profiles.rows = Image<std::uint8_t>(kRows, kStrips);
  return profiles;
}

std::vector<NumberedDepth> numbers() {
  std::vector<NumberedDepth> result;
  for (int depth = 1000; depth <= 3000; depth += 100)
    result.push_back({300.0 + (depth - 1000) * kPxPerUnit, static_cast<double>(depth)});
  return result;
}

/// One of six lines every `period` px shows in each of the strips from `first` on, as a speck.
void add_specks(ScanProfiles& profiles, int first, int count, double period, double slope,
                std::mt19937& random) {
  for (int strip = first; strip < first + count; ++strip) {
    const double x = (strip + 0.5) * kStripColumns - kReference;
    for (double y = 300.0 - 5.0 * period; y < kRows - 40.0; y += period)
      if (random() % 6 == 0)
        profiles.rows.row(static_cast<int>(y + 7.0 + slope * x))[static_cast<std::size_t>(strip)] = 30;
  }
}

void add_dirt(ScanProfiles& profiles, std::mt19937& random) {
  for (int speck = 0; speck < 4000; ++speck)
    profiles.rows.row(static_cast<int>(random() % kRows))[random() % kStrips] = 30;
}

TEST(StripsWithPeriod, FindsLinesOfWhichSpecksAreLeft) {
  std::mt19937 random(1);
  ScanProfiles profiles = empty_profiles();
  add_dirt(profiles, random);
  add_specks(profiles, 4, 20, 20.0 * kPxPerUnit, 0.004, random);
  const auto found = strips_with_period(profiles, numbers(), 100.0, kReference, 0.0, 0.0);
  ASSERT_TRUE(found.has_value());
  EXPECT_DOUBLE_EQ(found->step, 20.0);
  EXPECT_NEAR(found->slope, 0.004, 0.0011);
  EXPECT_GE(found->strips.size(), 18U);
  EXPECT_TRUE(
      std::all_of(found->strips.begin(), found->strips.end(), [](int s) { return s >= 4 && s < 24; }));
}

TEST(StripsWithPeriod, FindsNothingInDirtAndInWhatComesAgainAtAnotherScale) {
  std::mt19937 random(2);
  ScanProfiles profiles = empty_profiles();
  add_dirt(profiles, random);
  EXPECT_FALSE(strips_with_period(profiles, numbers(), 100.0, kReference, 0.0, 0.0).has_value());
  add_specks(profiles, 4, 20, 41.3, 0.0, random);
  EXPECT_FALSE(strips_with_period(profiles, numbers(), 100.0, kReference, 0.0, 0.0).has_value());
}

TEST(StripsWithPeriod, AsksForStripsThatAreFarApart) {
  std::mt19937 random(3);
  ScanProfiles profiles = empty_profiles();
  add_specks(profiles, 4, 7, 20.0 * kPxPerUnit, 0.0, random);
  EXPECT_FALSE(strips_with_period(profiles, numbers(), 100.0, kReference, 0.0, 0.0).has_value());
}

}  // namespace
}  // namespace logdigitise::sheet
