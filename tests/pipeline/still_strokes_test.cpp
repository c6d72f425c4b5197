#include "logdigitise/pipeline/still_strokes.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace logdigitise::pipeline {
namespace {

constexpr float kNull = std::numeric_limits<float>::quiet_NaN();
constexpr int kRows = 960;
constexpr int kColumns = 200;  // Fraction 0.5 is column 100.
constexpr std::array kOneSolid = {layout::LineStyle::kSolid};

/// A band with a stroke at `column(row)` and printed lines.
template <typename Column>
ColumnInk band_with(const Column& column, const std::vector<int>& printed = {}) {
  Image<std::uint8_t> ink(kRows, kColumns);
  for (int r = 0; r < kRows; ++r) {
    for (const int x : printed) ink.at(r, x) = 255;
    const int x = column(r);
    if (x >= 0) ink.at(r, x) = ink.at(r, x + 1) = 255;
  }
  ColumnInk result;
  result.push(ink);
  return result;
}

/// Moves for 400 rows, then stands still at column 100.
int still_below(int row) { return row < 400 ? 20 + row / 5 : 100; }

/// The same as a curve that was lost in rows [500, 800), or what else is given there.
CurveRows lost_in_between(float given = kNull, std::uint8_t seen = 0) {
  CurveRows curve;
  for (int r = 0; r < kRows; ++r) {
    const bool lost = r >= 500 && r < 800;
    curve.fraction.push_back(lost ? given : static_cast<float>(still_below(r) + 1) / kColumns);
    curve.flags.push_back(lost && std::isnan(given) ? trace::Flag::kGap : trace::Flag::kNone);
    trace::RowEvidence evidence;
    evidence.on_path = evidence.own = lost ? seen : 250;
    curve.evidence.push_back(evidence);
  }
  return curve;
}

float in_between(const ColumnInk& ink, std::vector<CurveRows> curves,
                 std::span<const layout::LineStyle> styles = kOneSolid) {
  lay_on_still_strokes(ink, 0.0, kColumns, styles, curves);
  return curves.front().fraction[650];
}

TEST(StillStrokes, TakeBackACurveThatWasTakenForAPrintedLine) {
  std::vector<CurveRows> curves{lost_in_between()};
  lay_on_still_strokes(band_with(still_below), 0.0, kColumns, kOneSolid, curves);
  for (int r = 500; r < 800; ++r) {
    EXPECT_NEAR(curves[0].fraction[static_cast<std::size_t>(r)] * kColumns, 101.0, 0.6) << r;
    EXPECT_EQ(curves[0].flags[static_cast<std::size_t>(r)], trace::Flag::kNone);
  }
  EXPECT_GT(curves[0].evidence[650].on_path, 0);
}

TEST(StillStrokes, AreNoPrintedLines) {
  EXPECT_TRUE(std::isnan(in_between(band_with([](int) { return -1; }, {100, 101}), {lost_in_between()})));
}

TEST(StillStrokes, AreInkedAllTheWay) {
  const auto broken = [](int row) { return row > 600 && row < 680 ? -1 : still_below(row); };
  EXPECT_TRUE(std::isnan(in_between(band_with(broken), {lost_in_between()})));
}

TEST(StillStrokes, LeadToWhereTheCurveComesOutAgain) {
  CurveRows elsewhere = lost_in_between();
  for (std::size_t r = 800; r < kRows; ++r) elsewhere.fraction[r] = 0.8F;
  EXPECT_TRUE(std::isnan(in_between(band_with(still_below), {elsewhere})));
}

TEST(StillStrokes, AreLeftToASolidCurveOnly) {
  constexpr std::array kDashed = {layout::LineStyle::kDashed};
  EXPECT_TRUE(std::isnan(in_between(band_with(still_below), {lost_in_between()}, kDashed)));
}

TEST(StillStrokes, WinOverValuesThatAreHardlySeenOrAnothers) {
  const ColumnInk ink = band_with(still_below);
  EXPECT_NEAR(in_between(ink, {lost_in_between(0.7F, 60)}), 0.505, 0.01);
  EXPECT_FLOAT_EQ(in_between(ink, {lost_in_between(0.7F, 250)}), 0.7F) << "a kick that is well seen";

  CurveRows other = lost_in_between();
  other.fraction.assign(kRows, 0.7F);
  constexpr std::array kTwo = {layout::LineStyle::kSolid, layout::LineStyle::kDashed};
  EXPECT_NEAR(in_between(ink, {lost_in_between(0.7F, 250), other}, kTwo), 0.505, 0.01);
}

TEST(StillStrokes, MayBeAnotherCurve) {
  CurveRows other = lost_in_between();
  other.fraction.assign(kRows, 0.505F);
  constexpr std::array kTwo = {layout::LineStyle::kSolid, layout::LineStyle::kSolid};
  EXPECT_TRUE(std::isnan(in_between(band_with(still_below), {lost_in_between(), other}, kTwo)));
}

TEST(StillStrokes, LeaveWhatIsOffScaleOrDamaged) {
  for (const trace::Flag why : {trace::Flag::kOffScale, trace::Flag::kDamaged}) {
    for (const std::size_t row :
         {502U, 600U, 798U}) {  // Before the first whole block of the gap, in it, at its end.
      CurveRows curve = lost_in_between();
      curve.flags[row] = why;
      EXPECT_TRUE(std::isnan(in_between(band_with(still_below), {curve}))) << row;
    }
  }
}

TEST(PrintedLine, GoesOnWhereverTheCurveIs) {
  const auto on_line = [](const ColumnInk& ink) {
    return stands_on_printed_line(ink, 0.0, kColumns, lost_in_between(0.75F), 500, 800);  // Column 150.
  };
  EXPECT_TRUE(on_line(band_with(still_below, {150})));
  EXPECT_FALSE(on_line(band_with(still_below)));
  EXPECT_FALSE(on_line(band_with([](int row) { return row >= 500 && row < 800 ? 150 : still_below(row); })))
      << "a curve that was there";
  const ColumnInk ink = band_with(still_below, {150});
  CurveRows always = lost_in_between(0.75F);
  always.fraction.assign(kRows, 0.75F);
  EXPECT_FALSE(stands_on_printed_line(ink, 0.0, kColumns, always, 0, kRows)) << "nothing to compare with";
}

}  // namespace
}  // namespace logdigitise::pipeline
