#pragma once
// Layouts in the vocabulary of WITSML 2 `DepthRegImage`, as JSON, for programs that know its names.

#include <optional>
#include <string>

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::layout {

struct ImageSize {
  int width = 0;   ///< Pixels.
  int height = 0;  ///< Rows.
};

/// One DepthRegImage with one LogSection: a CalibrationPoint on the left and the right edge of every track at
/// the depth of every tie (where the printed line of that depth, drawn through the ties of that depth, meets
/// the edge), and the tracks with their curves and scales. Pixels are whole, counted from 0; points that
/// would lie beside the image (left or above) are left out, since the vocabulary has none. What a layout does
/// not know (Wellbore, identifiers of the store, positions of headers, ImageBoundary without a size) is not
/// there. An input error that begins with `name` if the layout has no tracks, is turned, or has several
/// pages.
[[nodiscard]] std::string depth_reg_image_json(const Layout& layout, const std::optional<ImageSize>& size,
                                               const std::string& name);

}  // namespace logdigitise::layout
