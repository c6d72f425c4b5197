#pragma once
// Tracks with several curves, one of which is not drawn in the style that the layout says: it takes another's
// stroke then, and that one a third's.

#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/page_traces.hpp"

namespace logdigitise::pipeline {

/// A curve to be asked for in another style. Indices into Layout::tracks and Track::curves.
struct Restyled {
  int track = 0;
  int curve = 0;
  layout::LineStyle style = layout::LineStyle::kSolid;
};

/// Of each track with two or three curves the one that is seen least, in all other styles, if it is hardly
/// seen in its own even where it was found; none of guessed curves.
[[nodiscard]] std::vector<Restyled> styles_to_try(const PageTraces& traces, const layout::Layout& layout);

/// The tracks of `layout` with their curve restyled, one for each entry of `tries`.
[[nodiscard]] layout::Layout restyled(const layout::Layout& layout, const std::vector<Restyled>& tries);

/// `again` is the page traced by restyled(layout, tries). Where all curves of a track together are seen far
/// better in one of them, apart from each other, its curves take the place of those in `traces`;
/// `other_style` says so.
void take_restyled(const PageTraces& again, const layout::Layout& layout, const std::vector<Restyled>& tries,
                   PageTraces& traces);

/// The layout with curves in the styles that they were found in.
[[nodiscard]] layout::Layout as_found(const layout::Layout& layout, const PageTraces& traces);

}  // namespace logdigitise::pipeline
