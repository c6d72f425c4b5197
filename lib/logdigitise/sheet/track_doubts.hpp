#pragma once
// What is not proven of the places of tracks: flags for a person.

#include <string>
#include <vector>

#include "logdigitise/sheet/line_ends.hpp"
#include "logdigitise/sheet/track_grid.hpp"

namespace logdigitise::sheet {

/// What is not proven of the track's place: an edge that is not printed, or that no rule of the header stands
/// over, a grid that may be that of two tracks, or of a part of one. `number`: from 1.
[[nodiscard]] std::vector<std::string> doubts_of_track(int number, const TrackGrid& grid);

/// Stretches of depth lines, half an inch wide or more, in which no track was found: one is missing there, or
/// others are wrong. `extents`: where depth lines are, of the frame of `tracks`.
[[nodiscard]] std::vector<std::string> doubts_of_gaps(const std::vector<TrackGrid>& tracks,
                                                      const std::vector<LineExtent>& extents, double dpi);

}  // namespace logdigitise::sheet
