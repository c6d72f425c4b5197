#pragma once
// What the depths that were found on a strip say of its joints.

#include <string>
#include <vector>

#include "logdigitise/sheet/inspect.hpp"
#include "logdigitise/sheet/sheet_joints.hpp"

namespace logdigitise::sheet {

/// A stretch of the strip between two ties that holds one joint or more.
struct JointCheck {
  std::vector<std::size_t> joints;
  double depth_above = 0.0;
  double depth_below = 0.0;
  double off_px = 0.0;   ///< Paper too much (too little, if < 0) for these depths, by the scale around it.
  double line_px = 0.0;  ///< Spacing of the depth lines there.

  /// Less than two fifths of a line's spacing: the lines go on evenly, and none is lost or doubled.
  [[nodiscard]] bool agrees() const;
};

/// Joints by overlap: the stretches between two ties that hold them, told by the scale around. Joints by
/// depth: from the nearest number above to the nearest below, told by the depth lines at the joint; none
/// where there is no such number before the next joint of this kind. Joints beyond the outer ties are in no
/// check.
[[nodiscard]] std::vector<JointCheck> check_joints(const Inspection& found, const SheetStrip& strip);

/// Moves joints that were laid edge to edge by whole spacings of the depth lines, as the checks ask. True if
/// one was moved.
[[nodiscard]] bool mend_joints(const std::vector<JointCheck>& checks, std::vector<SheetJoint>& joints);

/// Why the depth does not bear the joints out; empty if it does: all checks agree, every joint has one whose
/// overlap is not sure by itself, and no paper is missing at joints by depth. Sets the confidence of the
/// latter.
[[nodiscard]] std::string doubt_of_joints(const SheetStrip& strip, const std::vector<JointCheck>& checks,
                                          std::vector<SheetJoint>& joints);

}  // namespace logdigitise::sheet
