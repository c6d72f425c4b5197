// A track whose curves change places because one of them is asked for in a wrong style.

#include "logdigitise/pipeline/restyled_tracks.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::pipeline {
namespace {

using layout::LineStyle;

constexpr std::size_t kRows = 100;

layout::Layout layout_of(std::initializer_list<std::initializer_list<LineStyle>> tracks) {
  layout::Layout layout;
  layout.depth.top = 100.0;
  layout.depth.base = 100.0 + kRows;
  for (const auto& styles : tracks) {
    layout::Track& track = layout.tracks.emplace_back();
    for (const LineStyle style : styles) {
      layout::Curve& curve = track.curves.emplace_back();
      curve.style = style;
      curve.mnemonic = "C" + std::to_string(track.curves.size());
    }
  }
  return layout;
}

struct Seen {
  float fraction;
  std::uint8_t evidence;
};

void add_track(PageTraces& page, int track, const std::vector<Seen>& curves) {
  if (page.depth.empty())
    for (std::size_t r = 0; r < kRows; ++r) page.depth.push_back(100.5 + static_cast<double>(r));
  for (std::size_t c = 0; c < curves.size(); ++c) {
    CurveRows& rows = page.curves.emplace_back();
    rows.track = track;
    rows.curve = static_cast<int>(c);
    rows.fraction.assign(kRows, curves[c].fraction);
    trace::RowEvidence evidence;
    evidence.on_path = curves[c].evidence;
    rows.evidence.assign(kRows, evidence);
    rows.flags.resize(kRows);
  }
}

TEST(StylesToTry, AreThoseOfTheCurveThatIsHardlySeenBesideOthers) {
  const layout::Layout layout = layout_of({{LineStyle::kSolid},
                                           {LineStyle::kSolid, LineStyle::kDashed},
                                           {LineStyle::kSolid, LineStyle::kDotted}});
  PageTraces page;
  add_track(page, 0, {{0.5F, 10}});
  add_track(page, 1, {{0.2F, 240}, {0.6F, 60}});
  add_track(page, 2, {{0.2F, 240}, {0.6F, 220}});
  const std::vector<Restyled> tries = styles_to_try(page, layout);
  ASSERT_EQ(tries.size(), 3U);
  for (const Restyled& one : tries) {
    EXPECT_EQ(one.track, 1);
    EXPECT_EQ(one.curve, 1);
    EXPECT_NE(one.style, LineStyle::kDashed);
  }
  const layout::Layout styled = restyled(layout, tries);
  ASSERT_EQ(styled.tracks.size(), 3U);
  EXPECT_EQ(styled.tracks[2].curves[0].style, LineStyle::kSolid);
  EXPECT_EQ(styled.tracks[2].curves[1].style, LineStyle::kLongDash);
}

/// The page of a solid and a "dashed" curve, the second on the first one's stroke, after the second was tried
/// solid and dotted and was read like this.
PageTraces after(const Seen& as_solid, const Seen& as_dotted) {
  const layout::Layout layout = layout_of({{LineStyle::kSolid, LineStyle::kDashed}});
  PageTraces page;
  add_track(page, 0, {{0.2F, 240}, {0.2F, 100}});
  PageTraces again;
  add_track(again, 0, {{0.2F, 240}, as_solid});
  add_track(again, 1, {{0.21F, 240}, as_dotted});
  take_restyled(again, layout, {{0, 1, LineStyle::kSolid}, {0, 1, LineStyle::kDotted}}, page);
  return page;
}

TEST(TakeRestyled, TakesAllCurvesOfTheReadingThatShowsMost) {
  const PageTraces page = after({0.2F, 240}, {0.7F, 200});
  EXPECT_EQ(page.curves[1].other_style, LineStyle::kDotted);
  EXPECT_FLOAT_EQ(page.curves[1].fraction[7], 0.7F);
  EXPECT_FLOAT_EQ(page.curves[0].fraction[7], 0.21F);
  EXPECT_FALSE(page.curves[0].other_style);
  const layout::Layout found = as_found(layout_of({{LineStyle::kSolid, LineStyle::kDashed}}), page);
  EXPECT_EQ(found.tracks[0].curves[1].style, LineStyle::kDotted);
}

TEST(TakeRestyled, TakesNoSecondLookAtOneStrokeAndNoLittleGain) {
  for (const PageTraces& page : {after({0.2F, 250}, {0.205F, 250}), after({0.2F, 240}, {0.7F, 60})}) {
    EXPECT_FALSE(page.curves[1].other_style);
    EXPECT_FLOAT_EQ(page.curves[1].fraction[7], 0.2F);
  }
}

TEST(StylesToTry, AreNotThoseOfACurveThatIsSeenWhereverItIsDrawn) {
  PageTraces page;
  add_track(page, 0, {{0.2F, 240}, {0.6F, 220}});
  for (std::size_t r = 0; r < kRows / 2; ++r) {
    page.curves[1].fraction[r] = std::nanf("");
    page.curves[1].evidence[r] = {};
  }
  EXPECT_TRUE(styles_to_try(page, layout_of({{LineStyle::kSolid, LineStyle::kDashed}})).empty());
}

TEST(TakeRestyled, TakesNoPrintedLineAndLeavesNoStrokeOfItsOwn) {
  const layout::Layout layout = layout_of({{LineStyle::kSolid, LineStyle::kDashed}});
  const auto outcome = [&](float before, std::uint8_t straight) {
    PageTraces page;
    add_track(page, 0, {{0.2F, 240}, {before, 100}});
    PageTraces again;
    add_track(again, 0, {{0.2F, 240}, {0.7F, 240}});
    for (trace::RowEvidence& evidence : again.curves[1].evidence) evidence.straight = straight;
    take_restyled(again, layout, {{0, 1, LineStyle::kSolid}}, page);
    return page.curves[1].other_style;
  };
  EXPECT_EQ(outcome(0.2F, 0), LineStyle::kSolid);
  EXPECT_FALSE(outcome(0.2F, 230)) << "a printed line";
  EXPECT_FALSE(outcome(0.5F, 0)) << "what it would leave is nobody else's";
}

}  // namespace
}  // namespace logdigitise::pipeline
