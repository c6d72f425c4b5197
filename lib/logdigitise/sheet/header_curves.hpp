#pragma once
// A header's picture -> what it says of each curve of each track.

#include <opencv2/core.hpp>
#include <vector>

#include "logdigitise/sheet/header_area.hpp"
#include "logdigitise/sheet/header_entry.hpp"
#include "logdigitise/sheet/track_grid.hpp"

namespace logdigitise::sheet {

class DigitReader;
class TextReader;

/// The entries above each track, from top to bottom: a line sample, the values printed at its ends, and the
/// name over it. Values stand above their line on some forms, below it or on its level on others: what gives
/// pairs closer to their lines on the whole header counts for all of it. A level line from edge to edge
/// without values is a rule of the form; so are lines of which nothing can be read, unless one stands in the
/// middle of its track. Two curves that share a row, with a rule between them, each have half of the track:
/// their scales are drawn out to the whole. A heading (RESISTIVITY) names all curves below it that have no
/// name of their own.
///
/// A scale is proven when both values were read alike at several sizes and
///   - in a track with a log grid: they are as many decades apart as the grid has, and begin at its digit;
///   - in a linear one: the scale is usual for the named curve, either way round; or its digits are, and then
///     it says in the entry's note that points or signs were put right;
/// or when of the scales that are usual, or fit the log grid, only one looks like both ends (prove_scale), or
/// another curve of the log grid has it and one end is read surely. Everything else is left unproven, with
/// the reason in the note; so is a pair with numbers of another scale between its values. Two scales that
/// adjoin, of one line and one name, are one curve that wraps. `dpi`: of the strip.
[[nodiscard]] std::vector<std::vector<HeaderEntry>> read_header(const HeaderArea& area,
                                                                const std::vector<TrackGrid>& tracks,
                                                                double dpi, const DigitReader& digits,
                                                                TextReader& text);

}  // namespace logdigitise::sheet
