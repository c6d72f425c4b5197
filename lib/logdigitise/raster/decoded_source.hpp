#pragma once
// Images that OpenCV decodes whole.

#include <memory>
#include <string>
#include <string_view>

#include "logdigitise/raster/row_source.hpp"

namespace logdigitise::raster {

/// Decodes with OpenCV to 8-bit grey or RGB, alpha over white. `info` gives all but the size and channels;
/// `reduce_to_grey` makes one channel if every pixel is grey. Input error if OpenCV cannot decode it or the
/// size differs from that of `info`.
[[nodiscard]] std::unique_ptr<RowSource> decode_whole(std::string_view encoded, const std::string& where,
                                                      const RasterInfo& info, bool reduce_to_grey);

/// From here on OpenCV throws std::bad_alloc where it is short of memory, like everybody else, in all modules
/// of the process. May be called often.
void take_opencv_shortages_as_bad_alloc();

}  // namespace logdigitise::raster
