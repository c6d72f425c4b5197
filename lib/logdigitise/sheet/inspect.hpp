#pragma once
// A scan without a layout -> its layout, with the evidence; or a refusal that says why.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/layout/layout.hpp"
#include "logdigitise/raster/reader.hpp"
#include "logdigitise/sheet/depth_numbers.hpp"
#include "logdigitise/sheet/depth_ties.hpp"
#include "logdigitise/sheet/header_entry.hpp"
#include "logdigitise/sheet/number_chain.hpp"
#include "logdigitise/sheet/track_grid.hpp"
#include "logdigitise/sheet/well_data.hpp"

namespace logdigitise::sheet {

struct SheetStrip;

struct InspectOptions {
  raster::RasterOptions raster;  ///< Its `turn` is set by the inspection.
  std::optional<int> turn;   ///< Degrees clockwise by which the scan comes to stand upright; nothing: found.
  bool keeps_parts = false;  ///< Tracks whose edges are not known, too, with a flag: for a person to edit.
  std::optional<DepthUnit> unit;  ///< Known from elsewhere; nothing: from the spacing of the numbers.
  int section = 0;                ///< Which, counted from 1 down the strip; 0: the main one.
};

/// A stretch of the strip whose depth numbers follow each other.
struct SectionEvidence {
  int number = 0;             ///< From 1 down the strip.
  bool is_main = false;       ///< The one that is taken unless another is asked for.
  bool is_inspected = false;  ///< The one that this inspection is of.
  int repeats = 0;            ///< Number of a longer section that has its depths at its scale; 0: none.
  double y_first = 0.0;       ///< Of its first and last number, scan px.
  double y_last = 0.0;
  double depth_first = 0.0;
  double depth_last = 0.0;
  double px_per_unit = 0.0;
  double inches_per_100 = 0.0;  ///< By the resolution that the scan states; 0 = it states none.
  double increment = 0.0;
  int numbers = 0;  ///< Read, and in the sequence.
  int misread = 0;  ///< Among them, out of the sequence.
};

/// For a person, as in "2 (5000 to 5400, 5.0 in per 100, repeats 1)".
[[nodiscard]] std::string describe(const SectionEvidence& section);

struct InspectedTrack {
  TrackGrid grid;
  double confidence = 0.0;          ///< Share of the grid's lines that were found, 0..1.
  std::vector<HeaderEntry> header;  ///< What is printed above it, from top to bottom.
};

struct Inspection {
  layout::Layout layout;
  raster::RasterInfo info;
  ColumnPath column;                      ///< The depth column.
  std::vector<PrintedNumber> numbers;     ///< All that was found in it.
  std::vector<std::size_t> used_numbers;  ///< Indices of those that the depth rests on.
  std::vector<SectionEvidence> sections;  ///< All that was found, from top to bottom.
  TiedDepth depth;
  double x_reference = 0.0;            ///< Column of the scan at which the ties' y are given.
  std::vector<InspectedTrack> tracks;  ///< In the order of layout.tracks.
  double inches_per_100 = 0.0;         ///< Paper per 100 units, by the scan's resolution; 0 = not stated.
  std::string unit_reason;
  std::vector<WellFact> well;      ///< What the page above says; the surer ones stand in layout.well.
  std::vector<std::string> flags;  ///< What a person should look at.
  /// Of several sheets: the strip that they make. All places above but those in `layout` are of the strip.
  std::shared_ptr<const SheetStrip> strip;
  layout::Layout strip_layout;  ///< The layout as it lies on the strip; empty without one.
};

/// Finds which way up the scan lies (way_up.hpp; the layout says its turn) and the depth column, reads its
/// numbers, takes the longest run of numbers that follow each other (or the
/// one that is asked for), ties them to the printed depth lines, finds the tracks beside it and reads the
/// header above them. The scan is read a few times from top to bottom; memory grows by about a twentieth of
/// its pixels in bytes, and what the depth column holds. Throws a refusal (ErrorKind::kRefused) that says
/// what could not be proven: no numbers, too few that agree, no lines, an unknown unit, no tracks, no such
/// section.
[[nodiscard]] Inspection inspect_sheet(const std::filesystem::path& scan, const InspectOptions& options,
                                       Progress& progress);

/// A section with its layout, or why there is none.
struct SectionOutcome {
  SectionEvidence evidence;
  std::optional<Inspection> inspection;
  std::string refusal;  ///< Empty if there is an inspection.
};

/// All sections of a strip, from top to bottom; `options.section` is not looked at. Throws a refusal where no
/// depth number proves any section.
[[nodiscard]] std::vector<SectionOutcome> inspect_sections(const std::filesystem::path& scan,
                                                           const InspectOptions& options, Progress& progress);

/// Inspects the sheets of one log, in order: one page each or several. They are joined to a strip where they
/// overlap (sheet_joints.hpp), the strip is inspected as one sheet, and the layout names the page of each tie
/// and edge. Throws what inspect_sheet throws, a refusal where sheets do not surely continue each other or
/// depth contradicts a joint, and a usage error if there is no sheet.
[[nodiscard]] Inspection inspect_sheets(const std::vector<std::filesystem::path>& scans,
                                        const InspectOptions& options, Progress& progress);

/// Options that read the strip in the place of its first sheet.
[[nodiscard]] raster::RasterOptions strip_options(const std::shared_ptr<const SheetStrip>& strip,
                                                  raster::RasterOptions options);

}  // namespace logdigitise::sheet
