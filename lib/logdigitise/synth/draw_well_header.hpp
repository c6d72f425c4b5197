#pragma once
// The page above a log that says whose well it is: name, company, field, county, state, and what else.

#include <opencv2/core.hpp>

#include "logdigitise/core/random.hpp"
#include "logdigitise/synth/sheet_spec.hpp"

namespace logdigitise::synth {

/// Draws sheet.well on the first sheet.well_header_px rows of the page, in a form of chance: labels left of
/// their values or above them, with rules or boxes or leaders of dots, values in another type than the
/// labels, other text in between, upright or turned by 90 degrees. Nothing if there are no such rows.
void draw_well_header(cv::Mat& page, const SheetSpec& sheet, Random random);

}  // namespace logdigitise::synth
