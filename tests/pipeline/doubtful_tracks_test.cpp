#include "logdigitise/pipeline/doubtful_tracks.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace logdigitise::pipeline {
namespace {

layout::Layout three_tracks() {
  layout::Layout layout;
  layout.depth.top = 0.0;
  layout.depth.base = 99.0;
  for (const char* name : {"1", "2", "3"}) {
    layout.tracks.emplace_back().name = name;
    layout.tracks.back().curves.resize(2);
  }
  return layout;
}

CurveRows curve_of(int track, int curve, std::uint8_t seen, float fraction = 0.5F) {
  CurveRows rows;
  rows.track = track;
  rows.curve = curve;
  rows.fraction.assign(100, fraction);
  trace::RowEvidence evidence;
  evidence.on_path = seen;
  rows.evidence.assign(100, evidence);
  rows.flags.assign(100, trace::Flag::kNone);
  return rows;
}

PageTraces page_of(std::vector<CurveRows> curves) {
  PageTraces traces;
  for (int r = 0; r < 100; ++r) traces.depth.push_back(r);
  traces.curves = std::move(curves);
  return traces;
}

TEST(DoubtfulTracks, HaveCurvesThatAreNotAllSeenWell) {
  const PageTraces traces = page_of({curve_of(0, 0, 250), curve_of(0, 1, 240),   // both
                                     curve_of(1, 0, 250), curve_of(1, 1, 60)});  // one of two; no third track
  EXPECT_EQ(tracks_in_doubt(traces, three_tracks()), std::vector<int>{1});
}

TEST(DoubtfulTracks, GiveTheirCurvesForThoseOfTheSecondReading) {
  PageTraces traces =
      page_of({curve_of(0, 0, 250, 0.1F), curve_of(2, 0, 60, 0.2F), curve_of(2, 1, 60, 0.3F)});
  const std::vector<int> tracks{2};
  EXPECT_EQ(only_tracks(three_tracks(), tracks).tracks.at(0).name, "3");
  take_tracks(page_of({curve_of(0, 0, 200, 0.7F), curve_of(0, 1, 200, 0.8F)}), tracks, traces);
  ASSERT_EQ(traces.curves.size(), 3U);
  EXPECT_FLOAT_EQ(traces.curves[0].fraction[0], 0.1F) << "another track's";
  EXPECT_FLOAT_EQ(traces.curves[1].fraction[0], 0.7F);
  EXPECT_EQ(traces.curves[2].track, 2);
  EXPECT_FLOAT_EQ(traces.curves[2].fraction[0], 0.8F);
}

TEST(DoubtfulTracks, AreNotTakenFromOtherRows) {
  PageTraces traces = page_of({curve_of(2, 0, 60)});
  PageTraces again = page_of({curve_of(0, 0, 200)});
  for (double& depth : again.depth) depth *= 0.5;  // Bands of other widths may have another scale.
  EXPECT_THROW(take_tracks(again, {2}, traces), std::logic_error);
}

}  // namespace
}  // namespace logdigitise::pipeline
