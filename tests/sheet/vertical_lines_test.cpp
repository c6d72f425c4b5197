// Lines that run down a drawn strip.

#include "logdigitise/sheet/vertical_lines.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/nn/temporary_folder.hpp"
#include "tests/sheet/drawn_sheet.hpp"

namespace logdigitise::sheet {
namespace {

ScanProfiles profiles_of(const cv::Mat& picture, const logdigitise::testing::TemporaryFolder& folder) {
  testing::write_scan(picture, folder / "scan.tif");
  Progress silent;
  return profile_scan(folder / "scan.tif", {}, silent);
}

TEST(FindVerticalLines, FindsTheGridAndNotTheCurve) {
  const logdigitise::testing::TemporaryFolder folder;
  const testing::DrawnSheet sheet;
  const ScanProfiles profiles = profiles_of(sheet.draw(), folder);
  const Image<std::uint8_t> ridges = column_ridges(profiles);
  const std::vector<VerticalLine> lines =
      find_vertical_lines(ridges, follow_wander(ridges), 3, profiles.blocks() - 2);
  ASSERT_EQ(lines.size(), 22U);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const double left = i < 11 ? 60.0 : 710.0;
    EXPECT_NEAR(lines[i].x, left + 50.0 * static_cast<double>(i % 11) + 0.5, 0.6);
  }
}

TEST(FollowWander, FollowsAStripThatLeansAndSwings) {
  const logdigitise::testing::TemporaryFolder folder;
  cv::Mat page(6400, 700, CV_8UC1, cv::Scalar(255));
  const auto shift = [](int row) { return 0.004 * row + 6.0 * std::sin(row / 900.0); };
  for (int row = 0; row < page.rows; ++row)
    for (const int x : {100, 150, 220, 300, 480, 600})
      for (int d = 0; d < 2; ++d)
        page.at<std::uint8_t>(row, static_cast<int>(std::lround(x + shift(row))) + d) = 0;
  const ScanProfiles profiles = profiles_of(page, folder);
  const Wander wander = follow_wander(column_ridges(profiles));
  for (int block = 2; block < profiles.blocks(); ++block) {
    const double truth = shift(block * kBlockRows + kBlockRows / 2) - shift(kBlockRows / 2);
    EXPECT_NEAR(wander[static_cast<std::size_t>(block)], truth, 1.5) << block;
  }
}

TEST(FindVerticalLines, FindsNoneOnBlankPaper) {
  const logdigitise::testing::TemporaryFolder folder;
  const ScanProfiles profiles = profiles_of(cv::Mat(1000, 400, CV_8UC1, cv::Scalar(255)), folder);
  const Image<std::uint8_t> ridges = column_ridges(profiles);
  EXPECT_TRUE(find_vertical_lines(ridges, follow_wander(ridges), 0, profiles.blocks()).empty());
}

}  // namespace
}  // namespace logdigitise::sheet
