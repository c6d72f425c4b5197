#include "logdigitise/pipeline/log_pages.hpp"

#include <algorithm>
#include <iterator>

#include "logdigitise/band/skew.hpp"

namespace logdigitise::pipeline {

std::vector<layout::Tie> ties_of_page(const layout::Layout& layout, int page) {
  std::vector<layout::Tie> ties;
  std::copy_if(layout.depth.ties.begin(), layout.depth.ties.end(), std::back_inserter(ties),
               [&](const layout::Tie& tie) { return tie.page == page; });
  return ties;
}

std::vector<std::filesystem::path> untied_scans(const layout::Layout& layout,
                                                const std::vector<raster::ScanPage>& pages) {
  std::vector<std::filesystem::path> untied;
  bool has_tie = true;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (pages[i].page_of_scan == 1) has_tie = false;
    has_tie = has_tie || !ties_of_page(layout, static_cast<int>(i) + 1).empty();
    const bool is_last = i + 1 == pages.size() || pages[i + 1].page_of_scan == 1;
    if (is_last && !has_tie) untied.push_back(pages[i].scan);
  }
  return untied;
}

depth::DepthMap map_of_page(const layout::Layout& layout, int page, const raster::ScanPage& source,
                            const raster::RasterOptions& raster, StageClock& clock) {
  const std::vector<layout::Tie> ties = ties_of_page(layout, page);
  depth::DepthMap map(ties, {});
  if (map.slope_is_known()) return map;
  const std::vector<depth::SkewSample> skew = clock.time("skew", [&] {
    const auto scan = raster::open_page(source, raster);
    const double a = map.y_from_depth(layout.depth.top);
    const double b = map.y_from_depth(layout.depth.base);
    return band::measure_skew(*scan, layout, page, std::min(a, b), std::max(a, b));
  });
  return skew.empty() ? map : depth::DepthMap(ties, skew);
}

}  // namespace logdigitise::pipeline
