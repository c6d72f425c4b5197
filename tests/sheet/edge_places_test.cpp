// Edges that are not printed, put where the lines of their tracks say.

#include "logdigitise/sheet/edge_places.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::sheet {
namespace {

VerticalLine printed(double x, double strength = 1.0) {
  VerticalLine line;
  line.x = x;
  line.strength = strength;
  line.presence = 1.0;
  return line;
}

TrackGrid linear(double left, double right, int divisions) {
  TrackGrid grid;
  grid.left = left;
  grid.right = right;
  grid.divisions = divisions;
  return grid;
}

TEST(PlaceUnprintedEdges, TrustsTheLinesMoreThanWhatIsToldOfTheEdge) {
  // A rule of the header stands 6 px inside of where the first of ten divisions of 55.7 px begins.
  std::vector<VerticalLine> lines;
  for (int i = 1; i <= 10; ++i) lines.push_back(printed(20.0 + 55.7 * i + (i % 2 == 0 ? 0.4 : -0.4)));
  std::vector<TrackGrid> tracks{linear(26.0, lines.back().x, 10)};
  tracks[0].left_printed = false;
  place_unprinted_edges(lines, tracks);
  EXPECT_NEAR(tracks[0].left, 20.0, 0.5);
  EXPECT_EQ(tracks[0].right, lines.back().x);
}

TEST(PlaceUnprintedEdges, GivesTracksOfOneFormOneWidthOfTheirDivisions) {
  std::vector<VerticalLine> lines;
  // The left track shows five lines, one of them 1.5 px aside; the right one all twenty divisions.
  for (int i = 6; i <= 10; ++i) lines.push_back(printed(100.0 + 80.0 * i + (i == 6 ? 1.5 : 0.0)));
  for (int i = 0; i <= 20; ++i) lines.push_back(printed(1070.0 + 80.0 * i));
  std::vector<TrackGrid> tracks{linear(112.0, 900.0, 10), linear(1070.0, 2670.0, 20)};
  tracks[0].left_printed = false;
  place_unprinted_edges(lines, tracks);
  EXPECT_NEAR(tracks[0].left, 100.0, 1.0);
}

TEST(PlaceUnprintedEdges, LeavesAnEdgeThatIsToldFarFromThere) {
  std::vector<VerticalLine> lines;
  for (int i = 1; i <= 10; ++i) lines.push_back(printed(20.0 + 50.0 * i));
  std::vector<TrackGrid> tracks{linear(35.0, 520.0, 10)};
  tracks[0].left_printed = false;
  place_unprinted_edges(lines, tracks);
  EXPECT_EQ(tracks[0].left, 35.0);
}

TEST(WithNextLines, MovesAnEndOfDepthLinesToTheNextPlace) {
  for (const double off : {5.0, 15.0}) {
    std::vector<VerticalLine> lines;
    for (int i = 1; i <= 9; ++i) lines.push_back(printed(20.0 + 30.0 * i));
    VerticalLine& end = lines.emplace_back();
    end.x = 320.0 + off;
    end.is_printed = false;
    end.ends_lines = true;
    const std::vector<VerticalLine> all = with_next_lines(lines, {});
    EXPECT_NEAR(all.back().x, off < 6.0 ? 320.0 : 335.0, 1e-9);
    EXPECT_TRUE(all.back().ends_lines);
    EXPECT_NEAR(all.front().x, 20.0, 1e-9);
  }
}

TEST(WithDecadeEdges, AddsWhereALogGridMayEndAndMovesWhatIsToldNearIt) {
  std::vector<VerticalLine> lines;
  VerticalLine told;
  told.x = 64.0;
  told.ends_lines = true;
  told.is_printed = false;
  lines.push_back(told);
  const double first = 60.0 + 200.0 * (1.0 - std::log10(2.0));
  for (int decade = 0; decade < 4; ++decade) {
    lines.push_back(printed(first + 200.0 * decade, 3.0));
    lines.push_back(printed(first + 200.0 * decade + 37.0, 0.5));  // Others are not as heavy.
  }
  const std::vector<VerticalLine> with = with_decade_edges(lines, {});
  EXPECT_NEAR(with[1].x, 60.0, 1e-9);
  EXPECT_TRUE(with[1].ends_lines);
  EXPECT_NEAR(with.front().x, first - 200.0, 1e-9);
  EXPECT_EQ(with.size(), lines.size() + 3);
}

}  // namespace
}  // namespace logdigitise::sheet
