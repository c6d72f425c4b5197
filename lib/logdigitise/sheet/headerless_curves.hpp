#pragma once
// The curves of a track above which no header could be read.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/sheet/curve_census.hpp"

namespace logdigitise::sheet {

struct HeaderlessCurves {
  std::vector<layout::Curve> curves;  ///< At least one.
  std::vector<std::string> flags;     ///< What was guessed, for a person to look at.
};

/// Curves TRACKn_CURVE1, 2, ... of track `number` (from 1) in fractions of the track, with the styles that
/// its ink shows (count_curves). Of two solid ones the thicker is heavy, the other light, where their widths
/// tell. One solid curve where nothing was seen. `scale`: of all of them, where the grid tells it; they are
/// in its values then, and the flags say so.
[[nodiscard]] HeaderlessCurves curves_from_ink(int number, const std::vector<SeenCurve>& seen,
                                               const std::optional<std::pair<double, double>>& scale = {});

}  // namespace logdigitise::sheet
