#pragma once
// PDF: the scanned image taken out of the page as it is; drawn pages are rendered by a program of its own.

#include <filesystem>
#include <memory>
#include <string>

#include "logdigitise/raster/byte_source.hpp"
#include "logdigitise/raster/row_source.hpp"

namespace logdigitise::raster {

/// A page that shows nothing but one image (and hidden text, as text recognition leaves it) gives that
/// image's own pixels, turned as the page is. Any other page is rendered in grey by `pdftoppm` of
/// poppler-utils, in a process with bounded memory and time, at `options.render_dpi`. Input errors:
/// encrypted, damaged. Environment error: `pdftoppm` is needed and missing.
[[nodiscard]] std::unique_ptr<RowSource> open_pdf(const std::filesystem::path& path, const ByteSource& bytes,
                                                  const std::string& where, const RasterOptions& options);

}  // namespace logdigitise::raster
