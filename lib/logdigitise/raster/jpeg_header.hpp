#pragma once
// What the markers of a JPEG say, without decoding it.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace logdigitise::raster {

struct JpegHeader {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  int bits = 8;
  int components = 0;
  std::array<std::array<int, 2>, 4> sampling{};  ///< Horizontal and vertical factor of each component.
  bool sequential_huffman = false;               ///< SOF0 or SOF1: decodes row by row.
  bool is_rgb = false;                           ///< Three components that are red, green, blue.
  int orientation = 1;                           ///< From EXIF.
  double dpi_x = 0.0;                            ///< From JFIF; 0 = not stated.
  double dpi_y = 0.0;
  std::uint32_t restart_interval = 0;  ///< Minimum coded units between restart markers; 0 = none.
  bool complete = false;               ///< An end-of-image marker is near the end.
};

/// Nothing if there is no frame header.
[[nodiscard]] std::optional<JpegHeader> read_jpeg_header(std::string_view bytes);

}  // namespace logdigitise::raster
