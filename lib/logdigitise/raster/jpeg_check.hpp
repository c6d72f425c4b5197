#pragma once
// Whether a JPEG decodes without a complaint.

#include <string>
#include <string_view>

namespace logdigitise::raster {

/// Decodes all of it with libjpeg and throws the pixels away: OpenCV, which decodes what libtiff cannot
/// (progressive, CMYK), prints complaints and goes on. Returns the first complaint, empty if there is none.
[[nodiscard]] std::string complaint_of_jpeg(std::string_view jpeg);

}  // namespace logdigitise::raster
