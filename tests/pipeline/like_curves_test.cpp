// Curves that nothing in their drawing tells apart.

#include "logdigitise/pipeline/like_curves.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/pipeline/made_curve.hpp"

namespace logdigitise::pipeline {
namespace {

constexpr int kRows = 3000;  // 300 ft.
constexpr double kRowFt = 0.1;
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

layout::Layout layout_of(std::initializer_list<layout::Curve> curves) {
  layout::Layout layout;
  layout.tracks.emplace_back();
  layout.tracks[0].name = "1";
  layout.tracks[0].curves = curves;
  return layout;
}

/// A gamma ray of 20 to 140 API on a scale of 0 to 150.
float gamma_ray(int row) {
  return static_cast<float>(0.53 + 0.3 * std::sin(0.05 * row) + 0.1 * std::sin(0.31 * row));
}

/// A hole of 8 to 9 in on a scale of 6 to 16.
float caliper(int row) { return static_cast<float>(0.25 + 0.05 * std::sin(0.004 * row)); }

/// A page whose two curves lie on these strokes.
template <typename First, typename Second>
PageTraces page_of(First first, Second second) {
  PageTraces page;
  page.curves.resize(2);
  for (int c = 0; c < 2; ++c) {
    CurveRows& rows = page.curves[static_cast<std::size_t>(c)];
    rows.curve = c;
    rows.evidence.resize(kRows);
    rows.flags.resize(kRows);
    for (int r = 0; r < kRows; ++r) rows.fraction.push_back(c == 0 ? first(r) : second(r));
  }
  for (int r = 0; r < kRows; ++r) page.depth.push_back(5000.0 + kRowFt * r);
  return page;
}

TEST(LikeCurves, AreThoseOfOneStyleWeightAndColour) {
  layout::Layout layout = layout_of({curve("GR", 0, 150), curve("SP", -100, 0), curve("CALI", 6, 16)});
  std::vector<layout::Curve>& curves = layout.tracks[0].curves;
  curves[1].style = layout::LineStyle::kDashed;
  EXPECT_EQ(like_curves(layout.tracks[0], false), (std::vector<std::vector<int>>{{0, 2}}));
  curves[2].colour = layout::Colour{200, 0, 0};
  EXPECT_TRUE(like_curves(layout.tracks[0], true).empty());
  EXPECT_EQ(like_curves(layout.tracks[0], false).size(), 1U) << "a grey scan shows no colour";
  curves[0].weight = layout::LineWeight::kHeavy;
  EXPECT_TRUE(like_curves(layout.tracks[0], false).empty());
}

TEST(LikeCurves, AreNamedByHowTheyRun) {
  const layout::Layout layout = layout_of({curve("GR", 0, 150), curve("CALI", 6, 16)});
  PageTraces right = page_of(gamma_ray, caliper);
  PageTraces exchanged = page_of(caliper, gamma_ray);
  name_like_curves(layout, right);
  name_like_curves(layout, exchanged);
  for (int r = 0; r < kRows; ++r) {
    const auto row = static_cast<std::size_t>(r);
    ASSERT_FLOAT_EQ(right.curves[0].fraction[row], gamma_ray(r));
    ASSERT_FLOAT_EQ(exchanged.curves[0].fraction[row], gamma_ray(r));
    ASSERT_FLOAT_EQ(exchanged.curves[1].fraction[row], caliper(r));
    ASSERT_GT(exchanged.curves[0].named[row], 0.9F);
  }
}

TEST(LikeCurves, AreNamedAnewAfterAMeetingWhereTheyWereExchanged) {
  const layout::Layout layout = layout_of({curve("GR", 0, 150), curve("CALI", 6, 16)});
  // They meet for ten feet in the middle and come out the other way round.
  const auto first = [](int r) { return r < 1450 ? gamma_ray(r) : caliper(r); };
  const auto second = [](int r) { return r < 1550 ? caliper(r) : gamma_ray(r); };
  PageTraces page = page_of(first, second);
  name_like_curves(layout, page);
  EXPECT_FLOAT_EQ(page.curves[0].fraction[500], gamma_ray(500));
  EXPECT_FLOAT_EQ(page.curves[0].fraction[2500], gamma_ray(2500));
  EXPECT_FLOAT_EQ(page.curves[1].fraction[2500], caliper(2500));
}

TEST(LikeCurves, OfOtherWeightsAreExchangedWhereTheirNamesFitFarBetterSo) {
  layout::Layout layout = layout_of({curve("GR", 0, 150), curve("CALI", 6, 16)});
  layout.tracks[0].curves[0].weight = layout::LineWeight::kHeavy;
  layout.tracks[0].curves[1].weight = layout::LineWeight::kLight;
  const auto in_gauge = [](int row) { return static_cast<float>(0.25 + 0.005 * std::sin(0.004 * row)); };
  PageTraces exchanged = page_of(in_gauge, gamma_ray);
  name_like_curves(layout, exchanged);
  EXPECT_FLOAT_EQ(exchanged.curves[0].fraction[100], gamma_ray(100));
  layout.tracks[0].curves[0].mnemonic = "QQ1";
  layout.tracks[0].curves[1].mnemonic = "QQ2";
  PageTraces as_drawn = page_of(caliper, gamma_ray);
  name_like_curves(layout, as_drawn);
  EXPECT_FLOAT_EQ(as_drawn.curves[0].fraction[100], caliper(100)) << "nothing but the pens to go by";
  EXPECT_GT(as_drawn.curves[0].named[100], 0.98F);
}

TEST(LikeCurves, OfOneKindStayAsTheyAreAndInDoubt) {
  const layout::Layout layout = layout_of({curve("ILD", 0, 20), curve("ILM", 0, 20)});
  PageTraces page = page_of(gamma_ray, caliper);
  name_like_curves(layout, page);
  EXPECT_FLOAT_EQ(page.curves[0].fraction[100], gamma_ray(100));
  EXPECT_NEAR(page.curves[0].named[100], 0.5F, 1e-4F);
}

TEST(LikeCurves, FourOfOneKindStayAsTheyAreInEveryStretch) {
  const layout::Layout layout =
      layout_of({curve("ILD", 0, 20), curve("ILM", 0, 20), curve("SFL", 0, 20), curve("LL8", 0, 20)});
  PageTraces page = page_of(gamma_ray, caliper);
  for (int c = 2; c < 4; ++c) {
    CurveRows more = page.curves[static_cast<std::size_t>(c - 2)];
    more.curve = c;
    for (float& u : more.fraction) u = 0.9F - 0.7F * u;
    page.curves.push_back(more);
  }
  const std::vector<CurveRows> before = page.curves;
  name_like_curves(layout, page);
  for (std::size_t c = 0; c < 4; ++c) EXPECT_EQ(page.curves[c].fraction, before[c].fraction) << c;
}

TEST(LikeCurves, WithNamesThatNobodyKnowsStayAsTheyAreAndInDoubt) {
  const layout::Layout layout = layout_of({curve("QQ1", 0, 20), curve("QQ2", 0, 20)});
  PageTraces page = page_of(gamma_ray, caliper);
  name_like_curves(layout, page);
  EXPECT_FLOAT_EQ(page.curves[0].fraction[100], gamma_ray(100));
  EXPECT_FLOAT_EQ(page.curves[0].named[100], 0.5F);
}

TEST(LikeCurves, CurvesThatAreDrawnApartHaveNoDoubtOfTheirNames) {
  layout::Layout layout = layout_of({curve("GR", 0, 150), curve("CALI", 6, 16)});
  layout.tracks[0].curves[1].style = layout::LineStyle::kDashed;
  PageTraces page = page_of(caliper, gamma_ray);
  name_like_curves(layout, page);
  EXPECT_FLOAT_EQ(page.curves[0].fraction[100], caliper(100));
  EXPECT_TRUE(page.curves[0].named.empty());
  EXPECT_TRUE(like_curve_messages(layout, false).empty());
}

TEST(LikeCurves, APageOfHardlyAnyRowsIsLeftAlone) {
  const layout::Layout layout = layout_of({curve("GR", 0, 150), curve("CALI", 6, 16)});
  PageTraces page = page_of(caliper, gamma_ray);
  for (CurveRows& rows : page.curves) {
    rows.fraction.assign(1, kNan);
    rows.evidence.resize(1);
    rows.flags.resize(1);
  }
  page.depth.resize(1);
  name_like_curves(layout, page);
  EXPECT_TRUE(std::isnan(page.curves[0].fraction[0]));
}

TEST(DoubtNames, LowersTheConfidenceWhereTheStrokesAreApart) {
  CurveSamples samples{{0.2, 0.4, 0.6, 0.8}, {0.8F, 0.8F, 0.8F, 0.8F}, std::vector<trace::Flag>(4), {}};
  const double nothing = std::nan("");
  doubt_names({0.5, 0.5, 0.5, 0.95}, {{0.205, 0.7, nothing, 0.1}}, 0.65F, samples);
  EXPECT_EQ(samples.confidence, (std::vector<float>{0.8F, 0.4F, 0.4F, 0.8F * 0.95F}));
  using trace::Flag;
  EXPECT_EQ(samples.flags, (std::vector<Flag>{Flag::kNone, Flag::kUnsure, Flag::kUnsure, Flag::kNone}));
}

TEST(LikeCurveMessages, NameTheTrackAndItsLikeCurves) {
  const layout::Layout layout = layout_of({curve("GR", 0, 150), curve("CALI", 6, 16), curve("SP", 0, 100)});
  EXPECT_EQ(like_curve_messages(layout, false),
            (std::vector<std::string>{
                "track 1: GR, CALI and SP are drawn alike: named by how they run, as far as that tells"}));
}

}  // namespace
}  // namespace logdigitise::pipeline
