#pragma once
// Two like curves that were both found on one stroke: one of them may be drawn with a lighter pen.

#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/page_traces.hpp"

namespace logdigitise::pipeline {

/// Indices of the tracks with two curves drawn alike (like_curves.hpp), of no known weight, that lie within 1
/// % of the track of each other in more than half of the rows of the section that have both.
[[nodiscard]] std::vector<int> tracks_on_one_stroke(const PageTraces& traces, const layout::Layout& layout);

/// The layout with these tracks alone; of two like curves the first is light and the second heavy. Which of
/// them has which name is for name_like_curves to say.
[[nodiscard]] layout::Layout with_pens_apart(const layout::Layout& layout, const std::vector<int>& tracks,
                                             bool scan_has_colour);

/// `again` is the page traced by with_pens_apart(layout, tracks). These two take the place of those in
/// `traces` where they lie apart in far more rows and are seen well. Where they do not, and one of them is
/// hardly seen, there is but one stroke: it is left to one of the two, unless they measure the same and may
/// run together.
void take_pens_apart(const PageTraces& again, const layout::Layout& layout, const std::vector<int>& tracks,
                     PageTraces& traces);

}  // namespace logdigitise::pipeline
