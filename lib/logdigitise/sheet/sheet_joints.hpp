#pragma once
// How the sheets of one log continue each other, or a refusal that says which do not.

#include <optional>
#include <string>
#include <vector>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/sheet/sheet_overlap.hpp"
#include "logdigitise/sheet/sheet_strip.hpp"

namespace logdigitise::sheet {

/// "sheet 2 (b.tif)"; of a file of several pages "page 2".
[[nodiscard]] std::string sheet_name(const std::vector<raster::ScanPage>& pages, std::size_t index);

/// A sheet as the search for joints needs it.
struct SheetEnds {
  StraightBand top;
  StraightBand bottom;
  BandFeatures top_features;
  BandFeatures bottom_features;
};

/// The joint of two sheets that overlap; its confidence says how sure that is.
[[nodiscard]] SheetJoint find_joint(const StripSheet& upper, const SheetEnds& upper_ends,
                                    const StripSheet& lower, const SheetEnds& lower_ends);

/// Sheets and the joints between them, before they are laid.
struct JointPlan {
  std::vector<StripSheet> sheets;
  std::vector<SheetJoint> joints;

  [[nodiscard]] SheetStrip strip() const { return lay_strip(sheets, joints); }
};

/// Finds the joints of two sheets or more, given in order. Neighbours that do not surely overlap are laid
/// edge to edge (kDepth, confidence 0: to be proven by depth). Refused where a sheet surely goes on in
/// another one than the next, naming the order in which the sheets do overlap, and where neighbours neither
/// overlap nor show where they end. Each sheet is read twice; memory: the ends of all sheets, 7 in of paper
/// each.
[[nodiscard]] JointPlan plan_joints(const std::vector<raster::ScanPage>& pages,
                                    const raster::RasterOptions& options, Progress& progress);

}  // namespace logdigitise::sheet
