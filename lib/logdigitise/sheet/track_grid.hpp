#pragma once
// Tracks from the vertical lines of a section: which lines are edges, and what grid lies between them.

#include <utility>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/sheet/vertical_lines.hpp"

namespace logdigitise::sheet {

struct TrackGrid {
  double left = 0.0;  ///< Straightened frame, px.
  double right = 0.0;
  layout::Scale scale = layout::Scale::kLinear;
  int divisions = 0;      ///< Linear: equal parts; 1 = no line inside. Log: 0.
  int decades = 0;        ///< Log only.
  int log_start = 1;      ///< Log only: first digit at the left edge, 1 to 9.
  int lines_matched = 0;  ///< Lines inside that the grid predicts and the paper shows.
  int lines_missing = 0;  ///< Predicted, not seen.
  int lines_extra = 0;    ///< Seen, not predicted.
  bool left_printed =
      true;  ///< The section shows the line; else its place is known from the header or the pitch.
  bool right_printed = true;
  bool left_in_header = false;  ///< A rule of the header stands over it.
  bool right_in_header = false;
  bool left_at_ends = false;  ///< Depth lines end there.
  bool right_at_ends = false;
  bool is_bare = false;   ///< No grid: two edges, and paper between; the header has to tell of it.
  bool is_part = false;   ///< Lines go on beyond it, evenly and in no other track: its edges are not known.
  bool is_boxed = false;  ///< Nothing tells of it but a line sample of the header: its edges are not known.
  bool is_division_doubtful = false;  ///< Could as well be two tracks of half the divisions, or half of one.

  /// Whether nothing between its edges tells linear from logarithmic.
  [[nodiscard]] bool shows_no_lines() const {
    return is_bare || (scale == layout::Scale::kLinear && divisions <= 1 && lines_matched == 0);
  }
};

struct GridOptions {
  double px_per_inch = 200.0;  ///< Roughly: decides what is a track's width.
  double x_least = -1e9;       ///< No track goes beyond, px: the depth column, or the end of the paper.
  double x_most = 1e9;
  /// Where depth lines are, from left to right: tracks lie side by side in there.
  std::vector<std::pair<double, double>> filled;
  /// Where line samples of the header stand with their values, from one outer end to the other: each is of
  /// one track, and nearly as wide as it.
  std::vector<std::pair<double, double>> boxed;
  bool keeps_parts = false;  ///< Parts of grids whose edges are not known are marked; else they are left out.
};

/// Explains the lines `found` (from left to right) by tracks and gaps, best by dynamic programming over pairs
/// of lines: predicted lines that are there count for a grid, missing ones and unexplained ones against it,
/// and so does every further track. A line that a rule of the header stands over counts as an edge, and
/// against a track that it lies inside of, and so does one at which depth lines end: so twenty divisions and
/// twice ten are told apart. A track with boxes that do not fill it, or reach over its edges, is paid for.
/// Where no rule tells, a middle line that is as heavy as the edges divides a wide
/// grid, and the tracks are marked as doubtful. Where equally spaced lines end one short of 10, 20 or 25
/// divisions, the edge is taken to be unprinted, and stands where the pitch puts it. A part of a grid whose
/// lines go on beyond it, evenly and in no other track, is left out, or marked. Time O(lines^2 * grids *
/// divisions). Empty without lines.
[[nodiscard]] std::vector<TrackGrid> find_track_grids(const std::vector<VerticalLine>& found,
                                                      const GridOptions& options = {});

/// Places of the lines inside a grid, as shares of its width, from left to right.
[[nodiscard]] std::vector<double> expected_lines(const TrackGrid& grid);

/// A linear grid divided in its middle, where a line is printed; both halves are doubtful.
[[nodiscard]] std::pair<TrackGrid, TrackGrid> halves_of(const TrackGrid& grid);

/// Tracks that show no grid: neighbouring lines over which rules of the header stand, an inch to 4.5 in
/// apart, between which `tracks` has nothing, or only pieces (a track is as wide as its box of the header).
/// Returns `tracks` with those in place of the pieces, from left to right. An image track looks the same:
/// what lies between must be asked.
[[nodiscard]] std::vector<TrackGrid> with_bare_tracks(const std::vector<VerticalLine>& lines,
                                                      std::vector<TrackGrid> tracks,
                                                      const GridOptions& options = {});

}  // namespace logdigitise::sheet
