#pragma once
// What tracing yields: one position per curve and depth row.

#include <cstdint>
#include <vector>

namespace logdigitise::trace {

/// Why a row has no value, or one to look at.
enum class Flag : std::uint8_t {
  kNone = 0,
  kGap,
  kOffScale,
  kDamaged,
  kFaint,
  kBridged,
  kJump,
  kOverlap,
  kCrossing,
  kUnsure
};

/// What the chances of a row say for a position and against it, 0..255 for 0..1. All of the curve's own
/// chance, as the tracer weighs it, unless said.
struct RowEvidence {
  std::uint8_t on_path = 0;    ///< The largest on the path, times the share of the row that lies there, after
                               ///< strokes were shared out among the curves.
  std::uint8_t own = 0;        ///< The largest on the path.
  std::uint8_t ink = 0;        ///< The largest sum of all curves' chances there.
  std::uint8_t rival = 0;      ///< The largest away from the path.
  std::uint8_t straight = 0;   ///< How straight a line the path's column is.
  std::uint8_t pen_width = 0;  ///< Columns that the stroke inks in this row; 0 = no stroke.
  std::uint8_t pen_ink = 0;    ///< How dark it is, or the paper there, 0..255.
};

/// A curve in pixels, one entry per row of the band it came from.
struct Trace {
  std::vector<double> x_px;  ///< Band x, 0.5 = centre of the first column; NaN where nothing is drawn.
                             ///< Unwrapped: beyond the edges by whole track widths where the curve wraps.
  std::vector<RowEvidence> evidence;  ///< All 0 in a gap.
  std::vector<Flag> flags;
};

}  // namespace logdigitise::trace
