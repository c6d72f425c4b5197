#include "logdigitise/pipeline/strangers.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace logdigitise::pipeline {
namespace {

using layout::LineStyle;

constexpr int kRows = 200;

/// A curve at one place, seen so well, 0..255, with ink under so many of each ten rows.
CurveRows curve_at(float fraction, std::uint8_t seen = 230, int inked_of_ten = 10) {
  CurveRows curve;
  for (int r = 0; r < kRows; ++r) {
    trace::RowEvidence evidence;
    evidence.on_path = seen;
    evidence.pen_ink = r % 10 < inked_of_ten ? 200 : 0;
    curve.fraction.push_back(fraction);
    curve.evidence.push_back(evidence);
    curve.flags.push_back(trace::Flag::kNone);
  }
  return curve;
}

std::vector<CurveRows> one(const CurveRows& curve) { return {curve}; }

TEST(Strangers, AreAskedForInStylesThatNoCurveHas) {
  const std::vector<nn::CurveQuery> dotted{{LineStyle::kDotted}};
  EXPECT_EQ(stranger_beside(dotted, LineStyle::kDashed)->style, LineStyle::kDashed);
  EXPECT_FALSE(stranger_beside(dotted, LineStyle::kDotted)) << "they could not be told apart";
  EXPECT_FALSE(stranger_beside({}, LineStyle::kSolid));
  EXPECT_FALSE(stranger_beside({4, {LineStyle::kDotted}}, LineStyle::kSolid))
      << "too many to follow together";
}

TEST(Strangers, AreThereIfTheyAreSeenApartAndCostTheCurvesNothing) {
  const auto without = one(curve_at(0.7F, 150));  // Was on the stranger's stroke in half of the places.
  const auto beside = one(curve_at(0.3F, 200));
  EXPECT_TRUE(is_stranger(curve_at(0.7F, 200), LineStyle::kSolid, beside, one(curve_at(0.3F, 200))));
  EXPECT_FALSE(is_stranger(curve_at(0.7F, 40), LineStyle::kSolid, beside, without)) << "hardly seen";
  EXPECT_FALSE(is_stranger(curve_at(0.3F, 200), LineStyle::kSolid, beside, without)) << "not apart";
  EXPECT_FALSE(is_stranger(curve_at(0.7F, 200), LineStyle::kSolid, one(curve_at(0.3F, 120)), without))
      << "the curve has lost its stroke";
}

TEST(Strangers, AreInkedAsTheirStyleIs) {
  const auto curves = one(curve_at(0.3F));
  EXPECT_FALSE(is_stranger(curve_at(0.7F, 200, 7), LineStyle::kSolid, curves, curves));
  EXPECT_TRUE(is_stranger(curve_at(0.7F, 200, 7), LineStyle::kDashed, curves, curves));
  EXPECT_FALSE(is_stranger(curve_at(0.7F, 200, 3), LineStyle::kDashed, curves, curves))
      << "in a pass of one colour, a curve of another";
}

TEST(Strangers, OfDashesAreNotMadeOfWhatTheCurvesHadBefore) {
  // The curve now stands on dirt, and all of its old stroke is the stranger's.
  const auto without = one(curve_at(0.7F));
  const auto beside = one(curve_at(0.3F));
  EXPECT_FALSE(is_stranger(curve_at(0.7F, 200), LineStyle::kDashed, beside, without));
  // But if it was seen half there, and is seen well where it is now, it had the wrong one.
  EXPECT_TRUE(is_stranger(curve_at(0.7F, 200), LineStyle::kDashed, beside, one(curve_at(0.7F, 130))));
}

TEST(Strangers, AreSeenInTheMeanOverAllRows) {
  CurveRows half = curve_at(0.5F, 255);
  for (int r = 0; r < kRows / 2; ++r) {
    half.fraction[static_cast<std::size_t>(r)] = std::numeric_limits<float>::quiet_NaN();
    half.evidence[static_cast<std::size_t>(r)] = {};
  }
  EXPECT_NEAR(seen(one(half)), 0.5, 1e-6);
}

}  // namespace
}  // namespace logdigitise::pipeline
