#pragma once
// The pixels of a PDF image, as they were stored.

#include <memory>
#include <string>

#include "logdigitise/raster/pdf_page.hpp"
#include "logdigitise/raster/row_source.hpp"

namespace logdigitise::raster {

/// Reads CCITT fax, JPEG and losslessly stored samples in grey, RGB or indexed colours. Nothing for what has
/// to be rendered (JBIG2, JPEG 2000, masks, CMYK, unusual parameters). `file_bytes` bounds how much a stream
/// may decode to.
[[nodiscard]] std::unique_ptr<RowSource> open_pdf_image(const PageImage& page_image, const std::string& where,
                                                        std::int64_t file_bytes,
                                                        const RasterOptions& options);

}  // namespace logdigitise::raster
