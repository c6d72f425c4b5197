#pragma once
// A sheet as an SVG file in true size.

#include <memory>

#include "logdigitise/chart/drawing.hpp"

namespace logdigitise::chart {

/// `width`, `height`: mm. Text from outside is escaped.
[[nodiscard]] std::unique_ptr<Drawing> svg_drawing(double width, double height);

}  // namespace logdigitise::chart
