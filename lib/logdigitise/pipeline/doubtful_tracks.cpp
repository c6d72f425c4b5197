#include "logdigitise/pipeline/doubtful_tracks.hpp"

#include <algorithm>
#include <cstddef>

#include "logdigitise/pipeline/other_styles.hpp"

namespace logdigitise::pipeline {

namespace {

constexpr double kSeenWell = 0.8;  // Mean evidence of a curve that is alone on its stroke: 0.85 to 1.

}  // namespace

std::vector<int> tracks_in_doubt(const PageTraces& traces, const layout::Layout& layout) {
  std::vector<int> tracks;
  for (std::size_t t = 0; t < layout.tracks.size(); ++t) {
    double sum = 0.0;
    int curves = 0;
    for (const CurveRows& curve : traces.curves) {
      if (curve.track != static_cast<int>(t)) continue;
      sum += seen_in_section(curve, traces.depth, layout.depth);
      ++curves;
    }
    if (curves > 0 && sum < kSeenWell * curves) tracks.push_back(static_cast<int>(t));
  }
  return tracks;
}

layout::Layout only_tracks(const layout::Layout& layout, const std::vector<int>& tracks) {
  layout::Layout only = layout;
  only.tracks.clear();
  for (const int t : tracks) only.tracks.push_back(layout.tracks[static_cast<std::size_t>(t)]);
  return only;
}

void take_tracks(const PageTraces& again, const std::vector<int>& tracks, PageTraces& traces) {
  traces.expect_same_rows(again);
  for (const CurveRows& curve : again.curves) {
    const int track = tracks[static_cast<std::size_t>(curve.track)];
    const auto old = std::find_if(traces.curves.begin(), traces.curves.end(), [&](const CurveRows& one) {
      return one.track == track && one.curve == curve.curve;
    });
    if (old == traces.curves.end()) continue;
    *old = curve;
    old->track = track;
  }
}

}  // namespace logdigitise::pipeline
