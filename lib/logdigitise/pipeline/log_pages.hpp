#pragma once
// The pages of a log: where each is tied to depth, and the depth of its rows.

#include <filesystem>
#include <vector>

#include "logdigitise/depth/depth_map.hpp"
#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/stage_clock.hpp"
#include "logdigitise/raster/pages.hpp"

namespace logdigitise::pipeline {

/// Of `page` of the layout, counted from 1.
[[nodiscard]] std::vector<layout::Tie> ties_of_page(const layout::Layout& layout, int page);

/// The files of which no page has a tie: nothing of them is read. `pages`: those of all files, in order.
[[nodiscard]] std::vector<std::filesystem::path> untied_scans(const layout::Layout& layout,
                                                              const std::vector<raster::ScanPage>& pages);

/// From the ties of the page. Where they do not say how far it leans, its grid is measured: that reads the
/// section once, and is booked as `skew`.
[[nodiscard]] depth::DepthMap map_of_page(const layout::Layout& layout, int page,
                                          const raster::ScanPage& source, const raster::RasterOptions& raster,
                                          StageClock& clock);

}  // namespace logdigitise::pipeline
