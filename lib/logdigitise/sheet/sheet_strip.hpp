#pragma once
// Several sheets as one strip: what is doubled is dropped, and each sheet lies straight under the one above.

#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "logdigitise/raster/pages.hpp"
#include "logdigitise/sheet/sheet_look.hpp"

namespace logdigitise::sheet {

enum class JointProof {
  kOverlap,  ///< The lower sheet shows the end of the upper one again.
  kDepth,    ///< Edge laid to edge; depth lines and numbers on both sides say that nothing is lost.
};

/// How a sheet continues the one above it.
struct SheetJoint {
  JointProof proof = JointProof::kOverlap;
  double confidence = 0.0;  ///< 0..1.
  double upper_row = 0.0;   ///< The same place of the paper on both straight sheets, in their middle columns.
  double lower_row = 0.0;
  double right = 0.0;  ///< The upper one's column less the lower one's.
  double turn = 0.0;   ///< The lower one's depth lines fall so much less to the right, after straightening.
  double overlap_px = 0.0;  ///< Rows that both scans show, margins too.
  double period_px = 0.0;   ///< Of kDepth: spacing of the depth lines, by which it may be wrong until proven.
  double score = 0.0;       ///< Correlation at the joint,
  double second = 0.0;      ///< and at the next best place.
  double strip_y = 0.0;     ///< Of the strip, once it is laid.
};

/// A sheet of the strip: its rows [first_row, last_row). Strip (X, Y) is (X - side, Y - offset) of the
/// straight sheet.
struct StripSheet {
  raster::ScanPage page;
  raster::RasterInfo info;
  SheetBend bend;
  int first_row = 0;
  int last_row = 0;
  int offset = 0;
  int side = 0;
};

/// A point of one of the scans.
struct SheetPoint {
  int page = 1;  ///< From 1.
  double x = 0.0;
  double y = 0.0;
};

struct SheetStrip {
  std::vector<StripSheet> sheets;
  std::vector<SheetJoint> joints;  ///< One less than sheets.
  raster::RasterInfo info;         ///< Of the strip: one page.

  /// Index of the sheet that row y of the strip is read from.
  [[nodiscard]] std::size_t sheet_at(double y) const;
  /// A point of the strip on the scan of one sheet; the place is told beyond the sheet's rows as well.
  [[nodiscard]] SheetPoint on_sheet(std::size_t sheet, double x, double y) const;
  [[nodiscard]] SheetPoint place(double x, double y) const { return on_sheet(sheet_at(y), x, y); }
};

/// Lays sheets as the joints between them say; all of them at least as long as their joints reach in.
[[nodiscard]] SheetStrip lay_strip(std::vector<StripSheet> sheets, std::vector<SheetJoint> joints);

/// Reads the strip from the top: each row from one sheet, whole pixels as they are. Memory: a window of rows
/// as high as a sheet's tilt makes a row.
[[nodiscard]] std::unique_ptr<raster::RowReader> open_strip(std::shared_ptr<const SheetStrip> strip,
                                                            const raster::RasterOptions& options);

}  // namespace logdigitise::sheet
