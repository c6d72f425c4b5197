// Ties that do not agree with those around them.

#include "logdigitise/sheet/tie_checks.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::sheet {
namespace {

constexpr double kPxPerUnit = 10.0;

double even(double depth) { return 40.0 + kPxPerUnit * depth; }

std::vector<LineTie> even_ties(int count) {
  std::vector<LineTie> ties;
  for (int i = 0; i < count; ++i) {
    LineTie tie;
    tie.depth = 20.0 * i;
    tie.y = even(tie.depth);
    ties.push_back(tie);
  }
  return ties;
}

std::optional<LineTie> nothing_there(double, double) { return std::nullopt; }

TEST(MendSpikes, PutsTwoTiesBackOnTheirLines) {
  std::vector<LineTie> ties = even_ties(12);
  ties[5].y += 12.5;
  ties[6].y += 13.1;
  mend_spikes(ties, [](double depth, double y) {
    LineTie tie;
    tie.y = even(depth);
    EXPECT_NEAR(y, tie.y, 0.5);
    return std::optional(tie);
  });
  ASSERT_EQ(ties.size(), 12U);
  for (const LineTie& tie : ties) EXPECT_NEAR(tie.y, even(tie.depth), 1e-9) << tie.depth;
}

TEST(MendSpikes, TakesATieOutWhoseLineIsNotThere) {
  std::vector<LineTie> ties = even_ties(12);
  ties[5].y += 12.0;
  mend_spikes(ties, nothing_there);
  ASSERT_EQ(ties.size(), 11U);
  for (const LineTie& tie : ties) EXPECT_NEAR(tie.y, even(tie.depth), 1e-9) << tie.depth;
}

TEST(MendSpikes, LeavesWhatPaperDoes) {
  std::vector<LineTie> ties = even_ties(12);
  ties[5].y += 5.0;
  const double off = ties[5].y;
  mend_spikes(ties, nothing_there);
  ASSERT_EQ(ties.size(), 12U);
  EXPECT_EQ(ties[5].y, off);
}

TEST(MendSpikes, LeavesAStep) {
  std::vector<LineTie> ties = even_ties(14);
  for (std::size_t i = 7; i < ties.size(); ++i) ties[i].y += 15.0;
  const std::vector<LineTie> before = ties;
  mend_spikes(ties, nothing_there);
  ASSERT_EQ(ties.size(), before.size());
  for (std::size_t i = 0; i < ties.size(); ++i) EXPECT_EQ(ties[i].y, before[i].y);
}

TEST(MendSpikes, LeavesAFewTiesAlone) {
  std::vector<LineTie> ties = even_ties(6);
  ties[3].y += 12.0;
  mend_spikes(ties, nothing_there);
  EXPECT_EQ(ties.size(), 6U);
  mend_spikes(ties = {}, nothing_there);
  EXPECT_TRUE(ties.empty());
}

TEST(DropOutliers, TakesAWeakTieOutThatAClearOneWouldNotBe) {
  for (const double contrast : {3.0, 20.0}) {
    std::vector<LineTie> ties = even_ties(12);
    for (LineTie& tie : ties) tie.contrast = 20.0;
    ties[5].y += 2.8;
    ties[5].contrast = contrast;
    drop_outliers(ties, 25.0);
    EXPECT_EQ(ties.size(), contrast < 10.0 ? 11U : 12U);
  }
}

TEST(SmoothTies, LeaveAClearLineNearlyWhereItIs) {
  for (const double contrast : {5.0, 40.0}) {
    std::vector<LineTie> ties = even_ties(12);
    ties[5].contrast = contrast;
    ties[5].y += 2.0;
    ties[5].residual_px = 2.0;
    smooth_ties(ties);
    EXPECT_NEAR(ties[5].y - even(ties[5].depth), contrast < 10.0 ? 1.0 : 1.75, 1e-9);
  }
}

TEST(CutAtUneven, EndsTheDepthWhereLinesBetweenTwoNumbersDoNotAgree) {
  std::vector<LineTie> found = even_ties(30);  // Numbers every 100, but for that of 200.
  for (const std::size_t i : {0U, 5U, 15U, 20U, 25U}) found[i].numbered = true;
  std::vector<LineTie> ties = found;
  EXPECT_TRUE(cut_at_uneven(found, 100.0, ties).empty());
  EXPECT_EQ(ties.size(), 30U);
  std::erase_if(ties, [](const LineTie& tie) { return tie.depth > 170.0 && tie.depth < 250.0; });
  EXPECT_NE(cut_at_uneven(found, 100.0, ties).find("100 and 300"), std::string::npos);
  ASSERT_FALSE(ties.empty());
  EXPECT_EQ(ties.front().depth, 300.0);
  EXPECT_EQ(ties.back().depth, 580.0);
}

TEST(DropOutliers, TakesOutWhatIsOffOnEvenPaper) {
  std::vector<LineTie> ties = even_ties(12);
  for (LineTie& tie : ties) tie.contrast = 10.0;
  ties[5].y += 9.0;  // A curve's stroke, nearer than a quarter of the lines' spacing.
  drop_outliers(ties, 80.0);
  ASSERT_EQ(ties.size(), 11U);
  for (const LineTie& tie : ties) EXPECT_NEAR(tie.y, even(tie.depth), 1e-9) << tie.depth;
}

TEST(DropOutliers, LeavesUnevenPaper) {
  std::vector<LineTie> ties = even_ties(12);
  for (std::size_t i = 0; i < ties.size(); ++i) {
    ties[i].contrast = 10.0;
    ties[i].y += i % 2 == 0 ? 3.0 : -3.0;
  }
  drop_outliers(ties, 80.0);
  EXPECT_EQ(ties.size(), 12U);
}

TEST(DropUnevenEnds, EndsWhereTheLinesDoNotGoOn) {
  std::vector<LineTie> ties = even_ties(12);
  ties[0].y -= 20.0;
  ties[10].y += 4.0;
  ties[11].y += 13.0;
  drop_uneven_ends(ties);
  ASSERT_EQ(ties.size(), 9U);
  EXPECT_EQ(ties.front().depth, 20.0);
  EXPECT_EQ(ties.back().depth, 180.0);
}

TEST(DropUnevenEnds, LeavesNumbers) {
  std::vector<LineTie> ties = even_ties(12);
  ties[11].y += 13.0;
  ties[11].numbered = true;
  drop_uneven_ends(ties);
  EXPECT_EQ(ties.size(), 12U);
}

TEST(WideGaps, AreThoseBesideTiesThatBend) {
  std::vector<LineTie> ties = even_ties(6);
  EXPECT_TRUE(wide_gaps(ties, 100.0, 1.0).empty());
  ties[3].y += 8.0;
  const std::vector<WideGap> gaps = wide_gaps(ties, 100.0, 3.0);
  ASSERT_EQ(gaps.size(), 2U);
  EXPECT_EQ(gaps[0].above, 2U);
  EXPECT_EQ(gaps[1].above, 3U);
  EXPECT_NEAR(gaps[0].risk_px, 4.0, 0.5);
  EXPECT_TRUE(wide_gaps(ties, 250.0, 3.0).empty());
}

}  // namespace
}  // namespace logdigitise::sheet
