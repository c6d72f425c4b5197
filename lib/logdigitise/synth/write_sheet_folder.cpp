// A set of scanned sheets as files.

#include <fmt/format.h>

#include <algorithm>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/synth/sheet_set.hpp"
#include "logdigitise/welllog/log_file.hpp"

namespace logdigitise::synth {

namespace {

/// The rows in the middle of each overlap, at both sides and the middle of the strip, on both sheets.
std::string joints_json(const SheetSet& set) {
  std::string text = "[";
  for (std::size_t i = 1; i < set.sheets.size(); ++i) {
    const ScannedSheet& upper = set.sheets[i - 1];
    const ScannedSheet& lower = set.sheets[i];
    const double y = 0.5 * (upper.last_row + lower.first_row);
    text += fmt::format("{}\n  {{\"upper\": {}, \"lower\": {}, \"overlap_in\": {:.3f}, \"points\": [",
                        i > 1 ? "," : "", i, i + 1, (upper.last_row - lower.first_row) / set.sheet.dpi);
    const double width = set.sheet.width_px;
    for (const double x : {0.1 * width, 0.5 * width, 0.9 * width}) {
      const cv::Point2d above = upper.geometry.to_scan({x, y - upper.first_row});
      const cv::Point2d below = lower.geometry.to_scan({x, y - lower.first_row});
      text += fmt::format("{}\n    {{\"upper\": [{:.2f}, {:.2f}], \"lower\": [{:.2f}, {:.2f}]}}",
                          x > 0.1 * width ? "," : "", above.x, above.y, below.x, below.y);
    }
    text += "]}";
  }
  return text + "\n]\n";
}

}  // namespace

std::string sheet_file_name(int number) { return fmt::format("sheet_{:02d}.tif", number); }

void write_sheet_folder(const SheetSet& set, const std::filesystem::path& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) throw environment_error(folder.string(), "the folder could not be made", failure.value());
  layout::Layout layout = set.layout;
  std::vector<const Scan*> pages;
  for (std::size_t i = 0; i < set.sheets.size(); ++i) {
    layout.rasters.push_back(sheet_file_name(static_cast<int>(i) + 1));
    write_scan(set.sheets[i].scan, folder / layout.rasters.back());
    pages.push_back(&set.sheets[i].scan);
  }
  layout.raster = layout.rasters.front();
  write_pages(pages, folder / "sheets.tif");
  write_file_atomically(folder / "layout.json", layout::layout_to_json(layout));
  write_file_atomically(folder / "joints.json", joints_json(set));
  welllog::write_log(folder / "truth.las", set.truth);
  welllog::write_log(folder / "ceiling.las", set.ceiling);
}

}  // namespace logdigitise::synth
