#pragma once
// A sheet as a PDF file in true size.

#include <memory>

#include "logdigitise/chart/drawing.hpp"

namespace logdigitise::chart {

/// `width`, `height`: mm. A sheet taller than a PDF page may be (14,400 points, 5.08 m: ISO 32000-1, annex C)
/// is cut into pages of equal height that follow each other without overlap. Text is in Helvetica, which
/// every reader has; characters beyond Latin-1 become `?`. The same drawing gives the same bytes.
[[nodiscard]] std::unique_ptr<Drawing> pdf_drawing(double width, double height);

}  // namespace logdigitise::chart
