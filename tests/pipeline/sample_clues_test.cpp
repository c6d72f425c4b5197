#include "logdigitise/pipeline/sample_clues.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace logdigitise::pipeline {
namespace {

constexpr int kRows = 1000;

float clue(const SampleClues& clues, std::string_view name) {
  const auto found = std::find(kClueNames.begin(), kClueNames.end(), name);
  EXPECT_NE(found, kClueNames.end()) << name;
  return clues[static_cast<std::size_t>(found - kClueNames.begin())];
}

/// Two curves of one track, 0.1 depth units a row, at 0.3 and 0.6 of its width, seen without a doubt.
PageTraces two_curves() {
  PageTraces page;
  for (int r = 0; r < kRows; ++r) page.depth.push_back(100.05 + 0.1 * r);
  for (int k = 0; k < 2; ++k) {
    CurveRows rows;
    rows.curve = k;
    rows.fraction.assign(kRows, 0.3F * static_cast<float>(k + 1));
    rows.evidence.assign(kRows, {255, 255, 255, 0, 0, 4, 255});
    rows.flags.assign(kRows, trace::Flag::kNone);
    page.curves.push_back(rows);
  }
  return page;
}

layout::Track track(bool second_wraps = false) {
  layout::Track track;
  track.curves.resize(2);
  track.curves[1].style = layout::LineStyle::kDotted;
  track.curves[1].left = 0.0;
  track.curves[1].right = 100.0;
  track.curves[1].wrap = second_wraps;
  return track;
}

SampleClues at(const PageTraces& page, double depth, std::size_t which = 0,
               const layout::Track& of = track()) {
  return sample_clues(page, which, of, {depth, depth + 0.5}, 0.5).front();
}

TEST(SampleClues, AreCalmWhereNothingIsWrong) {
  const SampleClues clues = at(two_curves(), 150.0);
  EXPECT_FLOAT_EQ(clue(clues, "path_near"), 1.0F);
  EXPECT_FLOAT_EQ(clue(clues, "path_128"), 1.0F);
  EXPECT_FLOAT_EQ(clue(clues, "own_share_near"), 1.0F);
  EXPECT_FLOAT_EQ(clue(clues, "drawn_128"), 1.0F);
  for (const char* quiet : {"rival_near", "straight_near", "slope_near", "spread_near", "leap_64",
                            "beside_near", "shared_32", "other_lane", "edge", "dotted"}) {
    EXPECT_NEAR(clue(clues, quiet), 0.0, 1e-3) << quiet;
  }
}

TEST(SampleClues, KnowTheStyleOfTheCurve) {
  EXPECT_FLOAT_EQ(clue(at(two_curves(), 150.0, 1), "dotted"), 1.0F);
}

TEST(SampleClues, SeeAGapAndDoubtNearby) {
  PageTraces page = two_curves();
  for (std::size_t r = 510; r < 520; ++r) {
    page.curves[0].fraction[r] = std::nanf("");
    page.curves[0].evidence[r] = {};
  }
  const SampleClues clues = at(page, 150.0);  // Row 499 or 500.
  EXPECT_FLOAT_EQ(clue(clues, "path_near"), 1.0F);
  EXPECT_NEAR(clue(clues, "path_32"), 55.0 / 65.0, 1e-4);
  EXPECT_NEAR(clue(clues, "drawn_32"), 55.0 / 65.0, 1e-4);
  EXPECT_LT(clue(at(page, 150.6), "least_path_8"), 0.01F);
}

TEST(SampleClues, SeeAnotherCurveOnTheSameStroke) {
  PageTraces page = two_curves();
  for (std::size_t r = 400; r < 600; ++r) page.curves[1].fraction[r] = 1.301F;  // Its second lane lies there.
  const SampleClues clues = at(page, 150.0, 0, track(/*second_wraps=*/true));
  EXPECT_GT(clue(clues, "beside_near"), 0.95F);
  EXPECT_FLOAT_EQ(clue(clues, "shared_32"), 1.0F);
  EXPECT_FLOAT_EQ(clue(at(page, 150.0, 1), "other_lane"), 1.0F);
}

TEST(SampleClues, TheEdgesOfATrackMeetOnlyWhereACurveWraps) {
  PageTraces page = two_curves();
  page.curves[0].fraction.assign(kRows, 0.01F);
  page.curves[1].fraction.assign(kRows, 0.99F);
  EXPECT_FLOAT_EQ(clue(at(page, 150.0), "beside_near"), 0.0F);
  EXPECT_GT(clue(at(page, 150.0, 0, track(/*second_wraps=*/true)), "beside_near"), 0.5F);
}

TEST(SampleClues, SeeAnotherPen) {
  PageTraces page = two_curves();
  for (std::size_t r = 400; r < 600; ++r) {
    page.curves[0].evidence[r].pen_width = 8;
    page.curves[0].evidence[r].pen_ink = 155;
  }
  const SampleClues clues = at(page, 150.0);
  EXPECT_NEAR(clue(clues, "pen_width_32"), 0.5, 1e-3) << "twice as wide";
  EXPECT_NEAR(clue(clues, "pen_ink_32"), 200.0 / 255.0, 1e-3);
  EXPECT_NEAR(clue(at(page, 120.0), "pen_width_32"), 0.0, 1e-3);
  EXPECT_FLOAT_EQ(clue(at(page, 150.0, 1), "pen_width_32"), 0.0F);
}

TEST(SampleClues, TellADashedStrokeFromASolidOne) {
  PageTraces page = two_curves();
  constexpr std::uint8_t kPaper = 9;
  // Rows 0 to 600 of curve 1 lie on strokes of 12 rows with 8 rows of paper between them.
  for (std::size_t r = 0; r < 600; ++r)
    if (r % 20 >= 12) page.curves[0].evidence[r].pen_ink = kPaper;
  const SampleClues dashed = at(page, 130.0);
  EXPECT_NEAR(clue(dashed, "inked_32"), 0.6, 0.05);
  EXPECT_NEAR(clue(dashed, "inked_256"), 0.6, 0.02);
  EXPECT_NEAR(clue(dashed, "stroke_256"), std::log2(1.0 + 256.0 * 12.0 / 512.0) / 8.0, 0.02);
  const SampleClues solid = at(page, 190.0);
  EXPECT_FLOAT_EQ(clue(solid, "inked_256"), 1.0F);
  EXPECT_FLOAT_EQ(clue(solid, "stroke_256"), 1.0F);
}

TEST(SampleClues, TakePaperUnderThePathForPaper) {
  PageTraces page = two_curves();
  for (trace::RowEvidence& row : page.curves[0].evidence) row.pen_ink = 12;  // And none of it is any darker.
  EXPECT_EQ(clue(at(page, 150.0), "inked_256"), 0.0F);
  EXPECT_EQ(clue(at(page, 150.0), "stroke_256"), 0.0F);
}

TEST(SampleClues, ALeapCountsOnlyWithoutEvidence) {
  PageTraces page = two_curves();
  for (std::size_t r = 500; r < kRows; ++r) page.curves[0].fraction[r] = 0.55F;
  EXPECT_NEAR(clue(at(page, 152.0), "leap_64"), 0.0, 1e-6) << "a kick along its own ink";
  page.curves[0].evidence[500].on_path = 0;
  EXPECT_NEAR(clue(at(page, 152.0), "leap_64"), 0.5, 1e-3);
  EXPECT_NEAR(clue(at(page, 160.0), "leap_64"), 0.0, 1e-6) << "too far away";
}

TEST(SampleClues, DoNotDependOnTheDirectionOfDepth) {
  PageTraces page = two_curves();
  for (std::size_t r = 500; r < kRows; ++r) {
    page.curves[0].fraction[r] = 0.4F;
    page.curves[0].evidence[r].on_path = 100;
  }
  const SampleClues down = at(page, 151.02);
  std::reverse(page.depth.begin(), page.depth.end());
  for (CurveRows& rows : page.curves) {
    std::reverse(rows.fraction.begin(), rows.fraction.end());
    std::reverse(rows.evidence.begin(), rows.evidence.end());
  }
  const SampleClues up = at(page, 151.02);
  for (std::size_t i = 0; i < down.size(); ++i) EXPECT_NEAR(up[i], down[i], 0.08) << kClueNames[i];
}

TEST(SampleClues, AreNoneWhereThePageDoesNotReach) {
  for (const float value : at(two_curves(), 300.0)) EXPECT_EQ(value, 0.0F);
}

}  // namespace
}  // namespace logdigitise::pipeline
