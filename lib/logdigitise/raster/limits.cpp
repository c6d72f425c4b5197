#include "logdigitise/raster/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "logdigitise/core/error.hpp"

namespace logdigitise::raster {

void check_size(const std::string& where, std::int64_t width, std::int64_t height,
                std::int64_t bits_per_pixel, std::int64_t encoded_bytes, const RasterOptions& options) {
  if (width <= 0 || height <= 0) {
    throw input_error(where, fmt::format("image of {} x {} pixels; expected at least 1 x 1", width, height));
  }
  if (width > options.max_pixels / height) {
    throw input_error(where,
                      fmt::format("image of {} x {} pixels; expected at most {} pixels in all", width, height,
                                  options.max_pixels),
                      "Raise the limit with --max-pixels if the file is to be trusted");
  }
  constexpr std::int64_t kMaxSide = std::numeric_limits<int>::max() / 16;
  if (width > kMaxSide || height > kMaxSide) {
    throw input_error(
        where,
        fmt::format("image of {} x {} pixels; expected at most {} pixels on a side", width, height, kMaxSide),
        "Cut the scan into pieces");
  }
  const double decoded_bytes =
      static_cast<double>(width) * static_cast<double>(height) * static_cast<double>(bits_per_pixel) / 8.0;
  const double ratio = decoded_bytes / static_cast<double>(std::max<std::int64_t>(encoded_bytes, 1));
  if (ratio > static_cast<double>(options.max_ratio)) {
    throw input_error(
        where,
        fmt::format("{} x {} pixels would be {:.0f} decoded bytes per byte of file; expected at "
                    "most {}",
                    width, height, ratio, options.max_ratio),
        "The file is cut off or was made to exhaust memory; get another copy");
  }
}

void check_pages(const std::string& where, int pages, const RasterOptions& options) {
  if (options.page < 1) {
    throw usage_error(where, fmt::format("page {} asked for; pages count from 1", options.page));
  }
  if (pages > options.max_pages) {
    throw input_error(where, fmt::format("more than {} pages", options.max_pages),
                      "Split the file into one per log, or raise the limit with --max-pages");
  }
  if (options.page > pages) {
    throw input_error(where, fmt::format("page {} asked for; the file has {} page{}", options.page, pages,
                                         pages == 1 ? "" : "s"));
  }
}

}  // namespace logdigitise::raster
