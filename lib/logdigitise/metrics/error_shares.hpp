#pragma once
// What the gross errors are made of.

#include <cstdint>
#include <string>
#include <vector>

#include "logdigitise/metrics/compare_logs.hpp"

namespace logdigitise::metrics {

/// Counts; each gross or missing sample is in exactly one, the first that fits.
struct ErrorCounts {
  std::int64_t gross = 0;    ///< All of them: kGross and kMissing.
  std::int64_t missing = 0;  ///< Nothing predicted.
  std::int64_t lane = 0;     ///< Off by whole track widths, to 2 %: the wrong wrap lane.
  std::int64_t swapped = 0;  ///< On paper within 2 % of the truth of another curve of the track.
  std::int64_t jump = 0;     ///< Anything else.
};

struct CurveErrorCounts {
  std::string mnemonic;
  ErrorCounts counts;
};

struct ErrorShares {
  ErrorCounts all;
  std::vector<CurveErrorCounts> curves;  ///< Those with a track, in the order of the comparison.
};

/// Curves that wrap are compared where they are drawn, in the first lane. Only curves that the truth has can
/// be recognised in a swap. O(samples * curves of a track).
[[nodiscard]] ErrorShares error_shares(const Comparison& comparison);

}  // namespace logdigitise::metrics
