// Tracks without a grid: lines found in a section, and line samples found above it.

#include "logdigitise/sheet/bare_tracks.hpp"

#include <gtest/gtest.h>

namespace logdigitise::sheet {
namespace {

VerticalLine line(double x, double strength = 1.0, double presence = 1.0) {
  VerticalLine result;
  result.x = x;
  result.strength = strength;
  result.presence = presence;
  return result;
}

HeaderEntry entry(double left, double right) {
  HeaderEntry result;
  result.x_left = left;
  result.x_right = right;
  return result;
}

TEST(TracksBetweenLines, AreBetweenNeighboursATracksWidthApart) {
  const std::vector<TrackGrid> tracks =
      tracks_between_lines({line(512.5), line(771.6), line(1255.3), line(1270.0)}, {});
  ASSERT_EQ(tracks.size(), 2U);
  EXPECT_EQ(tracks[0].left, 512.5);
  EXPECT_EQ(tracks[1].right, 1255.3);
  EXPECT_TRUE(tracks[1].is_bare);
}

TEST(TracksBetweenLines, NeedLinesThatShowThroughout) {
  EXPECT_TRUE(tracks_between_lines({line(100.0), line(600.0, 1.0, 0.6)}, {}).empty());
  EXPECT_TRUE(tracks_between_lines({line(100.0, 0.2), line(600.0)}, {}).empty()) << "a fold, or dirt";
}

TEST(TracksOfBoxes, AreWhereBoxesStandBesideTheDepthColumn) {
  const std::vector<TrackGrid> tracks =
      tracks_of_boxes({{715.0, 1181.0}, {87.0, 550.0}, {90.0, 553.0}, {560.0, 700.0}}, 596.0, 651.0);
  ASSERT_EQ(tracks.size(), 2U);
  EXPECT_EQ(tracks[0].left, 87.0);
  EXPECT_EQ(tracks[0].right, 553.0);
  EXPECT_EQ(tracks[1].left, 715.0);
  EXPECT_TRUE(tracks[0].is_part) << "nothing proves their edges";
  EXPECT_TRUE(tracks_of_boxes({}, 596.0, 651.0).empty());
}

TEST(IsSpanned, WhereALineRunsFromNearOneEdgeToAsNearTheOther) {
  TrackGrid track;
  track.left = 100.0;
  track.right = 600.0;
  EXPECT_TRUE(is_spanned(track, {entry(120.0, 575.0)}));
  EXPECT_FALSE(is_spanned(track, {entry(120.0, 340.0)})) << "of a narrower track";
  EXPECT_FALSE(is_spanned(track, {entry(220.0, 590.0)})) << "aside";
  EXPECT_FALSE(is_spanned(track, {entry(80.0, 620.0)})) << "of a wider one";
  EXPECT_FALSE(is_spanned(track, {}));
}

}  // namespace
}  // namespace logdigitise::sheet
