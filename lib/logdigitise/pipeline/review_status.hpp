#pragma once
// Which parts of a result a person should look at, and whether the log as a whole is good.

#include <string>
#include <vector>

#include "logdigitise/pipeline/quality.hpp"
#include "logdigitise/pipeline/resample.hpp"

namespace logdigitise::pipeline {

/// Coverage, confidence and flagged intervals of one curve. Intervals reach from the first to the last sample
/// of a run of one reason.
[[nodiscard]] CurveQuality assess_curve(const std::string& mnemonic, const std::string& track,
                                        const std::vector<double>& depths, const CurveSamples& samples);

/// Sets status and reasons: `damaged` if the decoder lost rows, else `review` if a curve covers less than
/// `least_coverage` or has a mean confidence below one half, or if the layout was found and has flags, else
/// `ok`.
void set_status(double least_coverage, QualityRecord& quality);

/// gap, off scale, damaged, faint, bridged, jump, overlap, crossing or unsure; empty for none.
[[nodiscard]] std::string reason_name(trace::Flag flag);

}  // namespace logdigitise::pipeline
