#include "logdigitise/sheet/sheet_scan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "logdigitise/core/error.hpp"
#include "logdigitise/sheet/ridges.hpp"

namespace logdigitise::sheet {

double SheetScan::dpi_across() const { return profiles.info.dpi_x > 0.0 ? profiles.info.dpi_x : kDefaultDpi; }

double SheetScan::dpi_down() const { return profiles.info.dpi_y > 0.0 ? profiles.info.dpi_y : kDefaultDpi; }

double SheetScan::shift_at(double y) const { return sheet::shift_at(wander, y); }

void SheetScan::refuse(const std::string& why) const { throw refused_error(path.string(), why, kGiveLayout); }

SheetScan look_at_scan(const std::filesystem::path& path, const raster::RasterOptions& options,
                       Progress& progress) {
  SheetScan scan;
  scan.path = path;
  scan.raster = options;
  scan.profiles = profile_scan(path, options, progress);
  if (const int pages = scan.profiles.info.pages; pages > 1)
    scan.refuse(fmt::format("it has {} pages, and how pages join is not found by itself yet", pages));
  scan.ridges = column_ridges(scan.profiles);
  scan.wander = follow_wander(scan.ridges);
  return scan;
}

}  // namespace logdigitise::sheet
