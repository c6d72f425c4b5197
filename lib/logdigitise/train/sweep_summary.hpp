#pragma once
// What a sweep comes to: the spread of each entry, not only its mean.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "logdigitise/train/curve_hardness.hpp"
#include "logdigitise/train/sweep.hpp"

namespace logdigitise::train {

/// Mean of a figure over the seeds, and half the width of its 95 % confidence interval (Student's t; NaN for
/// one seed).
struct Estimate {
  double mean = 0.0;
  double half_width = 0.0;
};
[[nodiscard]] Estimate estimate(std::span<const double> by_seed);

/// Which curves are counted; all, if neither is given.
struct CurveGroup {
  int place = 0;  ///< First, second, ... curve of a pass; 0 = any.
  std::optional<layout::LineStyle> style;

  [[nodiscard]] bool holds(const CurveScore& score) const {
    return (place == 0 || score.place == place) && (!style || score.style == *style);
  }
  [[nodiscard]] std::string name() const;  ///< "all curves", "curve 2", "dotted"
};

/// One entry on the curves of one group. Errors are fractions of the track; a figure of one seed is taken
/// over that seed's curves, then estimated over the seeds.
struct EntrySummary {
  std::string entry;
  CurveGroup group;
  int seeds = 0;
  int curves = 0;  ///< Of one seed.
  Estimate mae;
  Estimate mse;
  Estimate best_mae;
  Estimate median_mae;
  Estimate worst_decile_mae;  ///< Mean of the worst tenth of the curves (at least one).
  Estimate median_r2;
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
  /// Over 20 bars, all pixels of all seeds.
  std::vector<metrics::ChanceHistogram::Reliability> reliability;
  std::string worst;  ///< The curve with the largest mean MAE over the seeds: "band, curve 2".
  double worst_mae = 0.0;
};

/// Name and field of every estimate.
struct EstimateField {
  const char* name;
  Estimate EntrySummary::*field;
};
[[nodiscard]] std::span<const EstimateField> estimate_fields();

/// Every entry with all curves, then with the first, the second, ... of their passes, then by line style.
[[nodiscard]] std::vector<EntrySummary> summarise_sweep(const std::vector<SweepRun>& runs);

/// How an entry's errors go with how hard a curve is.
struct HardnessSummary {
  std::string entry;
  std::array<double, 3> mae_of_third{};  ///< Easy, middle and hard third by rank_hardness; mean over curves.
  double by_hardness = 0.0;              ///< Rank correlations with a curve's MAE (mean_mae_by_curve).
  double by_contrast = 0.0;
  double by_duty = 0.0;
  double by_crossings = 0.0;
};

/// `hardness`: of every curve, in the order of the runs' curves.
[[nodiscard]] std::vector<HardnessSummary> summarise_hardness(const std::vector<SweepRun>& runs,
                                                              const std::vector<CurveHardness>& hardness);

/// A curve's MAE, averaged over the seeds that have one; NaN if none has. In the order of the runs' curves.
[[nodiscard]] std::vector<double> mean_mae_by_curve(const std::vector<SweepRun>& runs,
                                                    const std::string& entry);

/// Names of the entries, in the order of the runs.
[[nodiscard]] std::vector<std::string> entries_of(const std::vector<SweepRun>& runs);

/// The pixels of a group's curves, summed over the seeds of an entry.
[[nodiscard]] metrics::ChanceHistogram masks_of(const std::vector<SweepRun>& runs, const std::string& entry,
                                                const CurveGroup& group);

}  // namespace logdigitise::train
