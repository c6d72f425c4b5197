#pragma once
// A sweep as pictures.

#include <string>
#include <vector>

#include "logdigitise/train/sweep_summary.hpp"
#include "logdigitise/train/sweep_walk.hpp"

namespace logdigitise::train {

struct Picture {
  std::string name;  ///< Of its file, without folder.
  std::string svg;
};

/// spread_curve_1.svg, ...    every curve's MAE by entry, with mean, median and worst tenth
/// hardness.svg               MAE of the easy, middle and hard third by entry (with `hardness`)
/// reliability.svg            chance against frequency, all curves
/// precision_recall.svg       the operating points of every entry's mask, the one at chance 0.5 marked
/// ink_precision_recall.svg   the same for any curve against paper
/// walk_curve_1.svg, ...      omission against commission of the traces, by operating point (with `walk`)
[[nodiscard]] std::vector<Picture> sweep_pictures(const std::vector<SweepRun>& runs,
                                                  const std::vector<CurveHardness>& hardness,
                                                  const std::vector<WalkedPoint>& walk = {});

}  // namespace logdigitise::train
