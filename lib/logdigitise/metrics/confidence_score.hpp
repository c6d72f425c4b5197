#pragma once
// Whether confidences mean what they say, and flags stand where the errors are.

#include <cstdint>
#include <vector>

namespace logdigitise::metrics {

/// A sample with a value, where the truth has one too.
struct JudgedSample {
  float confidence = 0.0F;  ///< Said chance that the error is below 1 % of the track, 0..1.
  double error = 0.0;       ///< Share of the track.
  bool flagged = false;     ///< In an interval that a person is asked to look at.
};

/// Shares are of all samples unless said; NaN of nothing.
struct ConfidenceScore {
  std::int64_t n = 0;
  double calibration_error = 0.0;  ///< Mean distance of said chance and frequency, in 20 bars.
  double sure = 0.0;               ///< Share with a confidence of 0.9 or more;
  double sure_right = 0.0;         ///< of these, within 1 % of the track.
  std::int64_t gross = 0;          ///< Samples off by more than 5 % of the track;
  double gross_flagged = 0.0;      ///< share of these that is flagged.
  double flagged = 0.0;
};

/// O(samples).
[[nodiscard]] ConfidenceScore confidence_score(const std::vector<JudgedSample>& samples);

}  // namespace logdigitise::metrics
