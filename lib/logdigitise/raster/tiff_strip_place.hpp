#pragma once
// Where the strips and rows of a TIFF page lie in the file.

#include <cstdint>
#include <string>

#include "logdigitise/raster/tiff_handle.hpp"
#include "logdigitise/raster/tiff_layout.hpp"

namespace logdigitise::raster {

/// Where the bytes of a strip lie, and whether all of them are there.
struct StripPlace {
  std::int64_t offset = 0;
  std::int64_t count = 0;
  std::int64_t missing = 0;  ///< Bytes of it beyond the end of the file.
};

[[nodiscard]] StripPlace place_of_strip(const TiffHandle& tiff, std::uint32_t strip);
[[nodiscard]] std::uint32_t strip_of_row(const TiffLayout& layout, std::int64_t row, int plane);
/// Bytes of `width` pixels of one plane, without compression.
[[nodiscard]] std::int64_t packed_row_bytes(const TiffLayout& layout, std::int64_t width);
[[nodiscard]] std::string cut_off_message(std::uint32_t strip, const StripPlace& place);

}  // namespace logdigitise::raster
