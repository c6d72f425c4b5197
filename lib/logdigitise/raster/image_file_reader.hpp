#pragma once
// JPEG and PNG.

#include <memory>
#include <string>

#include "logdigitise/raster/byte_source.hpp"
#include "logdigitise/raster/row_source.hpp"
#include "logdigitise/raster/tiff_wrapper.hpp"

namespace logdigitise::raster {

/// `jpeg` is the whole file or stream. Sequential JPEG is decoded as rows are asked for, and damage costs the
/// rows from there on; progressive and CMYK JPEG are held whole, and cut off ones are an input error.
/// `dpi` of `placement` wins over what the JPEG says, if > 0; its orientation is used in place of EXIF's if
/// not 0.
struct JpegPlacement {
  int orientation = 0;
  double dpi_x = 0.0;
  double dpi_y = 0.0;
};
[[nodiscard]] std::unique_ptr<RowSource> open_jpeg(std::string jpeg, const std::string& where,
                                                   const RasterOptions& options,
                                                   const JpegPlacement& placement = {});

/// Held whole; a PNG that is cut off, or has a chunk whose checksum is wrong, is an input error.
[[nodiscard]] std::unique_ptr<RowSource> open_png(std::string png, const std::string& where,
                                                  const RasterOptions& options);

}  // namespace logdigitise::raster
