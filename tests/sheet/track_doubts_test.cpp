// Flags for what is not proven of tracks.

#include "logdigitise/sheet/track_doubts.hpp"

#include <gtest/gtest.h>

namespace logdigitise::sheet {
namespace {

constexpr double kDpi = 200.0;

TrackGrid track_at(double left, double right) {
  TrackGrid grid;
  grid.left = left;
  grid.right = right;
  grid.divisions = 10;
  return grid;
}

TEST(DoubtsOfGaps, AreNoneWhereTracksCoverTheDepthLines) {
  // Heavy lines run through the depth column.
  EXPECT_TRUE(
      doubts_of_gaps({track_at(60.0, 560.0), track_at(650.0, 1150.0)}, {{58.0, 1152.0, true, true}}, kDpi)
          .empty());
  EXPECT_TRUE(doubts_of_gaps({}, {}, kDpi).empty());
}

TEST(DoubtsOfGaps, NameDepthLinesWithoutATrack) {
  const std::vector<std::string> doubts = doubts_of_gaps(
      {track_at(710.0, 1210.0)}, {{60.0, 560.0, true, true}, {710.0, 1710.0, true, false}}, kDpi);
  ASSERT_EQ(doubts.size(), 2U);
  EXPECT_NE(doubts[0].find("x 60 to 560"), std::string::npos) << doubts[0];
  EXPECT_NE(doubts[1].find("x 1210 to 1710"), std::string::npos) << doubts[1];
}

TEST(DoubtsOfTrack, AreNoneWhereBothEdgesAreTold) {
  TrackGrid grid = track_at(60.0, 560.0);
  grid.left_in_header = true;
  grid.right_at_ends = true;
  EXPECT_TRUE(doubts_of_track(1, grid).empty());
  grid.right_at_ends = false;
  EXPECT_EQ(doubts_of_track(1, grid).size(), 1U);
  grid.is_division_doubtful = true;
  EXPECT_EQ(doubts_of_track(1, grid).size(), 2U);
}

TEST(DoubtsOfTrack, SayThatOnlyTheHeaderTells) {
  TrackGrid grid = track_at(60.0, 560.0);
  grid.is_part = grid.is_boxed = true;
  const std::vector<std::string> doubts = doubts_of_track(2, grid);
  ASSERT_EQ(doubts.size(), 1U);
  EXPECT_NE(doubts[0].find("track 2: no line shows its edges"), std::string::npos) << doubts[0];
}

}  // namespace
}  // namespace logdigitise::sheet
