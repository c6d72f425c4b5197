#pragma once
// Curves of a track that nothing in their drawing tells apart: they are named by how they run, as far as that
// goes.

#include <string>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/page_traces.hpp"
#include "logdigitise/pipeline/resample.hpp"

namespace logdigitise::pipeline {

/// Groups of curves (by index into Track::curves) of one style, one weight and, on a colour scan, one colour;
/// only groups of two and more. None for guessed curves, whose names mean nothing.
[[nodiscard]] std::vector<std::vector<int>> like_curves(const layout::Track& track, bool scan_has_colour);

/// The same but for the weight, which the network reads less surely than the rest.
[[nodiscard]] std::vector<std::vector<int>> nearly_like_curves(const layout::Track& track,
                                                               bool scan_has_colour);

/// Deals the strokes of nearly like curves out anew, stretch by stretch between the places where they meet:
/// as it is likeliest by what such curves usually measure (curve_character.hpp), and by their weights where
/// they differ. Sets `named` of their rows.
void name_like_curves(const layout::Layout& layout, PageTraces& page);

/// Lowers the confidence of each sample to the chance that its name is right too, and flags it kUnsure if
/// that chance is below 0.9 or the confidence now below `review_below`; values stay. `named`: that chance at
/// the same depths; `others`: fractions of the curves like it. Where these are all within 1 % of the track
/// the name does not matter.
void doubt_names(const std::vector<double>& named, const std::vector<std::vector<double>>& others,
                 float review_below, CurveSamples& samples);

/// A line for each group of like curves, for the record.
[[nodiscard]] std::vector<std::string> like_curve_messages(const layout::Layout& layout,
                                                           bool scan_has_colour);

}  // namespace logdigitise::pipeline
