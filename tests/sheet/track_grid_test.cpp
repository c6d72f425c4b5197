// Tracks from vertical lines that were put there by hand.

#include "logdigitise/sheet/track_grid.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::sheet {
namespace {

std::vector<VerticalLine> linear(double left, double right, int divisions, double inside = 1.0) {
  std::vector<VerticalLine> lines;
  for (int i = 0; i <= divisions; ++i) {
    const bool edge = i == 0 || i == divisions;
    lines.push_back({left + (right - left) * i / divisions, edge ? 3.0 : inside, 1.0});
  }
  return lines;
}

std::vector<VerticalLine> logarithmic(double left, double right, int start, int decades) {
  std::vector<VerticalLine> lines;
  for (int decade = 0; decade <= decades; ++decade)
    for (int digit = 1; digit <= 9; ++digit) {
      const double u = (decade + std::log10(digit) - std::log10(start)) / decades;
      if (u < -1e-9 || u > 1.0 + 1e-9) continue;
      lines.push_back({left + u * (right - left), u < 1e-9 || u > 1.0 - 1e-9 ? 3.0 : 1.0, 1.0});
    }
  return lines;
}

TEST(FindTrackGrids, ReadsALinearTrack) {
  const std::vector<TrackGrid> tracks = find_track_grids(linear(60.0, 560.0, 10));
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_EQ(tracks[0].scale, layout::Scale::kLinear);
  EXPECT_EQ(tracks[0].divisions, 10);
  EXPECT_DOUBLE_EQ(tracks[0].left, 60.0);
  EXPECT_DOUBLE_EQ(tracks[0].right, 560.0);
}

TEST(FindTrackGrids, ReadsFourDecadesThatBeginAtTwo) {
  const std::vector<TrackGrid> tracks = find_track_grids(logarithmic(60.0, 1060.0, 2, 4));
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_EQ(tracks[0].scale, layout::Scale::kLog);
  EXPECT_EQ(tracks[0].decades, 4);
  EXPECT_EQ(tracks[0].log_start, 2);
}

TEST(FindTrackGrids, ForgivesLinesThatWereLost) {
  std::vector<VerticalLine> lines = linear(60.0, 560.0, 10);
  lines.erase(lines.begin() + 7);
  lines.erase(lines.begin() + 3);
  const std::vector<TrackGrid> tracks = find_track_grids(lines);
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_EQ(tracks[0].divisions, 10);
  EXPECT_EQ(tracks[0].lines_missing, 2);
}

TEST(FindTrackGrids, LeavesAStrayLineOut) {
  std::vector<VerticalLine> lines = linear(60.0, 560.0, 10);
  lines.insert(lines.begin(), {10.0, 1.0, 1.0});
  const std::vector<TrackGrid> tracks = find_track_grids(lines);
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_DOUBLE_EQ(tracks[0].left, 60.0);
}

TEST(FindTrackGrids, DividesWhereALineGoesOnIntoTheHeaderAsTheEdgesDo) {
  const std::vector<VerticalLine> lines = linear(60.0, 1060.0, 20);
  GridOptions options;
  options.edge_support.assign(lines.size(), 0.0);
  options.edge_support.front() = options.edge_support.back() = 1.0;
  ASSERT_EQ(find_track_grids(lines, options).size(), 1U);
  options.edge_support[10] = 1.0;
  const std::vector<TrackGrid> tracks = find_track_grids(lines, options);
  ASSERT_EQ(tracks.size(), 2U);
  EXPECT_DOUBLE_EQ(tracks[0].right, 560.0);
  EXPECT_EQ(tracks[0].divisions, 10);
}

TEST(FindTrackGrids, FindsNothingWithoutLines) {
  EXPECT_TRUE(find_track_grids({}).empty());
  EXPECT_TRUE(find_track_grids({{100.0, 1.0, 1.0}}).empty());
}

}  // namespace
}  // namespace logdigitise::sheet
