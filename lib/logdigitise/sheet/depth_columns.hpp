#pragma once
// Where a depth column can be: gaps between vertical lines that are nearly empty.

#include <vector>

#include "logdigitise/sheet/depth_numbers.hpp"
#include "logdigitise/sheet/profiles.hpp"
#include "logdigitise/sheet/vertical_lines.hpp"

namespace logdigitise::sheet {

struct ColumnCandidate {
  ColumnPath path;
  double ink = 0.0;  ///< Mean ink inside, 0..1: a depth column is nearly white.
};

/// Candidates over the whole strip, the longest and whitest first. A candidate is a gap of 0.2 to 1.35 in
/// between neighbouring lines, or between a line and the margin, followed down from window to window (24
/// blocks, half overlapping) for as long as it is there. `dpi_factor`: times the resolution that the scan
/// states, or the usual one.
[[nodiscard]] std::vector<ColumnCandidate> find_depth_columns(const ScanProfiles& profiles,
                                                              const Image<std::uint8_t>& ridges,
                                                              const Wander& wander, double dpi_factor = 1.0);

/// Stripes over the whole strip and the whole width, each overlapping the next by more than a number is wide:
/// for sheets whose depth column has no lines beside it, or only one. From left to right.
[[nodiscard]] std::vector<ColumnPath> number_stripes(const ScanProfiles& profiles, const Wander& wander);

}  // namespace logdigitise::sheet
