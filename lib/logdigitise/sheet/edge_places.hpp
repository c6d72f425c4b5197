#pragma once
// Where edges of tracks may stand that are not printed: the grid's own lines tell.

#include <vector>

#include "logdigitise/sheet/track_grid.hpp"
#include "logdigitise/sheet/vertical_lines.hpp"

namespace logdigitise::sheet {

/// `lines` (from left to right) with the places at which the next line would stand where equally spaced lines
/// end, as unprinted ones. Six lines have a pitch, or five, one of them where depth lines end. An end of
/// depth lines at which no line is printed is moved to such a place from within a fifth of the pitch. Sorted
/// by x.
[[nodiscard]] std::vector<VerticalLine> with_next_lines(const std::vector<VerticalLine>& lines,
                                                        const GridOptions& options);

/// The same for log grids: three heavy lines or more, equally spaced, may be its decades. Its edges are then
/// a whole decade further, or, where it begins at 2, 0.7 decades to the left and 0.3 to the right. An
/// unprinted line close to such a place (the end of depth lines, a rule of the header) is moved there.
[[nodiscard]] std::vector<VerticalLine> with_decade_edges(std::vector<VerticalLine> lines,
                                                          const GridOptions& options);

/// Puts unprinted edges of `tracks` where the track's own lines (of `lines`) say, by least squares: rules of
/// a header stand there roughly only, and worn depth lines end early. Tracks of all of the sheet are asked
/// together: where their divisions are as wide within 1 %, as they are on all forms that have a depth column,
/// they share one width. An edge that is told elsewhere than within a fifth of a division of that place, and
/// one that two tracks share, stays.
void place_unprinted_edges(const std::vector<VerticalLine>& lines, std::vector<TrackGrid>& tracks);

}  // namespace logdigitise::sheet
