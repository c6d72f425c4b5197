#include "logdigitise/pipeline/line_islands.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>

namespace logdigitise::pipeline {
namespace {

constexpr double kWidth = 500.0;
constexpr float kGap = std::numeric_limits<float>::quiet_NaN();

/// Appends `rows` at a fraction of the track that grows by `slope` a row.
void go(CurveRows& curve, int rows, float fraction, float slope = 0.0F, std::uint8_t evidence = 250) {
  for (int r = 0; r < rows; ++r) {
    curve.fraction.push_back(fraction + slope * static_cast<float>(r));
    curve.flags.push_back(trace::Flag::kNone);
    trace::RowEvidence seen;
    seen.on_path = evidence;
    curve.evidence.push_back(seen);
  }
}

int nulls(CurveRows curve, const OnPrintedLine& on_printed_line = {}) {
  drop_line_islands(kWidth, curve, on_printed_line);
  int count = 0;
  for (std::size_t r = 0; r < curve.fraction.size(); ++r) {
    if (!std::isnan(curve.fraction[r])) continue;
    ++count;
    if (curve.flags[r] != trace::Flag::kNone) {
      EXPECT_EQ(curve.flags[r], trace::Flag::kUnsure);
    }
  }
  return count;
}

TEST(LineIslands, AreWhatStandsStillBetweenTwoLeapsOverPaper) {
  CurveRows curve;
  go(curve, 100, 0.2F, 0.001F);
  go(curve, 60, 0.7F, 0.0F, 120);
  go(curve, 100, 0.3F, 0.001F);
  EXPECT_EQ(nulls(curve), 60);
}

TEST(LineIslands, AreFollowedByAnotherOrAGap) {
  CurveRows curve;
  go(curve, 100, 0.2F, 0.001F);
  go(curve, 40, 0.7F, 0.0F, 120);
  go(curve, 50, 0.9F, 0.0F, 120);
  go(curve, 10, kGap, 0.0F, 0);
  EXPECT_EQ(nulls(curve), 40 + 50 + 10);
}

TEST(LineIslands, AreWellSeenTooWhereTheCurveComesBackToWhereItWas) {
  CurveRows there_and_back;  // Onto the dots of a printed line.
  go(there_and_back, 100, 0.2F, 0.001F);
  go(there_and_back, 60, 0.7F);
  there_and_back.evidence[100].on_path = there_and_back.evidence[159].on_path = 100;
  go(there_and_back, 100, 0.3F, 0.001F);
  EXPECT_EQ(nulls(there_and_back), 60);
  CurveRows onwards;  // A step of a blocky curve.
  go(onwards, 100, 0.2F, 0.001F);
  go(onwards, 60, 0.5F);
  onwards.evidence[100].on_path = onwards.evidence[159].on_path = 100;
  go(onwards, 100, 0.8F, 0.001F);
  EXPECT_EQ(nulls(onwards), 0);
}

TEST(LineIslands, AreOnThePrintsBorderHoweverWellSeenAndLong) {
  CurveRows curve;  // Leaves its own stroke to another curve, and follows the border to the end.
  go(curve, 100, 0.4F, 0.001F);
  go(curve, 600, 0.965F);
  curve.evidence[100].on_path = 100;
  EXPECT_EQ(nulls(curve), 600);
}

TEST(LineIslands, AreNotReachedAlongInk) {
  CurveRows curve;  // A blocky curve, whose steps are drawn.
  go(curve, 100, 0.2F);
  go(curve, 60, 0.7F);
  go(curve, 100, 0.3F);
  EXPECT_EQ(nulls(curve), 0);
}

TEST(LineIslands, AreNotWhatMovesOrIsCalmForLong) {
  CurveRows moving;  // Comes out from under another curve, and goes there again.
  go(moving, 100, 0.2F, 0.001F);
  go(moving, 60, 0.7F, 0.0005F, 120);
  go(moving, 100, 0.3F, 0.001F);
  EXPECT_EQ(nulls(moving), 0);
  CurveRows calm;  // A caliper in gauge.
  go(calm, 100, 0.2F, 0.001F);
  go(calm, 400, 0.7F, 0.0F, 120);
  go(calm, 100, 0.3F, 0.001F);
  EXPECT_EQ(nulls(calm), 0);
}

TEST(LineIslands, AreAsLongAsTheyLikeAtTheEdgeOfTheTrack) {
  CurveRows curve;
  go(curve, 100, 0.2F, 0.001F);
  go(curve, 400, 0.03F, 0.0F, 120);
  go(curve, 100, 0.3F, 0.001F);
  EXPECT_EQ(nulls(curve), 400);
}

TEST(LineIslands, AreReachedOverAShortGapToo) {
  CurveRows curve;
  go(curve, 100, 0.2F, 0.001F);
  go(curve, 10, kGap, 0.0F, 0);
  go(curve, 60, 0.7F, 0.0F, 120);
  go(curve, 50, kGap, 0.0F, 0);
  EXPECT_EQ(nulls(curve), 10 + 60 + 50);
}

TEST(LineIslands, AreNotWhatIsSeenWell) {
  CurveRows curve;  // Comes out from under another curve, stands there, and goes on.
  go(curve, 100, 0.2F, 0.001F, 100);
  go(curve, 60, 0.5F, 0.0F, 220);
  go(curve, 100, 0.8F, 0.001F, 100);
  EXPECT_EQ(nulls(curve), 0);
}

TEST(LineIslands, AreNotAPieceBetweenTwoGaps) {
  CurveRows curve;
  go(curve, 10, kGap, 0.0F, 0);
  go(curve, 60, 0.7F, 0.0F, 120);
  go(curve, 10, kGap, 0.0F, 0);
  EXPECT_EQ(nulls(curve), 20);
  EXPECT_EQ(nulls({}), 0);
}

TEST(LineIslands, OfHundredsOfRowsAreNoneUnlessThePageSaysSo) {
  CurveRows curve;
  go(curve, 60, 0.2F, 0.001F);
  go(curve, 1, 0.5F, 0.0F, 20);  // Over paper.
  go(curve, 400, 0.5F);
  go(curve, 1, 0.5F, 0.0F, 20);
  go(curve, 60, 0.2F, 0.001F);
  EXPECT_EQ(nulls(curve), 0) << "a calm curve";
  EXPECT_GE(nulls(curve, [](std::size_t, std::size_t) { return true; }), 400);
  EXPECT_EQ(nulls(curve, [](std::size_t, std::size_t) { return false; }), 0);
}

}  // namespace
}  // namespace logdigitise::pipeline
