#pragma once
// Tracks whose only curve is not drawn in the style that the layout says.

#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/page_traces.hpp"

namespace logdigitise::pipeline {

/// Mean evidence on the path over the rows of the section, 0..1.
[[nodiscard]] double seen_in_section(const CurveRows& curve, const std::vector<double>& depth,
                                     const layout::Depth& section);

/// Mean straightness of the path, 0..1, over its rows: near 1 it may be a printed line.
[[nodiscard]] double straight_on_path(const CurveRows& curve);

/// Above this, a curve that is looked for in another style is taken for a printed line.
inline constexpr double kMostStraight = 0.7;

/// Indices of the tracks with one curve that is hardly seen on the page. The network looks for curves by
/// their style, and a header's dashes are easily misread. A solid curve that has ink under it throughout is
/// not among them: where it is hardly seen, the track has another stroke that nobody asked for.
[[nodiscard]] std::vector<int> tracks_hardly_seen(const PageTraces& traces, const layout::Layout& layout);

/// The layout with these tracks alone, once for each style that their curve does not have in it.
[[nodiscard]] layout::Layout in_other_styles(const layout::Layout& layout, const std::vector<int>& tracks);

/// `again` is the page traced by in_other_styles(layout, tracks). Where a curve is seen well in one of these
/// styles, not only along a printed line, and did not lie on another stroke before, the best takes its place
/// in `traces`; `other_style` says so.
void take_styles_seen(const PageTraces& again, const layout::Layout& layout, const std::vector<int>& tracks,
                      PageTraces& traces);

}  // namespace logdigitise::pipeline
