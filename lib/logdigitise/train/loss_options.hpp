#pragma once
// Options of the losses (losses.hpp has their formulas). No LibTorch type shows here.

namespace logdigitise::train {

struct TverskyOptions {
  double fp_weight = 0.3;  ///< Price of calling paper a curve; >= 0.
  double fn_weight = 0.7;  ///< Price of missing a curve; >= 0.
  double smooth = 1.0;     ///< s, pixels; > 0. A curve absent from both sides then scores 0.
};

struct CrossEntropyOptions {
  double curve_weight = 1.0;  ///< > 0.
};

struct CompoundOptions {
  double tversky_weight = 1.0;        ///< >= 0.
  double cross_entropy_weight = 1.0;  ///< >= 0.
  TverskyOptions tversky;
  CrossEntropyOptions cross_entropy;
};

}  // namespace logdigitise::train
