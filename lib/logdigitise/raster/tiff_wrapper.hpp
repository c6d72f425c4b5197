#pragma once
// Puts a TIFF directory in front of encoded pixels that came from another kind of file, so that one set of
// decoders, with one way of hearing of damage, reads them all.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "logdigitise/raster/byte_source.hpp"

namespace logdigitise::raster {

struct WrappedImage {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint16_t bits = 1;
  std::uint16_t samples = 1;
  std::uint16_t compression = 1;
  std::uint16_t photometric = 1;
  std::uint16_t orientation = 1;
  std::uint32_t group3_options = 0;                ///< For compression 3 only.
  std::array<std::uint16_t, 2> subsampling{1, 1};  ///< For JPEG in YCbCr only.
  double dpi_x = 0.0;                              ///< 0 = not stated.
  double dpi_y = 0.0;
  std::vector<std::array<std::uint8_t, 3>> palette;  ///< 2^bits entries for photometric 3.
};

/// A BigTIFF of one strip, big-endian (as 16-bit samples are in PDF), around `pixels`.
[[nodiscard]] std::shared_ptr<const ByteSource> wrap_as_tiff(const WrappedImage& image, std::string pixels);

}  // namespace logdigitise::raster
