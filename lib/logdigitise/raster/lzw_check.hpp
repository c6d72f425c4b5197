#pragma once
// Whether LZW data give as many bytes as the strip they are in has.

#include <cstdint>

#include "logdigitise/raster/byte_source.hpp"

namespace logdigitise::raster {

/// LZW has no checksum, but a wrong code is nearly always of another length, which moves all that follows.
/// libtiff stops at the last pixel and never looks for the end behind it.
struct LzwStrip {
  std::int64_t offset = 0;
  std::int64_t count = 0;       ///< Bytes as stored.
  std::int64_t bytes = 0;       ///< Of its rows.
  std::int64_t full_bytes = 0;  ///< Of as many rows as strips have: some writers fill up the last one.
};

/// Follows the lengths of the codes. False if they give more than the strip has, or do not end where it ends.
/// True if they give less, which libtiff notices, and of codes in the order of old writers, which are not
/// looked at.
[[nodiscard]] bool is_sound_lzw(const ByteSource& source, const LzwStrip& strip);

}  // namespace logdigitise::raster
