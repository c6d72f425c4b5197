#pragma once
// What tracing yields: one position per curve and depth row.

#include <cstdint>
#include <vector>

namespace logdigitise::trace {

/// Why a row has no value, or one to look at.
enum class Flag : std::uint8_t { kNone = 0, kGap, kOffScale, kDamaged, kFaint, kBridged, kJump, kOverlap };

/// A curve in pixels, one entry per row of the band it came from.
struct Trace {
  std::vector<double> x_px;  ///< Band x, 0.5 = centre of the first column; NaN where nothing is drawn.
                             ///< Unwrapped: beyond the edges by whole track widths where the curve wraps.
  std::vector<float> confidence;  ///< 0..1: how much of the row's evidence lies on the path; 0 in a gap.
  std::vector<Flag> flags;
};

}  // namespace logdigitise::trace
