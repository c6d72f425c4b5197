#pragma once
// From a position per pixel row to one value per LAS depth.

#include <vector>

#include "logdigitise/pipeline/options.hpp"
#include "logdigitise/pipeline/sample_clues.hpp"
#include "logdigitise/trace/trace.hpp"

namespace logdigitise::pipeline {

/// A curve on the LAS depths, still as fractions of the track; NaN with a flag where there is no value.
struct CurveSamples {
  std::vector<double> fraction;
  std::vector<float> confidence;
  std::vector<trace::Flag> flags;
  std::vector<SampleClues> clues;  ///< Empty unless kept.
};

/// Rows of one page: depth of each (strictly monotone), fraction and flag.
struct RowSeries {
  const std::vector<double>& depth;
  const std::vector<float>& fraction;
  const std::vector<trace::Flag>& flags;
};

/// Values (and flags; confidences stay 0) at `depths` (increasing, `step` apart on average). A depth has a
/// value if rows with one stand within half a step (or one row) of it. kSpline minimises, over the values v
/// at the depths,
///     sum over rows of (fraction(row) - mean of the broken line through v over the row's height)^2
/// plus a small price on bends, by one banded Cholesky solution: O(rows + depths). It falls back to
/// kInterpolate where a step spans fewer than 2.5 rows, since the corners would then not be determined.
[[nodiscard]] CurveSamples resample(const RowSeries& rows, const std::vector<double>& depths, double step,
                                    Resample method);

/// Fills gaps (flag kGap or kUnsure, values on both sides) up to `max_gap` long in a straight line, and all
/// of them by a monotone cubic if `fill` says so; filled samples are flagged kBridged. Gaps that begin or end
/// beside an edge of the track become kOffScale instead, unless the curve wraps.
void bridge_gaps(const std::vector<double>& depths, double max_gap, Fill fill, bool wraps,
                 CurveSamples& samples);

}  // namespace logdigitise::pipeline
