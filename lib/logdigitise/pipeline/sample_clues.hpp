#pragma once
// What speaks for a sample and against it, in numbers that a confidence can be made from.

#include <array>
#include <string_view>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/page_traces.hpp"

namespace logdigitise::pipeline {

/// Names of the clues, in their order. "near" is within half a step of the sample's depth, a number that many
/// rows of the band to both sides. All are about 0..1.
inline constexpr std::array<std::string_view, 32> kClueNames = {
    "path_near",       // Evidence on the path (trace::RowEvidence::on_path), mean.
    "path_8",          //
    "path_32",         //
    "path_128",        //
    "least_path_8",    // The same, the lowest.
    "own_near",        // The curve's own chance there.
    "own_share_near",  // That chance of the chances of all curves there.
    "own_share_32",    //
    "rival_near",      // The curve's largest chance elsewhere in the row.
    "rival_32",        //
    "straight_near",   // How straight a line the path is on.
    "straight_64",     //
    "drawn_32",        // Share of rows with a position.
    "drawn_128",       //
    "slope_near",      // Columns crossed a row: log(1 + 100 x share of the track).
    "spread_near",     // Standard deviation of the positions: the same.
    "leap_64",         // The widest move between two rows, less where evidence is: square root.
    "beside_near",     // 1 on the stroke of another curve of the track, 0 if none is within 5 % of its width.
    "shared_32",       // Share of rows on the stroke of another curve.
    "other_lane",      // 1 outside the scale's own lane.
    "edge",            // 1 at an edge of the track, 0 if further than 3 % of its width away.
    "dashed",          //
    "dotted",          //
    "long_dash",       //
    "curves",          // Curves of the track beyond the first, in thirds.
    "step_rows",       // Rows of the band a step: log2 / 4.
    "pen_width_32",    // How much wider or narrower the stroke is than the curve's usual one: log2 / 2.
    "pen_width_128",   //
    "pen_ink_32",      // How much darker or paler: twice the share of black.
    "inked_32",        // Share of the drawn rows with ink under the path.
    "inked_256",       // Beside the style it tells a stroke of another style.
    "stroke_256",      // Length of the strokes that the ink comes in: log2(1 + 256 x share of the track) / 8.
};

/// Where a clue stands; no such name does not compile.
[[nodiscard]] consteval std::size_t clue_index(std::string_view name) {
  std::size_t i = 0;
  while (kClueNames.at(i) != name) ++i;
  return i;
}

using SampleClues = std::array<float, kClueNames.size()>;

/// Of every depth (increasing, `step` apart on average) for the page's curve `which`; all 0 where no row is
/// within a step. O(rows + depths), memory 8 bytes a row and clue, given back at the end.
[[nodiscard]] std::vector<SampleClues> sample_clues(const PageTraces& page, std::size_t which,
                                                    const layout::Track& track,
                                                    const std::vector<double>& depths, double step);

}  // namespace logdigitise::pipeline
