#pragma once
// Pieces of a track cut out of the scan, straightened, and what is left of them without the printed grid.

#include <filesystem>
#include <functional>
#include <opencv2/core.hpp>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/raster/reader.hpp"

namespace logdigitise::sheet {

struct TrackWindowOptions {
  int windows = 16;  ///< Of each track, evenly down the section.
  int rows = 640;    ///< Of a window, px.
  int trim_px = 3;   ///< Left out inside each edge: the edge's own line.
};

/// Windows of tracks, straightened: columns are those from a track's left edge, depth lines are level.
/// `slope_at(y)` is dy/dx of the depth lines at a row of the scan, taken around `x_reference`. One vector a
/// track, from top to bottom, CV_8UC1, 255 = ink. Reads the scan once; memory: the windows.
[[nodiscard]] std::vector<std::vector<cv::Mat>> read_track_windows(
    const std::filesystem::path& scan, const raster::RasterOptions& options,
    const std::vector<const layout::Track*>& tracks, double y_top, double y_base, double x_reference,
    const std::function<double(double)>& slope_at, const TrackWindowOptions& window = {});

/// The windows of one track (0..255) without the printed lines: columns that hold ink in most rows of all
/// windows, and rows that hold it in most columns of their window. Where a stroke goes on at both sides of a
/// line that was taken out, it is joined again. CV_8UC1, 0 or 255.
[[nodiscard]] std::vector<cv::Mat> without_grid(const std::vector<cv::Mat>& windows);

}  // namespace logdigitise::sheet
