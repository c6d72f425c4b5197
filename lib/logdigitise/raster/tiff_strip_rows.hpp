#pragma once
// Compressed strips, scanline by scanline; what a complaint of the decoder costs.

#include <memory>
#include <string>

#include "logdigitise/raster/tiff_rows.hpp"

namespace logdigitise::raster {

/// See make_tiff_rows.
[[nodiscard]] std::unique_ptr<TiffRows> make_strip_rows(std::unique_ptr<TiffHandle> tiff,
                                                        const TiffLayout& layout, int plane);

}  // namespace logdigitise::raster
