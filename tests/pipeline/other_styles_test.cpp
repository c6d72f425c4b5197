#include "logdigitise/pipeline/other_styles.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace logdigitise::pipeline {
namespace {

using layout::LineStyle;

layout::Layout layout_of(std::initializer_list<std::initializer_list<LineStyle>> tracks) {
  layout::Layout layout;
  layout.depth.top = 100.0;
  layout.depth.base = 149.0;
  for (const auto& styles : tracks) {
    layout::Track& track = layout.tracks.emplace_back();
    track.name = std::to_string(layout.tracks.size());
    for (const LineStyle style : styles) track.curves.emplace_back().style = style;
  }
  return layout;
}

/// 100 rows from 100 to 199, so half are below the section.
PageTraces traces_of(const std::vector<CurveRows>& curves) {
  PageTraces traces;
  for (int r = 0; r < 100; ++r) traces.depth.push_back(100.0 + r);
  traces.curves = curves;
  return traces;
}

CurveRows seen_at(int track, float fraction, std::uint8_t evidence, std::uint8_t straight = 0) {
  CurveRows rows;
  rows.track = track;
  rows.fraction.assign(50, fraction);
  rows.fraction.resize(100, std::numeric_limits<float>::quiet_NaN());
  rows.flags.assign(100, trace::Flag::kNone);
  trace::RowEvidence one;
  one.on_path = evidence;
  one.straight = straight;
  rows.evidence.assign(50, one);
  rows.evidence.resize(100);  // Below the section nothing is looked for.
  return rows;
}

TEST(OtherStyles, AreLookedForWhereTheOnlyCurveOfATrackIsHardlySeen) {
  const layout::Layout layout =
      layout_of({{LineStyle::kSolid}, {LineStyle::kDashed}, {LineStyle::kDashed, LineStyle::kSolid}});
  CurveRows second_of_two = seen_at(2, 0.6F, 20);
  second_of_two.curve = 1;
  const PageTraces traces =
      traces_of({seen_at(0, 0.5F, 250), seen_at(1, 0.5F, 20), seen_at(2, 0.5F, 20), second_of_two});
  EXPECT_EQ(tracks_hardly_seen(traces, layout), std::vector<int>{1});
}

TEST(OtherStyles, AreNotLookedForWhereASolidCurveHasInkUnderItThroughout) {
  const layout::Layout layout = layout_of({{LineStyle::kSolid}, {LineStyle::kSolid}, {LineStyle::kDashed}});
  const auto inked = [](int track, std::uint8_t straight) {
    CurveRows rows = seen_at(track, 0.4F, 120, straight);  // Half of its chance went to a stranger.
    for (trace::RowEvidence& evidence : rows.evidence) evidence.pen_ink = 200;
    return rows;
  };
  EXPECT_EQ(tracks_hardly_seen(traces_of({inked(0, 0), inked(1, 200), inked(2, 0)}), layout),
            (std::vector<int>{1, 2}))
      << "a printed line is inked through too, and a dashed curve is not";
}

TEST(OtherStyles, AreAllButTheOneInTheLayout) {
  const layout::Layout layout = layout_of({{LineStyle::kSolid}, {LineStyle::kDashed}});
  const layout::Layout styled = in_other_styles(layout, {1});
  ASSERT_EQ(styled.tracks.size(), 3U);
  std::vector<LineStyle> styles;
  for (const layout::Track& track : styled.tracks) {
    EXPECT_EQ(track.name, "2");
    styles.push_back(track.curves.front().style);
  }
  EXPECT_EQ(styles, (std::vector<LineStyle>{LineStyle::kSolid, LineStyle::kDotted, LineStyle::kLongDash}));
}

/// What becomes of a dashed curve that is seen at `own` if the other styles are seen like this.
CurveRows outcome(std::uint8_t own, const CurveRows& solid, const CurveRows& dotted) {
  const layout::Layout layout = layout_of({{LineStyle::kSolid}, {LineStyle::kDashed}});
  CurveRows as_solid = solid;
  CurveRows as_dotted = dotted;
  as_solid.track = 0;
  as_dotted.track = 1;
  PageTraces traces = traces_of({seen_at(0, 0.1F, 250), seen_at(1, 0.2F, own)});
  take_styles_seen(traces_of({as_solid, as_dotted}), layout, {1}, traces);
  EXPECT_FALSE(traces.curves[0].other_style) << "other tracks are left alone";
  return traces.curves[1];
}

TEST(OtherStyles, GiveTheCurveWhereItIsSeenFarBetter) {
  const CurveRows taken = outcome(50, seen_at(0, 0.21F, 240), seen_at(0, 0.8F, 200));
  EXPECT_EQ(taken.other_style, LineStyle::kSolid);
  EXPECT_EQ(taken.track, 1);
  EXPECT_FLOAT_EQ(taken.fraction[10], 0.21F);
}

TEST(OtherStyles, DoNotTakeACurveFromItsOwnStroke) {
  EXPECT_FALSE(outcome(50, seen_at(0, 0.7F, 240), seen_at(0, 0.8F, 40)).other_style) << "a stranger";
}

TEST(OtherStyles, AreComparedWithTheStrokeOfTheFirstReadingAlone) {
  const CurveRows taken = outcome(50, seen_at(0, 0.205F, 180), seen_at(0, 0.19F, 240));
  EXPECT_EQ(taken.other_style, LineStyle::kDotted);
}

TEST(OtherStyles, AreLeftWhereTheyAreSeenLittleBetter) {
  EXPECT_FALSE(outcome(120, seen_at(0, 0.7F, 150), seen_at(0, 0.8F, 130)).other_style);
}

TEST(OtherStyles, InventNoCurveOnBlankPaperOrAPrintedLine) {
  EXPECT_FALSE(outcome(0, seen_at(0, 0.7F, 60), seen_at(0, 0.8F, 40)).other_style);
  EXPECT_FALSE(outcome(0, seen_at(0, 0.7F, 250, /*straight=*/230), seen_at(0, 0.8F, 40)).other_style);
}

}  // namespace
}  // namespace logdigitise::pipeline
