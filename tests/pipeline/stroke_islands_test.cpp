#include "logdigitise/pipeline/stroke_islands.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::pipeline {
namespace {

/// On its own stroke at 0.7 in rows 0 to 99 and 200 to 299, on the other's at 0.3 between; `seen`: evidence
/// at the rows where it changes over.
CurveRows visitor(std::uint8_t seen) {
  CurveRows rows;
  for (int r = 0; r < 300; ++r) {
    const bool away = r >= 100 && r < 200;
    const bool changes = r == 99 || r == 100 || r == 199 || r == 200;
    trace::RowEvidence evidence;
    evidence.on_path = changes ? seen : 250;
    rows.fraction.push_back(away ? 0.3F : 0.7F);
    rows.evidence.push_back(evidence);
    rows.flags.push_back(trace::Flag::kNone);
  }
  return rows;
}

CurveRows host() {
  CurveRows rows = visitor(250);
  rows.fraction.assign(300, 0.3F);
  return rows;
}

bool is_dropped(std::vector<CurveRows> curves, const std::vector<int>& kinds = {-1, -1}) {
  drop_stroke_islands(kinds, curves);
  for (std::size_t r = 0; r < 300; ++r) {
    EXPECT_FALSE(std::isnan(curves[1].fraction[r])) << "whose stroke it is, row " << r;
    EXPECT_EQ(std::isnan(curves[0].fraction[r]), curves[0].flags[r] == trace::Flag::kUnsure) << r;
    EXPECT_TRUE((r >= 100 && r < 200) || !std::isnan(curves[0].fraction[r])) << r;
  }
  return std::isnan(curves[0].fraction[150]);
}

TEST(StrokeIslands, AreWhereACurveLeapsToAnothersStrokeAndBack) {
  EXPECT_TRUE(is_dropped({visitor(20), host()}));
}

TEST(StrokeIslands, AreNoneWhereInkLeadsThere) { EXPECT_FALSE(is_dropped({visitor(250), host()})); }

TEST(StrokeIslands, AreNoneWhereOneCurveMayHideTheOther) {
  EXPECT_FALSE(is_dropped({visitor(20), host()}, {0, 0}));
}

TEST(StrokeIslands, AreNoCrossings) {
  CurveRows crossing = visitor(20);
  for (std::size_t r = 100; r < 190; ++r) crossing.fraction[r] = 0.7F;
  EXPECT_FALSE(is_dropped({crossing, host()}));
}

}  // namespace
}  // namespace logdigitise::pipeline
