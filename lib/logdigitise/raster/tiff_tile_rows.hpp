#pragma once
// Tiles, a band of them at a time.

#include <memory>
#include <string>

#include "logdigitise/raster/tiff_rows.hpp"

namespace logdigitise::raster {

/// See make_tiff_rows. Input error for tiles of absurd size.
[[nodiscard]] std::unique_ptr<TiffRows> make_tile_rows(std::unique_ptr<TiffHandle> tiff,
                                                       const TiffLayout& layout, int plane,
                                                       const std::string& where);

}  // namespace logdigitise::raster
