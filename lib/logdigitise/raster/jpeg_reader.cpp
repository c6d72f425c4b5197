#include <tiff.h>

#include <fmt/format.h>

#include <limits>
#include <utility>

#include "logdigitise/core/error.hpp"
#include "logdigitise/raster/decoded_source.hpp"
#include "logdigitise/raster/image_file_reader.hpp"
#include "logdigitise/raster/jpeg_check.hpp"
#include "logdigitise/raster/jpeg_header.hpp"
#include "logdigitise/raster/limits.hpp"
#include "logdigitise/raster/orientation.hpp"
#include "logdigitise/raster/tiff_reader.hpp"

namespace logdigitise::raster {

namespace {

// What libtiff's JPEG decoder can take row by row, and with it tell of damage.
bool can_stream(const JpegHeader& header) {
  if (!header.sequential_huffman || header.bits != 8) return false;
  const auto is_one = [&](std::size_t c) { return header.sampling[c][0] == 1 && header.sampling[c][1] == 1; };
  if (header.components == 1) return is_one(0);
  if (header.components != 3 || !is_one(1) || !is_one(2)) return false;
  if (header.is_rgb) return is_one(0);
  const auto is_factor = [](int f) { return f == 1 || f == 2 || f == 4; };
  return is_factor(header.sampling[0][0]) && is_factor(header.sampling[0][1]);
}

}  // namespace

std::unique_ptr<RowSource> open_jpeg(std::string jpeg, const std::string& where, const RasterOptions& options,
                                     const JpegPlacement& placement) {
  const std::optional<JpegHeader> header = read_jpeg_header(jpeg);
  if (!header) {
    throw input_error(where, "JPEG without a readable frame header",
                      "The file is cut off or damaged; get another copy");
  }
  const auto encoded_bytes = static_cast<std::int64_t>(jpeg.size());
  check_size(where, header->width, header->height, std::int64_t{header->bits} * header->components,
             encoded_bytes, options);
  const int orientation = placement.orientation != 0 ? placement.orientation : header->orientation;
  const double dpi_x = placement.dpi_x > 0.0 ? placement.dpi_x : header->dpi_x;
  const double dpi_y = placement.dpi_y > 0.0 ? placement.dpi_y : header->dpi_y;

  if (can_stream(*header)) {
    WrappedImage image;
    image.width = header->width;
    image.height = header->height;
    image.bits = 8;
    image.samples = static_cast<std::uint16_t>(header->components);
    image.compression = COMPRESSION_JPEG;
    image.photometric = header->components == 1 ? PHOTOMETRIC_MINISBLACK
                        : header->is_rgb        ? PHOTOMETRIC_RGB
                                                : PHOTOMETRIC_YCBCR;
    image.orientation = static_cast<std::uint16_t>(orientation);
    image.subsampling = {static_cast<std::uint16_t>(header->sampling[0][0]),
                         static_cast<std::uint16_t>(header->sampling[0][1])};
    image.dpi_x = dpi_x;
    image.dpi_y = dpi_y;
    return open_tiff(wrap_as_tiff(image, std::move(jpeg)), where, options);
  }
  if (!header->complete) {
    throw input_error(where, "JPEG without an end marker", "The file is cut off; get another copy");
  }
  if (encoded_bytes > std::numeric_limits<int>::max()) {
    throw input_error(where, "progressive or CMYK JPEG above 2 GiB", "Save it as TIFF");
  }
  // All rows stand or fall together: in a progressive JPEG each scan is of the whole image.
  if (const std::string complaint = complaint_of_jpeg(jpeg); !complaint.empty()) {
    throw input_error(where, fmt::format("damaged JPEG ({})", complaint), "Get another copy of the scan");
  }
  RasterInfo info;
  info.width = static_cast<int>(header->width);
  info.height = static_cast<int>(header->height);
  info.dpi_x = dpi_x;
  info.dpi_y = dpi_y;
  return apply_orientation(decode_whole(jpeg, where, info, false), orientation, where);
}

}  // namespace logdigitise::raster
