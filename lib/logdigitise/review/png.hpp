#pragma once
// Small PNG files of few greys, which image libraries write eight times as large as needed.

#include <cstdint>
#include <string>

#include "logdigitise/core/image.hpp"

namespace logdigitise::review {

/// A grey PNG of 1 or 2 bits a pixel (ISO/IEC 15948). `image` holds grey levels 0 (black) to
/// 2^bits - 1 (white), one channel. Throws an environment error if zlib cannot get its memory.
[[nodiscard]] std::string few_greys_png(const Image<std::uint8_t>& image, int bits);

}  // namespace logdigitise::review
