#pragma once
// Refusals before anything is allocated.

#include <cstdint>
#include <string>

#include "logdigitise/raster/reader.hpp"

namespace logdigitise::raster {

/// Input error if the size is not positive, above `max_pixels`, or if `width * height * bits_per_pixel / 8`
/// decoded bytes are more than `max_ratio` for each of the `encoded_bytes`.
void check_size(const std::string& where, std::int64_t width, std::int64_t height,
                std::int64_t bits_per_pixel, std::int64_t encoded_bytes, const RasterOptions& options);

/// Input error if there are more than `max_pages` pages or if page `options.page` is not among them.
/// `pages` may be counted no further than `max_pages + 1`.
void check_pages(const std::string& where, int pages, const RasterOptions& options);

}  // namespace logdigitise::raster
