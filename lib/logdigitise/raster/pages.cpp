#include "logdigitise/raster/pages.hpp"

namespace logdigitise::raster {

std::vector<ScanPage> list_pages(const std::vector<std::filesystem::path>& scans,
                                 const RasterOptions& options) {
  std::vector<ScanPage> pages;
  for (const std::filesystem::path& scan : scans) {
    RasterOptions first = options;
    first.page = 1;
    const int count = open_raster(scan, first)->info().pages;
    for (int page = 1; page <= count; ++page) pages.push_back({scan, page});
  }
  return pages;
}

std::unique_ptr<RowReader> open_page(const ScanPage& page, const RasterOptions& options) {
  RasterOptions own = options;
  own.page = page.page_of_scan;
  return open_raster(page.scan, own);
}

}  // namespace logdigitise::raster
