// A drawn print that jumps sideways.

#include "logdigitise/sheet/splices.hpp"

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

TEST(FollowSplices, FollowsAPrintThatJumpsWhereThePaperWasSpliced) {
  const logdigitise::testing::TemporaryFolder folder;
  constexpr int kSplice = 1920;
  constexpr int kJump = 11;  // More than follow_wander() follows.
  cv::Mat page(9600, 900, CV_8UC1, cv::Scalar(255));
  const std::vector<int> heavy = {100, 300, 500, 620, 820};
  for (const int x : heavy) page(cv::Rect(x - kJump, 0, 3, kSplice)).setTo(0);
  for (int x = 100; x <= 820; x += 40)
    page(cv::Rect(x, kSplice, x % 100 == 0 ? 3 : 1, page.rows - kSplice)).setTo(0);
  page(cv::Rect(620, kSplice, 3, page.rows - kSplice)).setTo(0);
  const ScanProfiles profiles = profiles_of(page, folder);
  const Image<std::uint8_t> ridges = column_ridges(profiles);
  const Wander wander = follow_wander(ridges);
  const std::vector<VerticalLine> lines = find_vertical_lines(ridges, wander, 0, profiles.blocks());
  const Wander settled = follow_splices(ridges, wander, lines, 0, profiles.blocks(), 24);
  const double x = 300.0 + 1.5 - settled.back();
  const std::vector<double> places = follow_line(ridges, settled, x, 0, profiles.blocks());
  for (int block = 0; block < profiles.blocks(); ++block) {
    const double truth = 301.5 - (block * kBlockRows < kSplice ? kJump : 0);
    const bool is_far = std::abs(block - kSplice / kBlockRows) > 8;
    if (!is_far) continue;
    EXPECT_NEAR(places[static_cast<std::size_t>(block)], truth, 1.0) << block;
  }
}

TEST(FollowSplices, LeavesAStripWithoutSplicesAlone) {
  const logdigitise::testing::TemporaryFolder folder;
  const testing::DrawnSheet sheet;
  const ScanProfiles profiles = profiles_of(sheet.draw(), folder);
  const Image<std::uint8_t> ridges = column_ridges(profiles);
  const Wander wander = follow_wander(ridges);
  const std::vector<VerticalLine> lines = find_vertical_lines(ridges, wander, 3, profiles.blocks() - 2);
  EXPECT_EQ(follow_splices(ridges, wander, lines, 3, profiles.blocks() - 2, 24), wander);
}

}  // namespace
}  // namespace logdigitise::sheet
