#pragma once
// A log in a line of text, for its thumbnail in the index page.

#include <string>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::batch {

/// Samples a curve has in a sketch, from the top of the log to its base.
inline constexpr int kSketchSamples = 48;

/// Tracks are separated by `/`, curves of a track by `,`; a curve is kSketchSamples characters, each its
/// place across the track: `0`..`9`, `A`..`Z`, `a`..`z` from the left edge to the right one (wrapped curves
/// as they are on paper),
/// `.` where there is nothing. At most four tracks of four curves. `log`: the layout's curves in the layout's
/// order. Empty for a log of no depths.
[[nodiscard]] std::string log_sketch(const welllog::WellLog& log, const layout::Layout& layout);

/// Whether a text is a sketch; others come from journals that were tampered with.
[[nodiscard]] bool is_sketch(const std::string& text);

}  // namespace logdigitise::batch
