// Lines that a scanner drew over a print.

#include "logdigitise/sheet/scanner_streaks.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "logdigitise/sheet/ridges.hpp"
#include "logdigitise/sheet/vertical_lines.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/sheet/drawn_sheet.hpp"
#include "tests/sheet/profiles_of.hpp"

namespace logdigitise::sheet {
namespace {

using logdigitise::testing::profiles_of;

TEST(FindStreaks, TellsTheScannersLinesFromPrintedOnesWhereThePrintWanders) {
  const logdigitise::testing::TemporaryFolder folder;
  cv::Mat page(9600, 900, CV_8UC1, cv::Scalar(255));
  const auto shift = [](int row) { return static_cast<int>(std::lround(20.0 * std::sin(row / 1500.0))); };
  for (int row = 0; row < page.rows; ++row)
    for (const int x : {100, 150, 220, 300, 480, 600}) page(cv::Rect(x + shift(row), row, 2, 1)).setTo(0);
  for (const int x : {400, 700}) page(cv::Rect(x, 0, 1, page.rows)).setTo(0);
  const ScanProfiles profiles = profiles_of(page, folder);
  Image<std::uint8_t> ridges = column_ridges(profiles);
  const std::vector<int> streaks = find_streaks(ridges, follow_wander(ridges));
  EXPECT_EQ(streaks, (std::vector<int>{400, 700}));
  erase_streaks(ridges, streaks);
  EXPECT_EQ(find_vertical_lines(ridges, follow_wander(ridges), 0, profiles.blocks()).size(), 6U);
}

TEST(FindStreaks, FindsNoneInAStripThatDoesNotWander) {
  const logdigitise::testing::TemporaryFolder folder;
  const ScanProfiles profiles = profiles_of(testing::DrawnSheet().draw(), folder);
  const Image<std::uint8_t> ridges = column_ridges(profiles);
  EXPECT_TRUE(find_streaks(ridges, follow_wander(ridges)).empty());
}

}  // namespace
}  // namespace logdigitise::sheet
