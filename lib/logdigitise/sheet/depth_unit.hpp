#pragma once
// Feet or metres, from how much paper a hundred units take.

#include <optional>
#include <string>

#include "logdigitise/core/units.hpp"

namespace logdigitise::sheet {

struct UnitEvidence {
  double px_per_unit = 0.0;
  double dpi = 0.0;        ///< Down the strip, as the scan states it; 0 = not stated.
  double deepest = 0.0;    ///< Largest depth on the sheet.
  double increment = 100;  ///< From one printed number to the next.
  double digit_px = 0.0;   ///< Height of a depth number's digits; 0 = not known.
  double width_px = 0.0;   ///< Of the scan; 0 = not known.
};

struct UnitAnswer {
  std::optional<DepthUnit> unit;  ///< Nothing: it cannot be told.
  double inches_per_100 = 0.0;    ///< Paper per 100 units by the stated resolution.
  double standard = 0.0;   ///< The standard scale it comes close to, in inches per 100 units; 0 = none.
  double line_step = 0.0;  ///< Between the finest lines of that scale's usual form.
  std::string reason;      ///< For a person: why, or why not.
};

/// Standard scales are 25, 5, 2 and 1 in per 100 ft and 1:200, 1:500 and 1:1000 in metres. A scale within 8 %
/// of exactly one of them tells the unit. Where none is near, resolutions that are wrong by a factor of two
/// are tried (copies at half size, wrong tags), within 4.5 %; both units possible: no answer. Numbers must
/// stand as far apart as that scale has them: a run read without its last digit passes for another scale
/// otherwise.
[[nodiscard]] UnitAnswer unit_from_scale(const UnitEvidence& evidence);

/// The same where the stated resolution tells nothing: forms have their own depth lines - every 2 ft at 5 in
/// per 100 ft, every metre at 1:200, every 5 m at 1:500 - so the finest printed step names the scale, and
/// that scale must make the resolution one that scanners have (100, 150, 200, 240, 300, 400 or 600 dpi,
/// within 5 %), at which digits are 0.04 to 0.22 in tall and the sheet is no wider than 16 in. Forms of both
/// units that fit: no answer. `line_step`: depth between the finest printed lines.
[[nodiscard]] UnitAnswer unit_from_lines(const UnitEvidence& evidence, double line_step);

/// Feet where the scan states no resolution and depths go beyond 9,500, which no log in metres does; else
/// nothing.
[[nodiscard]] UnitAnswer unit_from_depth(const UnitEvidence& evidence);

}  // namespace logdigitise::sheet
