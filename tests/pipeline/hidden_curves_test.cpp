#include "logdigitise/pipeline/hidden_curves.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "logdigitise/pipeline/curve_kinds.hpp"

namespace logdigitise::pipeline {
namespace {

constexpr float kNull = std::numeric_limits<float>::quiet_NaN();

layout::Curve resistivity(const char* mnemonic) {
  layout::Curve curve;
  curve.mnemonic = mnemonic;
  curve.unit = "OHMM";
  curve.left = 0.2;
  curve.right = 2000.0;
  return curve;
}

layout::Track track_of(std::vector<layout::Curve> curves) {
  layout::Track track;
  track.curves = std::move(curves);
  return track;
}

/// A curve at these fractions, ten rows each.
CurveRows rows_at(int curve, const std::vector<float>& fractions) {
  CurveRows rows;
  rows.curve = curve;
  for (const float fraction : fractions) {
    for (int r = 0; r < 10; ++r) {
      rows.fraction.push_back(fraction);
      rows.flags.push_back(std::isnan(fraction) ? trace::Flag::kGap : trace::Flag::kNone);
      trace::RowEvidence seen;
      if (!std::isnan(fraction)) seen.on_path = seen.own = 250;
      rows.evidence.push_back(seen);
    }
  }
  return rows;
}

const layout::Track kPair = track_of({resistivity("LLS"), resistivity("LLD")});

TEST(KindOf, IsTheSameForCurvesOfOneUnitAndScale) {
  layout::Track track = track_of({resistivity("LLS"), resistivity("LLD"), resistivity("MSFL")});
  track.curves[1].right = 200.0;
  EXPECT_EQ(kind_of(track, 0), 0);
  EXPECT_EQ(kind_of(track, 1), 1);
  EXPECT_EQ(kind_of(track, 2), 0);
  track.curves[2].unit.clear();
  EXPECT_EQ(kind_of(track, 2), -1) << "fractions of the track may be anything";
}

TEST(LayHidden, PutsACurveUnderTheOneThatItMeetsAtBothEnds) {
  std::vector<std::vector<CurveRows>> curves = {{rows_at(0, {0.20F, kNull, kNull, 0.31F})},
                                                {rows_at(1, {0.21F, 0.21F, 0.30F, 0.30F})}};
  lay_hidden(kPair, curves);
  EXPECT_FLOAT_EQ(curves[0][0].fraction[15], 0.21F);
  EXPECT_FLOAT_EQ(curves[0][0].fraction[25], 0.30F);
  EXPECT_EQ(curves[0][0].flags[25], trace::Flag::kNone);
  EXPECT_EQ(curves[0][0].evidence[25].own, 0) << "it is not seen there itself";
}

TEST(LayHidden, GoesFromOneCoverToTheNextWhereTheyMeet) {
  const layout::Track track = track_of({resistivity("A"), resistivity("B"), resistivity("C")});
  std::vector<std::vector<CurveRows>> curves = {{rows_at(0, {0.20F, kNull, kNull, kNull, 0.60F})},
                                                {rows_at(1, {0.20F, 0.30F, 0.40F, 0.10F, 0.10F})},
                                                {rows_at(2, {0.90F, 0.90F, 0.41F, 0.59F, 0.60F})}};
  lay_hidden(track, curves);
  EXPECT_FLOAT_EQ(curves[0][0].fraction[15], 0.30F);
  EXPECT_FLOAT_EQ(curves[0][0].fraction[35], 0.59F);
}

TEST(LayHidden, LeavesGapsThatBeginOrEndOnPaper) {
  std::vector<std::vector<CurveRows>> curves = {{rows_at(0, {0.20F, kNull, 0.50F})},
                                                {rows_at(1, {0.21F, 0.21F, 0.21F})}};
  lay_hidden(kPair, curves);
  EXPECT_TRUE(std::isnan(curves[0][0].fraction[15]));
}

TEST(LayHidden, LeavesWhatIsOffScaleAndWhatIsHiddenByOtherKindsForLong) {
  std::vector<std::vector<CurveRows>> curves = {{rows_at(0, {0.98F, kNull, 0.98F})},
                                                {rows_at(1, {0.98F, 0.98F, 0.98F})}};
  curves[0][0].flags[15] = trace::Flag::kOffScale;
  lay_hidden(kPair, curves);
  EXPECT_TRUE(std::isnan(curves[0][0].fraction[15]));

  layout::Track others = kPair;
  others.curves[1].unit = "GAPI";
  const std::vector<float> hidden_long{0.20F, kNull, kNull, kNull, kNull, kNull, kNull, kNull, 0.20F};
  curves = {{rows_at(0, hidden_long)}, {rows_at(1, std::vector<float>(9, 0.20F))}};
  lay_hidden(others, curves);
  EXPECT_TRUE(std::isnan(curves[0][0].fraction[15]));
}

TEST(LayHidden, LiesUnderAnyKindForAFewRows) {
  layout::Track others = kPair;
  others.curves[1].unit = "GAPI";
  std::vector<std::vector<CurveRows>> curves = {{rows_at(0, {0.20F, kNull, 0.20F})},
                                                {rows_at(1, {0.20F, 0.20F, 0.20F})}};
  lay_hidden(others, curves);
  EXPECT_FLOAT_EQ(curves[0][0].fraction[15], 0.20F);
}

TEST(LayHidden, LeavesToTheTracerWhatOnePassHasRead) {
  std::vector<std::vector<CurveRows>> curves = {
      {rows_at(0, {0.20F, kNull, 0.20F}), rows_at(1, {0.20F, 0.20F, 0.20F})},
      {rows_at(2, {0.9F, 0.9F, 0.9F})}};
  lay_hidden(track_of({resistivity("A"), resistivity("B"), resistivity("C")}), curves);
  EXPECT_TRUE(std::isnan(curves[0][0].fraction[15]));
}

TEST(LayHidden, IsNotHiddenByOneThatIsNotSeenItself) {
  std::vector<std::vector<CurveRows>> curves = {{rows_at(0, {0.20F, kNull, 0.20F})},
                                                {rows_at(1, {0.20F, kNull, 0.20F})}};
  lay_hidden(kPair, curves);
  EXPECT_TRUE(std::isnan(curves[0][0].fraction[15]));
  EXPECT_TRUE(std::isnan(curves[1][0].fraction[15]));
}

}  // namespace
}  // namespace logdigitise::pipeline
