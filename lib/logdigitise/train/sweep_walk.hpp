#pragma once
// The runs of a sweep with their operating point moved: what a threshold does that no loss has to.

#include <span>
#include <vector>

#include "logdigitise/train/sweep.hpp"

namespace logdigitise::train {

/// Runs whose curves were traced at one operating point.
struct WalkedPoint {
  double even_chance = 0.0;  ///< trace::TraceOptions::even_chance
  std::vector<SweepRun> runs;
};

/// Throws usage errors for a list that is not between 0 and 1, and where runs are not to be calibrated: a
/// chance that means nothing is no operating point.
void check_walk(std::span<const double> even_chances, const SweepOptions& options);

/// Traces the curves of all runs, which sweep() gave with the same `test` and `options`, once more at each of
/// these operating points. What is done is kept in the runs' folders (walk_0.1.json, ...) and read instead of
/// repeated. Throws as check_walk, and an input error for a run whose model is not there any more.
[[nodiscard]] std::vector<WalkedPoint> walk_sweep(const std::vector<SweepRun>& runs,
                                                  const std::vector<LabelledBand>& test,
                                                  const SweepOptions& options,
                                                  std::span<const double> even_chances, Progress& progress);

}  // namespace logdigitise::train
