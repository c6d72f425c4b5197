#pragma once
// The paper above a section's grid, straightened, where the header stands.

#include <filesystem>
#include <opencv2/core.hpp>
#include <vector>

#include "logdigitise/raster/reader.hpp"
#include "logdigitise/sheet/profiles.hpp"
#include "logdigitise/sheet/wander.hpp"

namespace logdigitise::sheet {

struct HeaderPlace {
  double grid_y = 0.0;             ///< Scan row inside the grid, near its top, at the reference column.
  double x_reference = 0.0;        ///< Scan px.
  double slope = 0.0;              ///< Of the depth lines there, dy/dx.
  double dpi = 200.0;              ///< Down the strip.
  double header_end = -1.0;        ///< Scan row of the line on which the header stands, if that is known.
  std::vector<double> grid_lines;  ///< Vertical lines inside the tracks, straightened frame.
};

struct HeaderArea {
  /// CV_8UC1, 255 = ink; columns are those of the straightened frame, printed lines are level. Ends at the
  /// last row before the grid. Empty if it cannot be told where the grid begins.
  cv::Mat ink;
  double first_row = 0.0;  ///< Scan row of the picture's first, at the reference column.
  cv::Mat below{};  ///< The next 0.3 in, straightened as `ink` is: mostly grid, but the last line sample of a
                    ///< header may stand so close above the grid that it is taken for a part of it.
};

/// Cuts out the paper above the grid, up to 5 in of it. The grid begins where most of its inner lines do: a
/// header has none. Its slope is measured anew, near that of the depth lines: headers are often other sheets,
/// taped on. Reads the scan down to there; memory: 6 in of it.
[[nodiscard]] HeaderArea cut_header(const std::filesystem::path& scan, const raster::RasterOptions& options,
                                    const Wander& wander, const HeaderPlace& place);

/// Scan row, at the reference column, of the highest level line that runs over most of the columns from
/// first to the last of `edges` (scan px, there): the header stands on it where the edges of tracks run on
/// through the header, and so do not tell where the grid begins. It touches the edges; the line samples of a
/// header, which side by side are as long, do not. Looks at rows from `above` to `below`; -1 if there is
/// none.
[[nodiscard]] double highest_level_line(const ScanProfiles& profiles, const std::vector<double>& edges,
                                        double above, double below, double x_reference, double slope);

}  // namespace logdigitise::sheet
