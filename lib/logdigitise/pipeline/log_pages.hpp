#pragma once
// The pages of a log: which file holds each, where it is tied to depth, and the depth of its rows.

#include <filesystem>
#include <memory>
#include <vector>

#include "logdigitise/depth/depth_map.hpp"
#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/options.hpp"
#include "logdigitise/pipeline/stage_clock.hpp"
#include "logdigitise/raster/reader.hpp"

namespace logdigitise::pipeline {

/// A page of the log: which file holds it, and where in it.
struct PageSource {
  std::filesystem::path scan;
  int page_of_scan = 1;
};

/// The pages of all files, in order. Throws input errors that name the file.
[[nodiscard]] std::vector<PageSource> list_pages(const std::vector<std::filesystem::path>& scans,
                                                 const raster::RasterOptions& options);

/// From its first row.
[[nodiscard]] std::unique_ptr<raster::RowReader> open_page(const PageSource& source,
                                                           const raster::RasterOptions& options);

/// Of `page` of the layout, counted from 1.
[[nodiscard]] std::vector<layout::Tie> ties_of_page(const layout::Layout& layout, int page);

/// From the ties of the page. Where they do not say how far it leans, its grid is measured: that reads the
/// section once, and is booked as `skew`.
[[nodiscard]] depth::DepthMap map_of_page(const layout::Layout& layout, int page, const PageSource& source,
                                          const raster::RasterOptions& raster, StageClock& clock);

}  // namespace logdigitise::pipeline
