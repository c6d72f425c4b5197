// Curves that the paper does not show are not read off other curves' strokes.

#include "logdigitise/pipeline/borrowed_strokes.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::pipeline {
namespace {

constexpr std::size_t kRows = 400;
constexpr std::uint8_t kWell = 240;
constexpr std::uint8_t kHardly = 30;

layout::Curve curve(const std::string& mnemonic, const std::string& unit, double left, double right) {
  layout::Curve curve;
  curve.mnemonic = mnemonic;
  curve.unit = unit;
  curve.left = left;
  curve.right = right;
  return curve;
}

/// A curve of which nothing is known but its name, and another.
layout::Layout unknown_and(const layout::Curve& other) {
  layout::Layout layout;
  layout.depth.top = 1000.0;
  layout.depth.base = 1000.0 + kRows;
  layout.tracks.resize(1);
  layout.tracks[0].name = "2";
  layout.tracks[0].curves = {curve("AUX1", "V", 0.0, 10.0), other};
  return layout;
}

/// Both curves on one stroke from `first_row` on; before, the second alone.
PageTraces page_of(std::uint8_t seen_first, std::uint8_t seen_second, std::size_t first_row = 0) {
  PageTraces page;
  for (std::size_t r = 0; r < kRows; ++r) page.depth.push_back(1000.5 + static_cast<double>(r));
  for (int c = 0; c < 2; ++c) {
    CurveRows& rows = page.curves.emplace_back();
    rows.curve = c;
    rows.evidence.resize(kRows);
    rows.flags.resize(kRows);
    for (std::size_t r = 0; r < kRows; ++r) {
      const bool is_there = c == 1 || r >= first_row;
      rows.fraction.push_back(is_there ? 0.5F : std::nanf(""));
      rows.evidence[r].own = rows.evidence[r].on_path = c == 0 ? seen_first : seen_second;
    }
  }
  return page;
}

TEST(LeaveBorrowedStrokes, LeavesAStrokeToTheCurveThatIsSeenOnIt) {
  PageTraces page = page_of(kHardly, kWell);
  const auto messages = leave_borrowed_strokes(unknown_and(curve("DT", "US/F", 140.0, 40.0)), page);
  EXPECT_EQ(messages, std::vector<std::string>{
                          "track 2: AUX1 was seen nowhere but on the stroke of DT and is left out there"});
  for (std::size_t r = 0; r < kRows; ++r) {
    EXPECT_TRUE(std::isnan(page.curves[0].fraction[r]));
    EXPECT_EQ(page.curves[0].flags[r], trace::Flag::kUnsure);
    EXPECT_FLOAT_EQ(page.curves[1].fraction[r], 0.5F);
  }
  EXPECT_LT(page.curves[0].drawn[7], 0.1F);
  EXPECT_GT(page.curves[1].drawn[7], 0.9F);
}

TEST(LeaveBorrowedStrokes, DoubtsBothWhereTheyAreSeenAlike) {
  PageTraces page = page_of(kWell, kWell, 40);
  const auto messages = leave_borrowed_strokes(unknown_and(curve("DT", "US/F", 140.0, 40.0)), page);
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_NE(messages[0].find("AUX1 and DT were found on one stroke"), std::string::npos) << messages[0];
  for (const CurveRows& rows : page.curves) {
    EXPECT_FLOAT_EQ(rows.fraction[200], 0.5F);
    EXPECT_NEAR(rows.drawn[200], 0.5F, 0.01F);
  }
}

TEST(LeaveBorrowedStrokes, GoesByHowTheStrokeRunsToo) {
  layout::Layout layout = unknown_and(curve("GR", "GAPI", 0.0, 150.0));
  layout.tracks[0].curves[0] = curve("CALI", "IN", 6.0, 16.0);
  PageTraces page = page_of(200, kWell);
  for (CurveRows& rows : page.curves) {
    for (std::size_t r = 0; r < kRows; ++r) {
      const double ft = page.depth[r];
      rows.fraction[r] = static_cast<float>(0.45 + 0.1 * std::sin(ft) + 0.12 * std::sin(0.37 * ft));
    }
  }
  EXPECT_EQ(leave_borrowed_strokes(layout, page),
            std::vector<std::string>{
                "track 2: CALI was seen nowhere but on the stroke of GR and is left out there"});
}

TEST(LeaveBorrowedStrokes, TakesNoCurveOffThatIsSeenAsWell) {
  layout::Layout layout = unknown_and(curve("GR", "GAPI", 0.0, 150.0));
  layout.tracks[0].curves[0] = curve("CALI", "IN", 6.0, 16.0);
  PageTraces page = page_of(kWell, kWell);
  EXPECT_EQ(leave_borrowed_strokes(layout, page).size(), 1U);
  EXPECT_FLOAT_EQ(page.curves[1].fraction[7], 0.5F) << "though no gamma ray stands still";
  EXPECT_GT(page.curves[1].drawn[7], 0.3F);
}

TEST(LeaveBorrowedStrokes, LeavesCurvesThatPartOrMeasureTheSame) {
  PageTraces page = page_of(100, kWell);
  for (std::size_t r = 0; r < kRows / 3; ++r) page.curves[0].fraction[r] = 0.7F;
  EXPECT_TRUE(leave_borrowed_strokes(unknown_and(curve("DT", "US/F", 140.0, 40.0)), page).empty());
  EXPECT_TRUE(page.curves[0].drawn.empty());

  PageTraces same = page_of(kHardly, kWell);
  EXPECT_TRUE(leave_borrowed_strokes(unknown_and(curve("AUX2", "V", 0.0, 10.0)), same).empty());
  EXPECT_FLOAT_EQ(same.curves[0].fraction[7], 0.5F);
}

TEST(LeaveBorrowedStrokes, HarmsNoCurveThatIsSeenElsewhere) {
  const layout::Layout layout = unknown_and(curve("GR", "GAPI", 0.0, 150.0));
  const auto pale_where_both_are = [](std::size_t first_row) {
    PageTraces page = page_of(200, kWell, first_row);
    for (std::size_t r = first_row; r < kRows; ++r)
      page.curves[1].evidence[r].own = page.curves[1].evidence[r].on_path = 60;
    return page;
  };
  PageTraces few_rows = pale_where_both_are(340);
  EXPECT_TRUE(leave_borrowed_strokes(layout, few_rows).empty());
  PageTraces many_rows = pale_where_both_are(100);
  EXPECT_EQ(leave_borrowed_strokes(layout, many_rows).size(), 1U);
  for (const PageTraces& page : {few_rows, many_rows}) {
    EXPECT_TRUE(page.curves[1].drawn.empty());
    EXPECT_FLOAT_EQ(page.curves[1].fraction[350], 0.5F);
  }
  EXPECT_NEAR(many_rows.curves[0].drawn[350], 0.5F, 0.01F) << "it is seen better there";
}

TEST(LeaveBorrowedStrokes, TakesCurvesOfOneScaleForAlikeWhereAUnitIsMissing) {
  layout::Layout layout = unknown_and(curve("LLD", "", 0.2, 2000.0));
  layout.tracks[0].curves[0] = curve("LLS", "OHMM", 0.2, 2000.0);
  PageTraces page = page_of(kHardly, kWell);
  EXPECT_TRUE(leave_borrowed_strokes(layout, page).empty());
  EXPECT_FLOAT_EQ(page.curves[0].fraction[7], 0.5F);
}

}  // namespace
}  // namespace logdigitise::pipeline
