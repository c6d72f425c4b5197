#pragma once
// An inspection of a strip of sheets, put back onto the sheets.

#include <string>
#include <vector>

#include "logdigitise/sheet/inspect.hpp"
#include "logdigitise/sheet/sheet_strip.hpp"

namespace logdigitise::sheet {

/// Moves ties and edges of a layout of the strip to the sheets, with their page. Each joint that lies within
/// the depths gets a tie on both sheets, so that the maps of both pages meet there.
[[nodiscard]] layout::Layout layout_on_sheets(const layout::Layout& on_strip, const SheetStrip& strip);

/// A joint as people and scripts are told of it.
struct JointEvidence {
  SheetPoint upper;  ///< The same place of the paper on both scans, in the middle of the strip.
  SheetPoint lower;
  double overlap_px = 0.0;
  std::string proof;  ///< overlap or depth.
  double confidence = 0.0;
  double score = 0.0;  ///< Of the correlation; 0 where depth is the proof.
  double second = 0.0;
};

/// Of all joints, from the top; empty for one sheet.
[[nodiscard]] std::vector<JointEvidence> joint_evidence(const Inspection& found);

}  // namespace logdigitise::sheet
