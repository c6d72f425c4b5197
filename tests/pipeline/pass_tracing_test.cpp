#include "logdigitise/pipeline/pass_tracing.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::pipeline {
namespace {

constexpr int kRows = 400;
constexpr int kColumns = 128;
const band::TrackBand kBand{0, kColumns, 14.0, 114.0};

layout::Track track_of(std::initializer_list<layout::LineStyle> styles) {
  layout::Track track;
  for (const layout::LineStyle style : styles) {
    layout::Curve curve;
    curve.left = 0.0;
    curve.right = 100.0;
    curve.style = style;
    track.curves.push_back(curve);
  }
  return track;
}

band::Pass all_of(const layout::Track& track) {
  band::Pass pass;
  for (std::size_t c = 0; c < track.curves.size(); ++c) pass.curves.push_back(static_cast<int>(c));
  return pass;
}

trace::TraceOptions options() { return trace::uncalibrated(); }

/// Chances of curves that are seen at these columns from the top to the bottom; -1 = not seen.
Image<float> seen_at(std::initializer_list<int> columns) {
  Image<float> chances(kRows, kColumns, static_cast<int>(columns.size()));
  for (int r = 0; r < kRows; ++r) {
    int k = 0;
    for (const int x : columns) {
      if (x >= 0) chances.at(r, x, k) = 0.9F;
      ++k;
    }
  }
  return chances;
}

TEST(PassTracing, AsksForAStrangerWhereNoSolidCurveIsAskedFor) {
  const auto lists = [](const layout::Track& track) {
    return PassTracing(track, kBand, all_of(track), options()).queries();
  };
  using layout::LineStyle;
  EXPECT_EQ(lists(track_of({LineStyle::kSolid, LineStyle::kDotted})).size(), 1U);
  const auto with = lists(track_of({LineStyle::kDashed, LineStyle::kDotted}));
  ASSERT_EQ(with.size(), 2U);
  EXPECT_EQ(with[0].size(), 2U);
  ASSERT_EQ(with[1].size(), 3U);
  EXPECT_EQ(with[1][2].style, LineStyle::kSolid);
}

/// Ink of a solid stroke at column 40 and, if asked for, of one that is half paper.
trace::RasterRows raster(bool solid) {
  trace::RasterRows rows;
  rows.ink = Image<std::uint8_t>(kRows, kColumns);
  for (int r = 0; r < kRows; ++r)
    if (solid || r % 10 < 5) rows.ink.at(r, 40) = 200;
  rows.persistence = Image<std::uint8_t>(kRows, kColumns);
  return rows;
}

/// Where the only curve of a dotted track is, in each row, if the network says this of it alone and beside a
/// stranger.
std::vector<float> followed(const Image<float>& alone, const Image<float>& beside_stranger,
                            const trace::RasterRows& ink) {
  const layout::Track track = track_of({layout::LineStyle::kDotted});
  PassTracing tracing(track, kBand, all_of(track), options());
  tracing.push({alone, beside_stranger}, ink);
  const std::vector<CurveRows> curves = tracing.finish();
  EXPECT_EQ(curves.size(), 1U) << "the stranger is dropped";
  EXPECT_EQ(curves.at(0).fraction.size(), static_cast<std::size_t>(kRows));
  return curves.at(0).fraction;
}

float at_column(int x) { return (static_cast<float>(x) + 0.5F - 14.0F) / 100.0F; }

TEST(PassTracing, FollowsTheCurveBesideAStranger) {
  // Asked for dots alone, the network takes the solid stroke at 40 for them; asked for both it does not.
  for (const float x : followed(seen_at({40}), seen_at({80, 40}), raster(/*solid=*/true)))
    ASSERT_NEAR(x, at_column(80), 0.01);
}

TEST(PassTracing, LetsNoStrangerTakeTheOnlyStroke) {
  for (const float x : followed(seen_at({40}), seen_at({-1, 40}), raster(/*solid=*/true)))
    ASSERT_NEAR(x, at_column(40), 0.01);
}

TEST(PassTracing, BelievesInNoSolidStrangerOnADottedStroke) {
  // A grid line at 80 may look like dots: then dots at 40 are no stranger.
  for (const float x : followed(seen_at({40}), seen_at({80, 40}), raster(/*solid=*/false)))
    ASSERT_NEAR(x, at_column(40), 0.01);
}

TEST(PassTracing, FindsBesideLateStrangersWhatItFindsBesideThemFromTheBeginning) {
  const layout::Track track = track_of({layout::LineStyle::kDotted});
  const std::vector<layout::LineStyle>& all = all_strangers();
  // Alone the curve is taken for the stroke at 40; beside a dashed stranger it is seen at 80, and better.
  Image<float> alone = seen_at({40});
  for (int r = 0; r < kRows; ++r) alone.at(r, 40) = 0.7F;
  const Image<float> solid = seen_at({40, -1});
  const Image<float> dashed = seen_at({80, 40});
  const Image<float> long_dash = seen_at({40, -1});
  const trace::RasterRows ink = raster(/*solid=*/true);

  PassTracing from_the_beginning(track, kBand, all_of(track), options(), all);
  PassTracing late(track, kBand, all_of(track), options());
  ASSERT_EQ(from_the_beginning.queries().size(), 4U);
  from_the_beginning.push({alone, solid, dashed, long_dash}, ink);
  from_the_beginning.push({alone, solid, dashed, long_dash}, ink);
  late.push({alone, solid}, ink);
  late.look_for(all);
  ASSERT_EQ(late.queries(), from_the_beginning.queries());
  ASSERT_EQ(late.late_queries().size(), 2U);
  late.push_late({dashed, long_dash}, ink);
  late.push({alone, solid, dashed, long_dash}, ink);

  const std::vector<CurveRows> expected = from_the_beginning.finish();
  const std::vector<CurveRows> usual = late.finish();
  const std::vector<CurveRows> found = late.beside_late_strangers();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].fraction, expected[0].fraction);
  EXPECT_NEAR(found[0].fraction[100], at_column(80), 0.01);
  EXPECT_NEAR(usual.at(0).fraction[100], at_column(40), 0.01) << "without them";
  EXPECT_TRUE(from_the_beginning.beside_late_strangers().empty());
}

}  // namespace
}  // namespace logdigitise::pipeline
