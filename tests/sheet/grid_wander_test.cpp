// A grid of dots that wanders, beside a black border that does not.

#include "logdigitise/sheet/grid_wander.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "logdigitise/sheet/ridges.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/sheet/drawn_sheet.hpp"
#include "tests/sheet/profiles_of.hpp"

namespace logdigitise::sheet {
namespace {

using logdigitise::testing::profiles_of;

/// How far the print lies to the right at a row: 14 px in the middle of the strip.
double drift(int y, int rows) { return 14.0 * std::sin(3.14159265 * y / rows); }

TEST(FollowGrid, FollowsDotsThatABorderOutvotes) {
  const logdigitise::testing::TemporaryFolder folder;
  constexpr int kDotRows = 20;
  cv::Mat page(12800, 500, CV_8UC1, cv::Scalar(255));
  page(cv::Rect(30, 0, 4, page.rows)).setTo(0);
  page(cv::Rect(460, 0, 5, page.rows)).setTo(0);
  for (int y = 5; y + 2 < page.rows; y += kDotRows)
    for (int i = 0; i < 10; ++i)
      page(cv::Rect(100 + 32 * i + static_cast<int>(std::lround(drift(y, page.rows))), y, 3, 2)).setTo(0);
  const ScanProfiles profiles = profiles_of(page, folder);
  const Image<std::uint8_t> ridges = column_ridges(profiles);
  const Wander wander(static_cast<std::size_t>(profiles.blocks()), 0.0);  // That of the borders.
  std::vector<VerticalLine> lines;
  for (int i = 0; i < 10; ++i) lines.push_back({110.0 + 32.0 * i, 0.1, 0.5});
  const Wander settled = follow_grid(ridges, wander, lines, 0, profiles.blocks());
  for (int block = 0; block < profiles.blocks(); ++block) {
    const double truth = drift(block * kBlockRows + kBlockRows / 2, page.rows);
    EXPECT_NEAR(settled[static_cast<std::size_t>(block)] - settled[0], truth - drift(32, page.rows), 2.0)
        << block;
  }
}

TEST(FollowGrid, LeavesAStripAloneThatWasFollowed) {
  const logdigitise::testing::TemporaryFolder folder;
  const testing::DrawnSheet sheet;
  const ScanProfiles profiles = profiles_of(sheet.draw(), folder);
  const Image<std::uint8_t> ridges = column_ridges(profiles);
  const Wander wander = follow_wander(ridges);
  const std::vector<VerticalLine> lines = find_vertical_lines(ridges, wander, 3, profiles.blocks() - 2);
  EXPECT_EQ(follow_grid(ridges, wander, lines, 3, profiles.blocks() - 2), wander);
}

}  // namespace
}  // namespace logdigitise::sheet
