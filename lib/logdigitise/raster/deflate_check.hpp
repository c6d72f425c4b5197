#pragma once
// Whether Deflate data agree with the checksum at their end.

#include <cstdint>

#include "logdigitise/raster/byte_source.hpp"

namespace logdigitise::raster {

/// Inflates `count` bytes from `offset` and throws the result away: libtiff stops at the last pixel and never
/// looks at the checksum behind it. False if the data cannot be or the checksum differs; true also if there
/// is no checksum.
[[nodiscard]] bool is_sound_deflate(const ByteSource& bytes, std::int64_t offset, std::int64_t count);

}  // namespace logdigitise::raster
