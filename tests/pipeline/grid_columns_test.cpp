#include "logdigitise/pipeline/grid_columns.hpp"

#include <gtest/gtest.h>

namespace logdigitise::pipeline {
namespace {

const band::TrackBand kBand{0, 432, 16.0, 416.0};  // A track of 400 px.

layout::Track track_of(layout::Scale scale, double left, double right) {
  layout::Track track;
  track.scale = scale;
  track.curves.emplace_back();
  track.curves[0].left = left;
  track.curves[0].right = right;
  return track;
}

TEST(GridColumns, OfFourDecadesThatBeginAtTwoTenths) {
  const std::vector<int> columns = grid_columns(track_of(layout::Scale::kLog, 0.2, 2000.0), kBand);
  ASSERT_EQ(columns.size(), 4U * 9U + 1U);  // 0.2 .. 0.9, three decades of nine, 1000 and 2000.
  EXPECT_EQ(columns.front(), 16);
  EXPECT_NEAR(columns[1], 16 + 17, 1) << "0.3 is 0.176 of a decade of 100 px further";
  EXPECT_NEAR(columns.back(), 416, 1);
}

TEST(GridColumns, RunTheOtherWayWhereTheScaleDoes) {
  const std::vector<int> columns = grid_columns(track_of(layout::Scale::kLog, 100.0, 1.0), kBand);
  ASSERT_EQ(columns.size(), 19U);
  EXPECT_NEAR(columns[9], 216, 1);
  EXPECT_NEAR(columns[8], 216 - 60, 1) << "20 is left of 10, and 9 right of it";
  EXPECT_NEAR(columns[10], 216 + 9, 1);
}

TEST(GridColumns, AreNotKnownOfLinearTracks) {
  EXPECT_TRUE(grid_columns(track_of(layout::Scale::kLinear, 0.0, 150.0), kBand).empty());
  EXPECT_TRUE(grid_columns({}, kBand).empty());
}

}  // namespace
}  // namespace logdigitise::pipeline
