// Where depth lines begin and end across the strip, on presences made by hand.

#include "logdigitise/sheet/line_ends.hpp"

#include <gtest/gtest.h>

namespace logdigitise::sheet {
namespace {

constexpr double kDpi = 200.0;

/// Lines of one darkness between columns `left` and `right`, hidden by an upright line every 50 px.
void add_lines(std::vector<float>& presence, int left, int right, float darkness) {
  for (int x = left; x < right; ++x) presence[static_cast<std::size_t>(x)] = x % 50 < 3 ? 0.0F : darkness;
}

TEST(LineExtents, AreWhereLinesAre) {
  std::vector<float> presence(1400, 0.5F);
  add_lines(presence, 60, 561, 80.0F);
  add_lines(presence, 710, 1210, 60.0F);
  const std::vector<LineExtent> extents = line_extents(presence, kDpi);
  ASSERT_EQ(extents.size(), 2U);
  EXPECT_NEAR(extents[0].left, 60.0, 1.5);
  EXPECT_NEAR(extents[0].right, 561.0, 1.5);
  EXPECT_NEAR(extents[1].left, 710.0, 4.0);  // An upright line stands there.
  EXPECT_NEAR(extents[1].right, 1210.0, 1.5);
  for (const LineExtent& extent : extents) EXPECT_TRUE(extent.is_left_sharp && extent.is_right_sharp);
}

TEST(LineExtents, OfWornLinesHaveNoSharpEnds) {
  std::vector<float> presence(1400, 0.0F);
  for (int x = 60; x < 700; ++x)  // They fade over an inch, in blotches.
    presence[static_cast<std::size_t>(x)] =
        (x / 11) % 3 == 0 ? 5.0F : 80.0F * static_cast<float>(700 - x) / 640;
  for (const LineExtent& extent : line_extents(presence, kDpi)) EXPECT_FALSE(extent.is_right_sharp);
}

TEST(LineExtents, AreNoneOnPaperWithoutLines) {
  EXPECT_TRUE(line_extents(std::vector<float>(1400, 3.0F), kDpi).empty());
}

TEST(LineExtents, GoOnBehindACurveThatHardlyMoves) {
  std::vector<float> presence(1400, 0.0F);
  add_lines(presence, 60, 560, 80.0F);
  // It hides them for most of the strip, and they are lost beside its heavy line.
  for (int x = 400; x < 450; ++x)
    presence[static_cast<std::size_t>(x)] = x >= 420 && x < 430 ? kHidden : 1.0F;
  const std::vector<LineExtent> extents = line_extents(presence, kDpi);
  ASSERT_EQ(extents.size(), 1U);
  EXPECT_NEAR(extents[0].right, 560.0, 1.5);
}

TEST(LineExtents, DoNotEndSharplyAtABlackBar) {
  std::vector<float> presence(1400, 0.0F);
  add_lines(presence, 300, 800, 80.0F);
  std::fill(presence.begin() + 200, presence.begin() + 300, kHidden);
  const std::vector<LineExtent> extents = line_extents(presence, kDpi);
  ASSERT_EQ(extents.size(), 1U);
  EXPECT_FALSE(extents[0].is_left_sharp);  // They may go on under it.
  EXPECT_TRUE(extents[0].is_right_sharp);
}

TEST(LineExtents, OfDashedLinesAreWhole) {
  std::vector<float> presence(1400, 0.0F);
  for (int x = 60; x < 560; ++x)  // Every fifth line is solid.
    presence[static_cast<std::size_t>(x)] = (x - 60) % 20 < 12 ? 250.0F : 50.0F;
  const std::vector<LineExtent> extents = line_extents(presence, kDpi);
  ASSERT_EQ(extents.size(), 1U);
  EXPECT_TRUE(extents[0].is_left_sharp);
  EXPECT_NEAR(extents[0].left, 60.0, 1.5);
  EXPECT_NEAR(extents[0].right, 560.0, 9.0);
}

TEST(LineExtents, OfTwoTracksDoNotRunIntoEachOther) {
  // Heavy edges hide the lines on either side of the depth column.
  std::vector<float> presence(1400, 0.0F);
  add_lines(presence, 60, 560, 80.0F);
  add_lines(presence, 630, 1130, 80.0F);
  for (const int edge : {560, 626})
    for (int x = edge; x < edge + 4; ++x) presence[static_cast<std::size_t>(x)] = kHidden;
  const std::vector<LineExtent> extents = line_extents(presence, kDpi);
  ASSERT_EQ(extents.size(), 2U);
  EXPECT_TRUE(extents[0].is_right_sharp && extents[1].is_left_sharp);
}

TEST(WithoutOvershoot, EndsLinesAtTheEdgeThatOnlyHeavyOnesCross) {
  std::vector<float> presence(1400, 0.0F);
  add_lines(presence, 60, 560, 80.0F);
  add_lines(presence, 560, 620, 40.0F);  // Every other line runs on towards its number.
  VerticalLine edge;
  edge.x = 560.0;
  edge.presence = 1.0;
  edge.strength = 3.0;
  VerticalLine inner = edge;  // Lines are as dark on either side of it.
  inner.x = 510.0;
  VerticalLine light = edge;
  light.strength = 1.0;
  std::vector<VerticalLine> grid(4, light);
  for (std::size_t i = 0; i < grid.size(); ++i) grid[i].x = 100.0 + 100.0 * static_cast<double>(i);
  const std::vector<LineExtent> found = line_extents(presence, kDpi);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].right, 620.0, 1.5);
  const auto end_with = [&](const VerticalLine& line) {
    std::vector<VerticalLine> lines = grid;
    lines.push_back(line);
    return without_overshoot(found, lines, presence, kDpi)[0].right;
  };
  EXPECT_EQ(end_with(edge), 560.0);
  EXPECT_EQ(end_with(inner), found[0].right);
  // Lines fade at a light line, too, where the paper is worn.
  EXPECT_EQ(end_with(light), found[0].right);
}

TEST(WithLineEnds, MarksTheLineThatStandsThereAndAddsWhereNoneDoes) {
  VerticalLine edge;
  edge.x = 62.0;
  edge.strength = 2.0;
  const LineExtent extent{60.0, 560.0, true, true};
  const std::vector<VerticalLine> lines = with_line_ends({edge}, {extent}, kDpi);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(lines[0].ends_lines && lines[0].is_printed);
  EXPECT_TRUE(lines[1].ends_lines);
  EXPECT_FALSE(lines[1].is_printed);
  EXPECT_EQ(lines[1].x, 560.0);
}

}  // namespace
}  // namespace logdigitise::sheet
