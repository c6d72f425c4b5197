#pragma once
// What a sweep says: the spread of each loss, not only its mean.

#include <span>
#include <string>
#include <vector>

#include "logdigitise/train/sweep.hpp"

namespace logdigitise::train {

/// Mean of a figure over the seeds, and half the width of its 95 % confidence interval (Student's t; NaN for
/// one seed).
struct Estimate {
  double mean = 0.0;
  double half_width = 0.0;
};
[[nodiscard]] Estimate estimate(std::span<const double> by_seed);

/// One loss on the curves of one place. Errors are fractions of the track; a figure of one seed is taken over
/// that seed's curves, then estimated over the seeds.
struct LossSummary {
  std::string loss;
  int place = 0;  ///< First, second, ... curve of a pass; 0 = all.
  int seeds = 0;
  int curves = 0;  ///< Of one seed.
  Estimate mae;
  Estimate mse;
  Estimate median_mae;
  Estimate worst_decile_mae;  ///< Mean of the worst tenth of the curves (at least one).
  Estimate within_1_percent;
  Estimate within_2_percent;
  Estimate omission;    ///< Rows without a value, of those where the truth is drawn.
  Estimate commission;  ///< Rows with a value, of those where the truth is not drawn.
  Estimate precision;   ///< Of the mask, at chance 0.5; likewise below.
  Estimate recall;
  Estimate f1;
  Estimate f2;
  Estimate iou;
  Estimate specificity;
  Estimate average_precision;
  Estimate calibration_error;  ///< Over 20 bars, of pixels with a chance of at least 5 %.
  Estimate brier;
  std::string worst;  ///< The curve with the largest mean MAE over the seeds: "band, curve 2".
  double worst_mae = 0.0;
};

/// Every loss with all curves, then with the first, the second, ... of their passes.
[[nodiscard]] std::vector<LossSummary> summarise_sweep(const std::vector<SweepRun>& runs);

/// Tables in Markdown, one per place, and JSON with every figure.
[[nodiscard]] std::string sweep_markdown(const std::vector<LossSummary>& summaries);
[[nodiscard]] std::string sweep_json(const std::vector<LossSummary>& summaries);

}  // namespace logdigitise::train
