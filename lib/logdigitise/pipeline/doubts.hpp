#pragma once
// Which samples are doubtful, and what makes them so.

#include "logdigitise/pipeline/resample.hpp"
#include "logdigitise/pipeline/sample_clues.hpp"

namespace logdigitise::pipeline {

/// What most likely makes a sample doubtful: a jump without ink, another curve on the same stroke for long
/// (`overlap`) or for a few rows (`crossing`); else the curve is `faint`.
[[nodiscard]] trace::Flag doubt_reason(const SampleClues& clues);

/// Of the samples that have a value and no flag: those with a confidence below `review_below` are flagged
/// with the reason, those below `null_below` become null, `unsure`. Confidence and clues of `samples` must be
/// set.
void flag_doubts(float review_below, float null_below, CurveSamples& samples);

}  // namespace logdigitise::pipeline
