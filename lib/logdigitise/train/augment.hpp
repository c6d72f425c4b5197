#pragma once
// Changes to a crop that keep its truth: what scanners, copiers and time do to paper, in cheap operations.

#include "logdigitise/core/random.hpp"
#include "logdigitise/train/crops.hpp"

namespace logdigitise::train {

/// Chances of each change, 0..1.
struct AugmentOptions {
  double mirror = 0.5;          ///< Left and right.
  double flip = 0.5;            ///< Top and bottom.
  double ink = 0.5;             ///< Gain 0.5..1.5 and gamma 0.6..1.6 of the ink.
  double blur = 0.25;           ///< 1-2-1 in both directions.
  double noise = 0.4;           ///< Added to each pixel, up to 70 of 255.
  double bilevel = 0.35;        ///< Threshold at 70..190.
  double specks = 0.2;          ///< Up to 1 % of pixels turned over.
  double white_out = 0.3;       ///< 1 to 3 stretches of rows without ink.
  double erase = 0.3;           ///< 1 to 3 rectangles without ink.
  double smear = 0.1;           ///< A few rows darkened from side to side, like a fold.
  double persistence = 0.5;     ///< Gain 0.5..1.5 of plane 2.
  double no_persistence = 0.1;  ///< Plane 2 set to 0.
  double wrong_style = 0.0;     ///< One curve is asked for in a style that no curve of the crop has.
};

/// Stretches without ink up to this many rows keep their labels: tracing shall see the curve through them.
inline constexpr int kBridgedRows = 12;

/// Applies changes at random. Plane 1 goes with plane 0, with the same random numbers; labels are moved with
/// the ink, and cut where a stretch longer than kBridgedRows lost it.
void augment(Crop& crop, Random& random, const AugmentOptions& options = {});

}  // namespace logdigitise::train
