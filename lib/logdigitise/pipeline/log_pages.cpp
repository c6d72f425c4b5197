#include "logdigitise/pipeline/log_pages.hpp"

#include <algorithm>
#include <iterator>

#include "logdigitise/band/skew.hpp"

namespace logdigitise::pipeline {

std::vector<PageSource> list_pages(const std::vector<std::filesystem::path>& scans,
                                   const raster::RasterOptions& options) {
  std::vector<PageSource> pages;
  for (const std::filesystem::path& scan : scans) {
    raster::RasterOptions first = options;
    first.page = 1;
    const int count = raster::open_raster(scan, first)->info().pages;
    for (int page = 1; page <= count; ++page) pages.push_back({scan, page});
  }
  return pages;
}

std::unique_ptr<raster::RowReader> open_page(const PageSource& source, const raster::RasterOptions& options) {
  raster::RasterOptions own = options;
  own.page = source.page_of_scan;
  return raster::open_raster(source.scan, own);
}

std::vector<layout::Tie> ties_of_page(const layout::Layout& layout, int page) {
  std::vector<layout::Tie> ties;
  std::copy_if(layout.depth.ties.begin(), layout.depth.ties.end(), std::back_inserter(ties),
               [&](const layout::Tie& tie) { return tie.page == page; });
  return ties;
}

depth::DepthMap map_of_page(const layout::Layout& layout, int page, const PageSource& source,
                            const raster::RasterOptions& raster, StageClock& clock) {
  const std::vector<layout::Tie> ties = ties_of_page(layout, page);
  depth::DepthMap map(ties, {});
  if (map.slope_is_known()) return map;
  const std::vector<depth::SkewSample> skew = clock.time("skew", [&] {
    const auto scan = open_page(source, raster);
    const double a = map.y_from_depth(layout.depth.top);
    const double b = map.y_from_depth(layout.depth.base);
    return band::measure_skew(*scan, layout, page, std::min(a, b), std::max(a, b));
  });
  return skew.empty() ? map : depth::DepthMap(ties, skew);
}

}  // namespace logdigitise::pipeline
