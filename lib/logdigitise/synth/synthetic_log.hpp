#pragma once
// One synthetic log: a scan with its layout and its truth.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/synth/draw_sheet.hpp"
#include "logdigitise/synth/scanner.hpp"
#include "logdigitise/synth/sheet_spec.hpp"
#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::synth {

struct SynthesiseOptions {
  SheetOptions sheet;  ///< dpi 0 = by chance, mostly 200; `colour_scan` follows the scan, whatever it says.
  std::optional<Hardness> hardness;  ///< None: clean 20 %, typical 50 %, hard 30 %.
  std::filesystem::path wells;       ///< Folder of LAS files to cut curves from; empty = made-up curves.
};

struct SyntheticLog {
  std::string name;
  Hardness hardness = Hardness::kTypical;
  SheetSpec sheet;
  layout::Layout layout;   ///< Ties and edges in pixels of the scan; `raster` is empty.
  welllog::WellLog truth;  ///< Values that were drawn, at multiples of the step; null where nothing is drawn.
  welllog::WellLog ceiling;  ///< What the row-by-row centroid of each curve's own clean ink gives: no reader
                             ///< of the drawing can be expected to do better.
  cv::Mat page;              ///< The ideal sheet, CV_8UC3.
  std::vector<DrawnCurve> curves;  ///< One per curve of the layout, page pixels.
  ScanSettings settings;
  ScanGeometry geometry;  ///< Page to scan.
  Scan scan;
};

/// A log on ideal paper, before any scanner has seen it.
struct DrawnLog {
  Hardness hardness = Hardness::kTypical;
  ScanSettings settings;  ///< Of the scan that it was drawn for.
  SheetSpec sheet;
  DrawnSheet drawn;
  std::map<std::string, std::string> well;
};

/// Draws a log as make_log does, with the random numbers that it takes from `root`. Throws what make_log
/// does.
[[nodiscard]] DrawnLog draw_log(const SynthesiseOptions& options, const Random& root);

/// Makes one log; the same options and seed give the same log. Throws usage errors for options out of range
/// (feet, rows, dpi) and input errors for a folder of wells with no usable LAS file.
[[nodiscard]] SyntheticLog make_log(const SynthesiseOptions& options, std::uint64_t seed);

/// The seed of log `index` of a set: the same whatever the count.
[[nodiscard]] std::uint64_t log_seed(std::uint64_t set_seed, std::uint64_t index);

/// The centreline of one drawn curve as a mask of the scan (CV_8UC1, 255 = ink of the joined line).
[[nodiscard]] cv::Mat curve_mask(const SyntheticLog& log, const DrawnCurve& curve);

}  // namespace logdigitise::synth
