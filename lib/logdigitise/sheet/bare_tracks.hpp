#pragma once
// Tracks that show no grid and have no boxes above them: two lines, paper between, and a curve's line in the
// header.

#include <utility>
#include <vector>

#include "logdigitise/sheet/header_entry.hpp"
#include "logdigitise/sheet/track_grid.hpp"
#include "logdigitise/sheet/vertical_lines.hpp"

namespace logdigitise::sheet {

/// Bare tracks between all neighbours of `lines` (from left to right) that show throughout, are alike heavy
/// and an inch to 4.5 in apart; for a side of the depth column where no grid was found. Only the header can
/// prove them: is_spanned().
[[nodiscard]] std::vector<TrackGrid> tracks_between_lines(const std::vector<VerticalLine>& lines,
                                                          const GridOptions& options);

/// Where nothing else tells of tracks: one where each of the header's boxes stands, with edges that are not
/// known. Boxes that overlap are of one track; one that lies over the depth column is of none.
[[nodiscard]] std::vector<TrackGrid> tracks_of_boxes(std::vector<std::pair<double, double>> boxes,
                                                     double column_left, double column_right);

/// Whether the line of an entry runs over most of the track, as far from its left as from its right edge.
[[nodiscard]] bool is_spanned(const TrackGrid& track, const std::vector<HeaderEntry>& entries);

}  // namespace logdigitise::sheet
