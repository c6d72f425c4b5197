#pragma once
// What the directory of one TIFF page says, checked and with the defaults filled in.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "logdigitise/raster/byte_source.hpp"
#include "logdigitise/raster/tiff_handle.hpp"

namespace logdigitise::raster {

struct TiffLayout {
  std::int64_t width = 0;  ///< As stored, before the Orientation tag.
  std::int64_t height = 0;
  int bits = 1;     ///< Per sample.
  int samples = 1;  ///< Per pixel, extra ones included.
  int photometric = 0;
  int compression = 1;
  int orientation = 1;  ///< 1 to 8.
  bool planes_apart = false;
  bool tiled = false;
  std::int64_t tile_width = 0;
  std::int64_t tile_height = 0;
  std::int64_t rows_per_strip = 0;  ///< Never more than the height.
  bool group3_2d = false;
  int alpha_sample = -1;  ///< Sample that holds alpha; -1 = none.
  bool alpha_premultiplied = false;
  double dpi_x = 0.0;  ///< 0 = not stated.
  double dpi_y = 0.0;
  std::vector<std::array<std::uint8_t, 3>> palette;
  /// The pixels can only be had through libtiff's own conversion to RGBA.
  bool through_rgba = false;
};

/// Reads the current directory of `tiff`. Input error, naming what was found, for what is not read: float and
/// signed samples, more than 16 bits, codecs that this libtiff lacks.
/// Sets JPEG data up to come as RGB.
[[nodiscard]] TiffLayout read_tiff_layout(TiffHandle& tiff, const std::string& where);

/// Follows the chain of directories without reading them: at most `limit` steps, and none twice.
[[nodiscard]] int count_tiff_pages(const ByteSource& bytes, int limit);

}  // namespace logdigitise::raster
