#pragma once
// The trace drawn on its scan, as pictures at full resolution.

#include <cstdint>
#include <functional>
#include <vector>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/review/reviewed_log.hpp"

namespace logdigitise::review {

struct OverlayOptions {
  raster::RasterOptions raster;
  int picture_rows = 4000;  ///< Scan rows per picture, 100 at least: memory and the size of the files.
};

/// One picture: rows [first_row, first_row + rows) of a page.
struct OverlayPicture {
  int page = 1;
  int first_row = 0;
  int rows = 0;
  std::vector<std::uint8_t> png;
};

/// Calls `take` with one picture after another, pages in order. On a paled scan: curves in the colours of
/// Okabe and Ito, each sample at its own place and the next one joined to it where both are there and in one
/// lane; track edges grey; a line and a number for round depths; ties as crosses; flagged stretches as bars
/// at the track's left edge, in the curve's colour. Where the log has no value nothing is drawn. Memory: 3
/// bytes per pixel of one picture. `log` needs its scans (find_scans).
void draw_overlay(const ReviewedLog& log, const OverlayOptions& options, Progress& progress,
                  const std::function<void(OverlayPicture)>& take);

/// Okabe and Ito's colours for curve number `i` of a track, as 0xRRGGBB. Black and yellow are left out: one
/// is the paper's ink, the other cannot be seen on it.
[[nodiscard]] std::uint32_t curve_colour(std::size_t i);

}  // namespace logdigitise::review
