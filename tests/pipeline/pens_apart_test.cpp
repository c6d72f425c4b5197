// Two like curves that were both found on one stroke.

#include "logdigitise/pipeline/pens_apart.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::pipeline {
namespace {

constexpr std::size_t kRows = 200;

layout::Layout gamma_ray_and_potential() {
  layout::Layout layout;
  layout.depth.top = 1000.0;
  layout.depth.base = 1000.0 + kRows;
  layout.tracks.resize(2);  // A track without curves, and theirs.
  layout::Curve gamma_ray;
  gamma_ray.mnemonic = "GR";
  gamma_ray.unit = "GAPI";
  gamma_ray.right = 150.0;
  layout::Curve potential;
  potential.mnemonic = "SP";
  potential.unit = "MV";
  potential.left = -100.0;
  potential.right = 0.0;
  layout.tracks[1].curves = {gamma_ray, potential};
  return layout;
}

/// A page whose curves of one track stand still at these places, seen like this (0..255).
PageTraces page_of(int track, float first, float second, std::uint8_t seen_first, std::uint8_t seen_second) {
  PageTraces page;
  for (std::size_t r = 0; r < kRows; ++r) page.depth.push_back(1000.5 + static_cast<double>(r));
  page.geometry.rows = kRows;
  for (int c = 0; c < 2; ++c) {
    CurveRows& rows = page.curves.emplace_back();
    rows.track = track;
    rows.curve = c;
    rows.fraction.assign(kRows, c == 0 ? first : second);
    trace::RowEvidence evidence;
    evidence.on_path = c == 0 ? seen_first : seen_second;
    rows.evidence.assign(kRows, evidence);
    rows.flags.resize(kRows);
  }
  return page;
}

TEST(TracksOnOneStroke, AreThoseWhoseLikeCurvesLieTogether) {
  layout::Layout layout = gamma_ray_and_potential();
  EXPECT_EQ(tracks_on_one_stroke(page_of(1, 0.5F, 0.502F, 200, 200), layout), std::vector<int>{1});
  EXPECT_TRUE(tracks_on_one_stroke(page_of(1, 0.5F, 0.6F, 200, 200), layout).empty());
  layout.tracks[1].curves[0].weight = layout.tracks[1].curves[1].weight = layout::LineWeight::kHeavy;
  EXPECT_TRUE(tracks_on_one_stroke(page_of(1, 0.5F, 0.502F, 200, 200), layout).empty())
      << "their pens are known";
}

TEST(WithPensApart, MakesOneLightAndOneHeavy) {
  const layout::Layout apart = with_pens_apart(gamma_ray_and_potential(), {1}, false);
  ASSERT_EQ(apart.tracks.size(), 1U);
  EXPECT_EQ(apart.tracks[0].curves[0].weight, layout::LineWeight::kLight);
  EXPECT_EQ(apart.tracks[0].curves[1].weight, layout::LineWeight::kHeavy);
}

TEST(TakePensApart, TakesBothStrokesWhereTheyAreSeen) {
  PageTraces traces = page_of(1, 0.5F, 0.502F, 200, 200);
  take_pens_apart(page_of(0, 0.2F, 0.502F, 180, 240), gamma_ray_and_potential(), {1}, traces);
  EXPECT_FLOAT_EQ(traces.curves[0].fraction[7], 0.2F);
  EXPECT_FLOAT_EQ(traces.curves[1].fraction[7], 0.502F);
  EXPECT_EQ(traces.curves[0].track, 1);
}

TEST(TakePensApart, LeavesTheOnlyStrokeToOneCurve) {
  PageTraces traces = page_of(1, 0.5F, 0.502F, 200, 200);
  take_pens_apart(page_of(0, 0.502F, 0.502F, 50, 240), gamma_ray_and_potential(), {1}, traces);
  EXPECT_FLOAT_EQ(traces.curves[0].fraction[7], 0.5F);
  EXPECT_TRUE(std::isnan(traces.curves[1].fraction[7]));
  EXPECT_EQ(traces.curves[1].flags[7], trace::Flag::kUnsure);
}

TEST(TakePensApart, LetsCurvesOfOneUnitAndScaleRunTogether) {
  layout::Layout layout = gamma_ray_and_potential();
  layout.tracks[1].curves[1] = layout.tracks[1].curves[0];
  layout.tracks[1].curves[1].mnemonic = "GR_2";
  PageTraces traces = page_of(1, 0.5F, 0.502F, 200, 200);
  take_pens_apart(page_of(0, 0.502F, 0.502F, 50, 240), layout, {1}, traces);
  EXPECT_FLOAT_EQ(traces.curves[1].fraction[7], 0.502F);
}

TEST(TakePensApart, ChangesNothingThatIsNoBetter) {
  PageTraces traces = page_of(1, 0.5F, 0.502F, 200, 200);
  take_pens_apart(page_of(0, 0.1F, 0.502F, 80, 240), gamma_ray_and_potential(), {1}, traces);
  EXPECT_FLOAT_EQ(traces.curves[0].fraction[7], 0.5F) << "apart, but one of them is hardly seen";
}

}  // namespace
}  // namespace logdigitise::pipeline
