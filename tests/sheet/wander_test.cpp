// A drawn strip that wanders.

#include "logdigitise/sheet/wander.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "logdigitise/sheet/ridges.hpp"
#include "logdigitise/sheet/vertical_lines.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/sheet/drawn_sheet.hpp"
#include "tests/sheet/profiles_of.hpp"

namespace logdigitise::sheet {
namespace {

using logdigitise::testing::profiles_of;

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

}  // namespace
}  // namespace logdigitise::sheet
