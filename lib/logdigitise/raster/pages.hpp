#pragma once
// The pages of several files, counted through.

#include <filesystem>
#include <vector>

#include "logdigitise/raster/reader.hpp"

namespace logdigitise::raster {

/// A page of a log: which file holds it, and where in it.
struct ScanPage {
  std::filesystem::path scan;
  int page_of_scan = 1;  ///< From 1.
};

/// All pages of all files, in order. Throws the input errors of open_raster.
[[nodiscard]] std::vector<ScanPage> list_pages(const std::vector<std::filesystem::path>& scans,
                                               const RasterOptions& options);

/// Opens one of them.
[[nodiscard]] std::unique_ptr<RowReader> open_page(const ScanPage& page, const RasterOptions& options);

}  // namespace logdigitise::raster
