#pragma once
// Tracks whose only curve is not drawn in the style that the layout says.

#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/page_traces.hpp"

namespace logdigitise::pipeline {

/// Mean evidence on the path over the rows of the section, 0..1.
[[nodiscard]] double seen_in_section(const CurveRows& curve, const std::vector<double>& depth,
                                     const layout::Depth& section);

/// Indices of the tracks with one curve that is hardly seen on the page. The network looks for curves by
/// their style, and a header's dashes are easily misread.
[[nodiscard]] std::vector<int> tracks_hardly_seen(const PageTraces& traces, const layout::Layout& layout);

/// The layout with these tracks alone, once for each style that their curve does not have in it.
[[nodiscard]] layout::Layout in_other_styles(const layout::Layout& layout, const std::vector<int>& tracks);

/// Puts the best of `again`, which is the page traced by `styled`, in place of the curves of `traces`, where
/// it is seen well and not only along a printed line; their `other_style` says so.
void take_styles_seen(const PageTraces& again, const layout::Layout& styled, const layout::Layout& layout,
                      PageTraces& traces);

}  // namespace logdigitise::pipeline
