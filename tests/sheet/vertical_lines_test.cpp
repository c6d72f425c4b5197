// Lines that run down a drawn strip.

#include "logdigitise/sheet/vertical_lines.hpp"

#include <gtest/gtest.h>

#include "logdigitise/sheet/ridges.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/sheet/drawn_sheet.hpp"
#include "tests/sheet/profiles_of.hpp"

namespace logdigitise::sheet {
namespace {

using logdigitise::testing::profiles_of;

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

TEST(FindVerticalLines, FindsNoneOnBlankPaper) {
  const logdigitise::testing::TemporaryFolder folder;
  const ScanProfiles profiles = profiles_of(cv::Mat(1000, 400, CV_8UC1, cv::Scalar(255)), folder);
  const Image<std::uint8_t> ridges = column_ridges(profiles);
  EXPECT_TRUE(find_vertical_lines(ridges, follow_wander(ridges), 0, profiles.blocks()).empty());
}

}  // namespace
}  // namespace logdigitise::sheet
