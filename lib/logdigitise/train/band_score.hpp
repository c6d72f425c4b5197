#pragma once
// All that is known of a model on some bands. No LibTorch type shows here.

#include <vector>

#include "logdigitise/train/curve_score.hpp"
#include "logdigitise/train/mask_score.hpp"

namespace logdigitise::train {

struct BandScore {
  std::vector<CurveScore> curves;  ///< Curve by curve, in the order of the bands.
  MaskScore masks;
};

}  // namespace logdigitise::train
