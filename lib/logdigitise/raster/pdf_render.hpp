#pragma once
// Pages that are drawn, not scanned, by way of poppler's pdftoppm.

#include <filesystem>
#include <memory>
#include <string>

#include "logdigitise/raster/row_source.hpp"

namespace logdigitise::raster {

/// Renders page `options.page` in grey at `options.render_dpi`; `width_pt`, `height_pt` is the page in
/// points. The pixels lie in a temporary file. Environment error if pdftoppm is not installed; input error if
/// it cannot draw the page, complains of errors in it, or takes too long.
[[nodiscard]] std::unique_ptr<RowSource> render_pdf_page(const std::filesystem::path& path, double width_pt,
                                                         double height_pt, const std::string& where,
                                                         const RasterOptions& options);

}  // namespace logdigitise::raster
