#pragma once
// Curves that `inspect` guessed from the ink: what is not there comes out as nulls.

#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/resample.hpp"

namespace logdigitise::pipeline {

/// True if all curves of a track, two at least, are named TRACKn_CURVEm and go from 0 to 1: no header says
/// that they exist.
[[nodiscard]] bool has_guessed_curves(const layout::Track& track);

/// Of a track with guessed curves, those whose mean confidence is below 0.45 become nulls, flagged kUnsure: a
/// curve that nobody drew runs on another's strokes, or on dirt. The surest one stays. `samples`: one a
/// curve, with confidences.
void drop_unseen_guesses(const layout::Track& track, std::vector<CurveSamples>& samples);

}  // namespace logdigitise::pipeline
