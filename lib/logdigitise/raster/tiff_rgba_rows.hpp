#pragma once
// Rows by way of libtiff's own conversion, for colours that are not unpacked here (YCbCr without JPEG, Lab,
// ..).

#include <memory>
#include <string>

#include "logdigitise/raster/tiff_rows.hpp"

namespace logdigitise::raster {

/// Packed rows of red, green, blue bytes; one strip or one band of tiles in memory, 4 bytes per pixel.
[[nodiscard]] std::unique_ptr<TiffRows> make_rgba_rows(std::unique_ptr<TiffHandle> tiff,
                                                       const TiffLayout& layout, const std::string& where);

}  // namespace logdigitise::raster
