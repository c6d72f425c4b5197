#pragma once
// Tracks that are read a second time.

#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/page_traces.hpp"

namespace logdigitise::pipeline {

inline constexpr double kSeenWell = 0.8;  ///< Mean evidence; of a curve alone on its stroke it is 0.85 to 1.

/// Indices of the tracks whose curves are not all seen well in the section, in the mean: the usual reason is
/// a stroke that is none of theirs.
[[nodiscard]] std::vector<int> tracks_in_doubt(const PageTraces& traces, const layout::Layout& layout);

/// The layout with these tracks alone.
[[nodiscard]] layout::Layout only_tracks(const layout::Layout& layout, const std::vector<int>& tracks);

/// `again` is the page traced by only_tracks(layout, tracks) on the same rows: its curves take the place of
/// theirs.
void take_tracks(const PageTraces& again, const std::vector<int>& tracks, PageTraces& traces);

/// `curve`, read again on the same rows, takes the place of that curve of `track`.
void take_curve(const CurveRows& curve, int track, PageTraces& traces);

/// As take_tracks, for those of `tracks` that were read beside all strangers already. Returns the others.
[[nodiscard]] std::vector<int> take_read_beside_all(const std::vector<int>& tracks, PageTraces& traces);

}  // namespace logdigitise::pipeline
