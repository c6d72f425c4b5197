// Tracks from vertical lines that were put there by hand.

#include "logdigitise/sheet/track_grid.hpp"

#include <gtest/gtest.h>

#include <algorithm>
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

TEST(FindTrackGrids, ReadsALogTrackOfWhichLittleMoreThanTheDecadesShows) {
  std::vector<VerticalLine> lines;
  for (const VerticalLine& line : logarithmic(60.0, 1060.0, 2, 4)) {
    const double at = (line.x - 60.0) / 250.0 + std::log10(2.0);
    const bool is_decade = std::abs(at - std::round(at)) < 1e-6;
    if (is_decade || line.strength > 2.0 || lines.size() == 2 || lines.size() == 5) lines.push_back(line);
  }
  const std::vector<TrackGrid> tracks = find_track_grids(lines);
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_EQ(tracks[0].scale, layout::Scale::kLog);
  EXPECT_EQ(tracks[0].decades, 4);
  EXPECT_EQ(tracks[0].log_start, 2);
}

TEST(FindTrackGrids, ReadsALogTrackOfWhichOnlyTheDecadesShow) {
  for (const auto& [start, decades] : {std::pair{2, 4}, std::pair{2, 3}, std::pair{1, 3}}) {
    std::vector<VerticalLine> lines;
    for (const VerticalLine& line : logarithmic(60.0, 1060.0, start, decades)) {
      const double at = (line.x - 60.0) / 1000.0 * decades + std::log10(start);
      if (std::abs(at - std::round(at)) < 1e-6 || line.strength > 2.0) lines.push_back(line);
    }
    const std::vector<TrackGrid> tracks = find_track_grids(lines);
    ASSERT_EQ(tracks.size(), 1U) << start << " " << decades;
    EXPECT_EQ(tracks[0].scale, layout::Scale::kLog);
    EXPECT_EQ(tracks[0].decades, decades);
    EXPECT_EQ(tracks[0].log_start, start);
  }
}

TEST(FindTrackGrids, HasNoNarrowTracksOfWhichNothingTellsTheEdges) {
  const std::vector<VerticalLine> narrow = linear(60.0, 260.0, 10);  // An inch.
  GridOptions options;
  EXPECT_TRUE(find_track_grids(narrow, options).empty());
  options.keeps_parts = true;
  ASSERT_EQ(find_track_grids(narrow, options).size(), 1U);
  EXPECT_TRUE(find_track_grids(narrow, options)[0].is_part);
}

TEST(FindTrackGrids, TakesLinesLostFromANarrowLinearTrackForNoDecades) {
  // The first, the second and the fifth of ten divisions: near lines 2, 4 and none of three decades.
  std::vector<VerticalLine> lines = linear(60.0, 320.0, 10);
  for (const int lost : {9, 8, 7, 6, 4, 3}) lines.erase(lines.begin() + lost);
  for (VerticalLine* edge : {&lines.front(), &lines.back()}) edge->header_in = 0.7;
  GridOptions options;
  options.filled = {{60.0, 320.0}};
  const std::vector<TrackGrid> tracks = find_track_grids(lines, options);
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_EQ(tracks[0].scale, layout::Scale::kLinear);
}

TEST(FindTrackGrids, PutsTheEdgesOfALogTrackWhereItsDecadesDo) {
  std::vector<VerticalLine> lines = logarithmic(60.0, 1060.0, 2, 4);
  lines.erase(lines.begin());
  lines.pop_back();
  for (VerticalLine& line : lines) {
    const double at = (line.x - 60.0) / 250.0 + std::log10(2.0);
    if (std::abs(at - std::round(at)) < 1e-6) line.strength = 3.0;
  }
  VerticalLine end;  // Depth lines seem to end 6 px inside of the left edge: they are worn there.
  end.x = 66.0;
  end.ends_lines = true;
  end.is_printed = false;
  lines.insert(lines.begin(), end);
  const std::vector<TrackGrid> tracks = find_track_grids(lines);
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_NEAR(tracks[0].left, 60.0, 0.5);
  EXPECT_NEAR(tracks[0].right, 1060.0, 0.5);
  EXPECT_EQ(tracks[0].log_start, 2);
  EXPECT_FALSE(tracks[0].right_printed);
}

TEST(FindTrackGrids, KeepsABoxTogetherWhateverElseStandsInIt) {
  // A log track between rules of the header, hatched with lines 10 px apart.
  std::vector<VerticalLine> lines = logarithmic(60.0, 560.0, 2, 4);
  for (VerticalLine* edge : {&lines.front(), &lines.back()}) edge->header_in = 0.7;
  for (int i = 0; i < 18; ++i) {
    const double x = 203.0 + 10.0 * i;
    if (std::none_of(lines.begin(), lines.end(),
                     [&](const VerticalLine& line) { return std::abs(line.x - x) < 3.0; }))
      lines.push_back({x, 1.2, 1.0});
  }
  std::sort(lines.begin(), lines.end(),
            [](const VerticalLine& a, const VerticalLine& b) { return a.x < b.x; });
  const std::vector<TrackGrid> tracks = find_track_grids(lines);
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_EQ(tracks[0].scale, layout::Scale::kLog);
  EXPECT_EQ(tracks[0].decades, 4);
}

TEST(FindTrackGrids, MakesNoTrackOfLinesTooCloseForAGrid) {
  std::vector<VerticalLine> lines;
  for (int i = 0; i <= 30; ++i) lines.push_back({60.0 + 3.8 * i, 1.0, 1.0});
  for (const TrackGrid& track : find_track_grids(lines)) EXPECT_LT(track.divisions, 30);
}

TEST(FindTrackGrids, LeavesOutAPartOfAGridWhoseLinesGoOn) {
  // Ten divisions, of which the first and the last two lines are too faint: nothing tells where it ends.
  std::vector<VerticalLine> lines;
  for (int i = 2; i <= 9; ++i) lines.push_back({60.0 + 50.0 * i, 1.0, 0.6});
  EXPECT_TRUE(find_track_grids(lines).empty());
  GridOptions options;
  options.keeps_parts = true;
  const std::vector<TrackGrid> marked = find_track_grids(lines, options);
  ASSERT_FALSE(marked.empty());
  EXPECT_TRUE(marked.front().is_part);
}

/// Lines of ten divisions without those at the edges, where depth lines end instead.
std::vector<VerticalLine> without_edges(double left, double right) {
  std::vector<VerticalLine> lines = linear(left, right, 10);
  for (VerticalLine* edge : {&lines.front(), &lines.back()}) {
    edge->strength = 0.0;
    edge->is_printed = false;
    edge->ends_lines = true;
  }
  return lines;
}

TEST(FindTrackGrids, TakesTheEndsOfDepthLinesForEdges) {
  const std::vector<TrackGrid> tracks = find_track_grids(without_edges(60.0, 560.0));
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_DOUBLE_EQ(tracks[0].left, 60.0);
  EXPECT_DOUBLE_EQ(tracks[0].right, 560.0);
  EXPECT_EQ(tracks[0].divisions, 10);
  EXPECT_TRUE(tracks[0].left_at_ends && tracks[0].right_at_ends);
}

TEST(FindTrackGrids, LeavesNoRoomWhereDepthLinesAre) {
  // Two tracks of other pitches side by side, whose common edge is not printed.
  std::vector<VerticalLine> lines;
  lines.push_back({60.0, 0.0, 0.0, 0.0, false, true});
  for (int i = 1; i < 8; ++i) lines.push_back({60.0 + 60.0 * i, 1.0, 1.0});
  for (int i = 1; i < 10; ++i) lines.push_back({540.0 + 48.0 * i, 1.0, 1.0});
  lines.push_back({1020.0, 0.0, 0.0, 0.0, false, true});
  GridOptions options;
  options.filled = {{60.0, 1020.0}};
  const std::vector<TrackGrid> tracks = find_track_grids(lines, options);
  ASSERT_EQ(tracks.size(), 2U);
  EXPECT_NEAR(tracks[0].right, 540.0, 0.5);
  EXPECT_NEAR(tracks[1].left, 540.0, 0.5);
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

TEST(FindTrackGrids, DividesWhereARuleOfTheHeaderStands) {
  std::vector<VerticalLine> lines = linear(60.0, 1060.0, 20);
  lines.front().header_in = lines.back().header_in = 1.0;
  lines[10].strength = 3.0;  // Heavy, as the middle of a track may be.
  const std::vector<TrackGrid> one = find_track_grids(lines);
  ASSERT_EQ(one.size(), 1U);
  EXPECT_FALSE(one[0].is_division_doubtful);
  lines[10].header_in = 1.0;
  const std::vector<TrackGrid> two = find_track_grids(lines);
  ASSERT_EQ(two.size(), 2U);
  EXPECT_DOUBLE_EQ(two[0].right, 560.0);
  EXPECT_EQ(two[0].divisions, 10);
}

TEST(FindTrackGrids, SaysWhereTwentyDivisionsMayBeTwiceTen) {
  std::vector<VerticalLine> lines = linear(60.0, 1060.0, 20);
  ASSERT_EQ(find_track_grids(lines).size(), 1U);
  EXPECT_TRUE(find_track_grids(lines)[0].is_division_doubtful);
  lines[10].strength = 3.0;
  const std::vector<TrackGrid> two = find_track_grids(lines);
  ASSERT_EQ(two.size(), 2U);
  EXPECT_TRUE(two[0].is_division_doubtful);
  EXPECT_TRUE(two[1].is_division_doubtful);
}

TEST(FindTrackGrids, PutsAnUnprintedEdgeWhereThePitchDoes) {
  std::vector<VerticalLine> lines = linear(60.0, 560.0, 10);
  lines.pop_back();
  const std::vector<TrackGrid> tracks = find_track_grids(lines);
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_EQ(tracks[0].divisions, 10);
  EXPECT_NEAR(tracks[0].right, 560.0, 1e-6);
  EXPECT_FALSE(tracks[0].right_printed);
  EXPECT_TRUE(tracks[0].left_printed);
}

TEST(FindTrackGrids, TakesABoxWithoutAGridForNoTrack) {
  std::vector<VerticalLine> lines = linear(60.0, 560.0, 10);
  lines.push_back({1060.0, 3.0, 1.0});
  for (const std::size_t i : {0U, 10U, 11U}) lines[i].header_in = 1.0;
  const std::vector<TrackGrid> tracks = find_track_grids(lines);
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_DOUBLE_EQ(tracks[0].right, 560.0);
}

TEST(FindTrackGrids, TakesThePiecesOfOneEvenGridForNoTracks) {
  // Twenty divisions: the first four lines are under a black stripe, three before the right edge too faint.
  std::vector<VerticalLine> lines;
  for (int i = 4; i <= 20; ++i)
    if (i < 17 || i == 20) lines.push_back({60.0 + 50.0 * i, 1.0, 1.0});
  GridOptions options;
  options.filled = {{240.0, 1060.0}};
  options.px_per_inch = 400.0;
  EXPECT_TRUE(find_track_grids(lines, options).empty());
}

TEST(FindTrackGrids, PutsNoEdgeIntoTheDepthColumn) {
  std::vector<VerticalLine> lines = linear(60.0, 560.0, 10);
  lines.pop_back();
  GridOptions options;
  options.x_most = 530.0;
  for (const TrackGrid& track : find_track_grids(lines, options)) EXPECT_LT(track.right, 530.0);
}

TEST(FindTrackGrids, TakesAnEdgeThatOnlyTheHeaderShows) {
  std::vector<VerticalLine> lines = logarithmic(60.0, 1060.0, 2, 4);
  lines.pop_back();
  lines.front().header_in = 1.0;
  VerticalLine rule;
  rule.x = 1060.0;
  rule.header_in = 1.0;
  rule.is_printed = false;
  lines.push_back(rule);
  const std::vector<TrackGrid> tracks = find_track_grids(lines);
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_DOUBLE_EQ(tracks[0].right, 1060.0);
  EXPECT_EQ(tracks[0].decades, 4);
  EXPECT_TRUE(tracks[0].right_in_header);
  EXPECT_FALSE(tracks[0].right_printed);
}

TEST(FindTrackGrids, FindsNothingWithoutLines) {
  EXPECT_TRUE(find_track_grids({}).empty());
  EXPECT_TRUE(find_track_grids({{100.0, 1.0, 1.0}}).empty());
}

TEST(WithBareTracks, TakesARuledBoxWithoutAGridForATrack) {
  // Two edges with rules over them, and a stray piece of three close lines inside.
  std::vector<VerticalLine> lines = {{60.0, 3.0, 1.0, 0.8}, {560.0, 3.0, 1.0, 0.8}};
  TrackGrid piece;
  piece.left = 300.0;
  piece.right = 420.0;
  const std::vector<TrackGrid> tracks = with_bare_tracks(lines, {piece});
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_TRUE(tracks[0].is_bare);
  EXPECT_DOUBLE_EQ(tracks[0].left, 60.0);
  EXPECT_DOUBLE_EQ(tracks[0].right, 560.0);
}

TEST(WithBareTracks, LeavesTracksWithAGridAndBoxesWithoutRulesAlone) {
  const std::vector<VerticalLine> unruled = {{60.0, 3.0, 1.0}, {560.0, 3.0, 1.0}};
  EXPECT_TRUE(with_bare_tracks(unruled, {}).empty());
  const std::vector<VerticalLine> ruled = {{60.0, 3.0, 1.0, 0.8}, {560.0, 3.0, 1.0, 0.8}};
  TrackGrid track;
  track.left = 60.0;
  track.right = 560.0;
  track.divisions = 10;
  const std::vector<TrackGrid> tracks = with_bare_tracks(ruled, {track});
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_EQ(tracks[0].divisions, 10);
}

}  // namespace
}  // namespace logdigitise::sheet
