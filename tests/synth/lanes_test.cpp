#include "logdigitise/synth/lanes.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "logdigitise/synth/line_style.hpp"

namespace logdigitise::synth {
namespace {

TEST(ClipTo, CutsExactlyAtTheEdges) {
  const auto parts = clip_to({{0.0, 0.0}, {20.0, 20.0}, {0.0, 40.0}}, 5.0, 15.0);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].front(), cv::Point2d(5.0, 5.0));
  EXPECT_EQ(parts[0].back(), cv::Point2d(15.0, 15.0));
  EXPECT_EQ(parts[1].front(), cv::Point2d(15.0, 25.0));
  EXPECT_EQ(parts[1].back(), cv::Point2d(5.0, 35.0));
}

TEST(ClipTo, KeepsALineInsideWhole) {
  const Polyline line{{6.0, 0.0}, {7.0, 5.0}, {7.0, 9.0}};
  const auto parts = clip_to(line, 5.0, 15.0);
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0], line);
}

TEST(ClipTo, DropsALineOutside) { EXPECT_TRUE(clip_to({{1.0, 0.0}, {1.0, 50.0}}, 5.0, 15.0).empty()); }

TEST(FoldInto, BringsTheSecondLaneInAtTheOtherEdge) {
  const auto parts =
      fold_into({{10.0, 0.0}, {25.0, 15.0}}, 5.0, 15.0);  // leaves at 15, ends in the second lane
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].back(), cv::Point2d(15.0, 5.0));
  EXPECT_EQ(parts[1].front(), cv::Point2d(5.0, 5.0));
  EXPECT_EQ(parts[1].back(), cv::Point2d(15.0, 15.0));
}

TEST(FoldInto, WorksToTheLeftToo) {
  const auto parts = fold_into({{6.0, 0.0}, {-4.0, 10.0}}, 5.0, 15.0);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].front(), cv::Point2d(15.0, 1.0));
  EXPECT_EQ(parts[0].back(), cv::Point2d(6.0, 10.0));
}

TEST(UnwrappedLines, BreakAtNulls) {
  SheetSpec sheet;
  sheet.step = 0.5;
  sheet.px_per_unit = 10.0;
  sheet.section_y = 100.0;
  TrackSpec track;
  track.left_px = 50.0;
  track.right_px = 150.0;
  CurveSpec curve;
  curve.shape = {0.5, 0.6, std::numeric_limits<double>::quiet_NaN(), 1.5, 0.2};
  const auto lines = unwrapped_lines(sheet, track, curve);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], (Polyline{{100.0, 100.0}, {110.0, 105.0}}));
  EXPECT_EQ(lines[1], (Polyline{{200.0, 115.0}, {70.0, 120.0}}));
}

double drawn_length(const std::vector<Polyline>& pieces) {
  double length = 0.0;
  for (const Polyline& piece : pieces)
    for (std::size_t i = 1; i < piece.size(); ++i) length += cv::norm(piece[i] - piece[i - 1]);
  return length;
}

TEST(Dash, DrawsItsShareOfTheLine) {
  Random random(1);
  const Polyline line{{0.0, 0.0}, {30.0, 40.0}, {30.0, 100.0}};  // 110 long
  DashPattern pattern;
  EXPECT_DOUBLE_EQ(drawn_length(dash(line, pattern, random)), 110.0);
  pattern.lengths_px = {6.0, 4.0};
  const auto pieces = dash(line, pattern, random);
  EXPECT_EQ(pieces.size(), 11U);
  EXPECT_NEAR(drawn_length(pieces), 66.0, 1e-6);
}

TEST(Dash, BeginsWithinThePattern) {
  Random random(1);
  DashPattern pattern;
  pattern.lengths_px = {6.0, 4.0};
  pattern.phase_px = 8.0;
  const auto pieces = dash({{0.0, 0.0}, {0.0, 20.0}}, pattern, random);
  ASSERT_FALSE(pieces.empty());
  EXPECT_NEAR(pieces[0].front().y, 2.0, 1e-9);
}

TEST(Dash, MeasuredAlongDepthMakesLongerDashesInKicks) {
  Random random(1);
  DashPattern pattern;
  pattern.lengths_px = {5.0, 5.0};
  pattern.measure = DashPattern::Measure::kDepth;
  const auto pieces = dash({{0.0, 0.0}, {60.0, 20.0}}, pattern, random);
  ASSERT_EQ(pieces.size(), 2U);
  EXPECT_NEAR(cv::norm(pieces[0].back() - pieces[0].front()), 5.0 * std::sqrt(10.0), 1e-6);
}

}  // namespace
}  // namespace logdigitise::synth
