#include "logdigitise/pipeline/doubtful_tracks.hpp"

#include <algorithm>
#include <cstddef>

#include "logdigitise/pipeline/other_styles.hpp"

namespace logdigitise::pipeline {

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

void take_curve(const CurveRows& curve, int track, PageTraces& traces) {
  const auto old = std::find_if(traces.curves.begin(), traces.curves.end(), [&](const CurveRows& one) {
    return one.track == track && one.curve == curve.curve;
  });
  if (old == traces.curves.end()) return;
  *old = curve;
  old->track = track;
}

void take_tracks(const PageTraces& again, const std::vector<int>& tracks, PageTraces& traces) {
  traces.expect_same_rows(again);
  for (const CurveRows& curve : again.curves)
    take_curve(curve, tracks[static_cast<std::size_t>(curve.track)], traces);
}

std::vector<int> take_read_beside_all(const std::vector<int>& tracks, PageTraces& traces) {
  std::vector<int> left;
  for (const int track : tracks) {
    bool taken = false;
    for (const CurveRows& curve : traces.beside_all_strangers) {
      if (curve.track != track) continue;
      take_curve(curve, track, traces);
      taken = true;
    }
    if (!taken) left.push_back(track);
  }
  return left;
}

}  // namespace logdigitise::pipeline
