#pragma once
// The scales above each track: a line sample, name, unit, left and right value per curve.

#include <opencv2/core.hpp>

#include "logdigitise/core/random.hpp"
#include "logdigitise/synth/sheet_spec.hpp"

namespace logdigitise::synth {

/// Draws the header between `header_top` and `section_y`; nothing if they are equal.
void draw_header(cv::Mat& page, const SheetSpec& sheet, Random& random);

}  // namespace logdigitise::synth
