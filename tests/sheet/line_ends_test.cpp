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
