#pragma once
// What people and machines put on a log beside its curves: none of it is in the truth.

#include <opencv2/core.hpp>

#include "logdigitise/core/random.hpp"
#include "logdigitise/synth/sheet_spec.hpp"

namespace logdigitise::synth {

/// Fills between a curve and an edge or between two curves; to be drawn before the curves.
void draw_fills(cv::Mat& page, const SheetSpec& sheet, Random& random);

/// Names with arrows, handwriting, stamps, bed and casing marks, hair-thin off-scale strokes, edge pips, film
/// edge print: as much of each as `sheet.annotations` says.
void draw_annotations(cv::Mat& page, const SheetSpec& sheet, Random& random);

}  // namespace logdigitise::synth
