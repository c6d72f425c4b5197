#pragma once
// TIFF and BigTIFF, in strips or tiles, decoded as the rows are asked for.

#include <memory>
#include <string>

#include "logdigitise/raster/byte_source.hpp"
#include "logdigitise/raster/row_source.hpp"

namespace logdigitise::raster {

/// `where` names the file in errors. `encoded_bytes` is what `max_ratio` is measured against: the file's
/// size, or the size of the stream that was taken out of a PDF.
[[nodiscard]] std::unique_ptr<RowSource> open_tiff(std::shared_ptr<const ByteSource> bytes,
                                                   const std::string& where, const RasterOptions& options);

}  // namespace logdigitise::raster
