#pragma once
// One synthetic log that was cut into sheets, each scanned by itself.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/synth/scanner.hpp"
#include "logdigitise/synth/synthetic_log.hpp"
#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::synth {

struct SheetSetOptions {
  SynthesiseOptions log;          ///< `rows` and `feet` are of the whole strip.
  int sheets = 2;                 ///< 2 to 64.
  double least_overlap_in = 0.0;  ///< Of neighbouring sheets, inches of paper; 0 = cut edge to cut edge.
  double most_overlap_in = 2.0;   ///< At most 4.
};

/// One sheet of paper and its scan.
struct ScannedSheet {
  int first_row = 0;  ///< Of the strip, rows [first_row, last_row).
  int last_row = 0;
  ScanSettings settings;
  ScanGeometry geometry;  ///< Sheet (its first row is row 0) to scan.
  Scan scan;
};

struct SheetSet {
  std::string name;
  Hardness hardness = Hardness::kTypical;
  SheetSpec sheet;
  std::vector<ScannedSheet> sheets;  ///< In order.
  layout::Layout layout;  ///< Of all sheets: ties every 64 rows or so, where a sheet is doubled too.
  welllog::WellLog truth;
  welllog::WellLog ceiling;
};

/// Draws a log, cuts it and scans each sheet: one paper, one scanner, one resolution, but each sheet lies in
/// it by itself (skew, margins, wander, dirt, writing, a stretch of its own of up to 0.2 %). Without `rows`
/// and `feet` a sheet is 7 to 11 in long. The same options and seed give the same set. Throws what make_log
/// does, and usage errors for the number of sheets and overlaps, or for a log too short to be cut.
[[nodiscard]] SheetSet make_sheet_set(const SheetSetOptions& options, std::uint64_t seed);

/// Writes `folder` with sheet_01.tif, sheet_02.tif, ..., sheets.tif (all of them as pages of one file),
/// layout.json, joints.json (the true place of each joint on both sheets), truth.las and ceiling.las.
void write_sheet_folder(const SheetSet& set, const std::filesystem::path& folder);

/// Name of a sheet's file, from 1.
[[nodiscard]] std::string sheet_file_name(int number);

}  // namespace logdigitise::synth
