#pragma once
// A scan as small pictures in a few sizes, for a page that shows any part of it at once.

#include <cstddef>
#include <string>
#include <vector>

#include "logdigitise/raster/reader.hpp"

namespace logdigitise::review {

/// The scan reduced by a whole factor, cut into strips of its full width.
struct TileLevel {
  int factor = 1;                  ///< Scan px per level px, across and along.
  int columns = 0;                 ///< Level px.
  int rows = 0;                    ///< Level px.
  int tile_rows = 0;               ///< Rows of every strip but the last.
  std::string type;                ///< `image/png` or `image/webp`.
  std::vector<std::string> tiles;  ///< Files, from the top.

  [[nodiscard]] std::size_t bytes() const;
};

struct TileOptions {
  std::size_t max_bytes = 4'500'000;  ///< Of all levels together; the finest reduction that fits is taken.
  int finest = 1;                     ///< Smallest factor tried.
};

/// Reads the scan once. The first level is the finest whose files fit into about 85 % of `max_bytes`, two
/// more are about 4 and 16 times as coarse. Bilevel scans become PNG with 2 (reduced 1:1) or 4 greys, thin
/// lines kept visible; others WebP. Memory: the files and one strip of rows per level tried.
[[nodiscard]] std::vector<TileLevel> make_tiles(raster::RowReader& scan, const TileOptions& options = {});

}  // namespace logdigitise::review
