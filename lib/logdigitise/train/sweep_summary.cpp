#include "logdigitise/train/sweep_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace logdigitise::train {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr int kHalf = 128;       // Chance 0.5.
constexpr int kBars = 20;        // Of the reliability diagram.
constexpr int kLeastLevel = 13;  // Chance 5 %.

/// Figures of one seed.
using Figures = std::map<std::string, double>;

double mean(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return values.empty() ? kNan : sum / static_cast<double>(values.size());
}

double share(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : kNan;
}

metrics::ChanceHistogram mask_of(const SweepRun& run, const CurveGroup& group) {
  const MaskScore& masks = run.score.masks;
  if (group.style) return masks.of_style.at(static_cast<std::size_t>(*group.style));
  metrics::ChanceHistogram sum;
  for (std::size_t i = 0; i < masks.of_place.size(); ++i)
    if (group.place == 0 || static_cast<int>(i) + 1 == group.place) sum.add(masks.of_place[i]);
  return sum;
}

Figures figures_of(const SweepRun& run, const CurveGroup& group) {
  std::vector<double> mae;
  std::vector<double> mse;
  std::vector<double> r2;
  std::vector<double> within_1;
  std::vector<double> within_2;
  std::int64_t rows = 0;
  std::int64_t omitted = 0;
  std::int64_t blank = 0;
  std::int64_t invented = 0;
  for (const CurveScore& score : run.score.curves) {
    if (!group.holds(score) || score.rows == 0) continue;
    if (std::isfinite(score.mae)) {
      mae.push_back(score.mae);
      mse.push_back(score.mse);
    }
    if (std::isfinite(score.r2)) r2.push_back(score.r2);
    within_1.push_back(score.within_1_percent);
    within_2.push_back(score.within_2_percent);
    rows += score.rows;
    omitted += score.omitted;
    blank += score.blank;
    invented += score.invented;
  }
  Figures figures;
  figures["mse"] = mean(mse);
  figures["mae"] = mean(mae);
  std::sort(mae.begin(), mae.end());
  figures["best_mae"] = mae.empty() ? kNan : mae.front();
  figures["median_mae"] = mae.empty() ? kNan : mae[mae.size() / 2];
  const auto tenth = static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, mae.size() / 10));
  figures["worst_decile_mae"] =
      mae.empty() ? kNan
                  : mean(std::vector<double>(mae.end() - std::min<std::ptrdiff_t>(tenth, std::ssize(mae)),
                                             mae.end()));
  std::sort(r2.begin(), r2.end());
  figures["median_r2"] = r2.empty() ? kNan : r2[r2.size() / 2];
  figures["within_1_percent"] = mean(within_1);
  figures["within_2_percent"] = mean(within_2);
  figures["omission"] = share(omitted, rows);
  figures["commission"] = share(invented, blank);
  const metrics::ChanceHistogram mask = mask_of(run, group);
  const metrics::ChanceHistogram::Counts n = mask.counts(kHalf);
  figures["precision"] = metrics::precision(n);
  figures["recall"] = metrics::recall(n);
  figures["f1"] = metrics::f_score(n, 1.0);
  figures["f2"] = metrics::f_score(n, 2.0);
  figures["iou"] = metrics::intersection_over_union(n);
  figures["specificity"] = metrics::specificity(n);
  figures["average_precision"] = mask.average_precision();
  figures["calibration_error"] = mask.expected_calibration_error(kBars, kLeastLevel);
  figures["brier"] = mask.brier();
  return figures;
}

constexpr std::array<EstimateField, 19> kEstimates = {{
    {"mae", &EntrySummary::mae},
    {"mse", &EntrySummary::mse},
    {"best_mae", &EntrySummary::best_mae},
    {"median_mae", &EntrySummary::median_mae},
    {"worst_decile_mae", &EntrySummary::worst_decile_mae},
    {"median_r2", &EntrySummary::median_r2},
    {"within_1_percent", &EntrySummary::within_1_percent},
    {"within_2_percent", &EntrySummary::within_2_percent},
    {"omission", &EntrySummary::omission},
    {"commission", &EntrySummary::commission},
    {"precision", &EntrySummary::precision},
    {"recall", &EntrySummary::recall},
    {"f1", &EntrySummary::f1},
    {"f2", &EntrySummary::f2},
    {"iou", &EntrySummary::iou},
    {"specificity", &EntrySummary::specificity},
    {"average_precision", &EntrySummary::average_precision},
    {"calibration_error", &EntrySummary::calibration_error},
    {"brier", &EntrySummary::brier},
}};

void find_worst(const std::vector<const SweepRun*>& runs, const CurveGroup& group, EntrySummary& summary) {
  std::map<std::string, std::vector<double>> by_curve;
  for (const SweepRun* run : runs) {
    for (const CurveScore& score : run->score.curves) {
      if (group.holds(score) && std::isfinite(score.mae))
        by_curve[fmt::format("{}, curve {}", score.band, score.place)].push_back(score.mae);
    }
  }
  for (const auto& [name, values] : by_curve) {
    if (mean(values) <= summary.worst_mae) continue;
    summary.worst = name;
    summary.worst_mae = mean(values);
  }
}

EntrySummary summarise(const std::string& entry, const std::vector<const SweepRun*>& runs,
                       const CurveGroup& group) {
  EntrySummary summary;
  summary.entry = entry;
  summary.group = group;
  summary.seeds = static_cast<int>(runs.size());
  for (const CurveScore& score : runs.front()->score.curves)
    summary.curves += group.holds(score) && score.rows > 0 ? 1 : 0;
  std::vector<Figures> by_seed;
  by_seed.reserve(runs.size());
  for (const SweepRun* run : runs) by_seed.push_back(figures_of(*run, group));
  for (const auto& [name, field] : kEstimates) {
    std::vector<double> values;
    values.reserve(by_seed.size());
    for (const Figures& figures : by_seed) values.push_back(figures.at(name));
    summary.*field = estimate(values);
  }
  metrics::ChanceHistogram mask;
  for (const SweepRun* run : runs) mask.add(mask_of(*run, group));
  summary.reliability = mask.reliability(kBars);
  find_worst(runs, group, summary);
  return summary;
}

std::vector<const SweepRun*> runs_of(const std::vector<SweepRun>& runs, const std::string& entry) {
  std::vector<const SweepRun*> found;
  for (const SweepRun& run : runs)
    if (run.entry == entry) found.push_back(&run);
  return found;
}

}  // namespace

std::string CurveGroup::name() const {
  if (style) return std::string(layout::style_name(*style));
  return place == 0 ? "all curves" : fmt::format("curve {}", place);
}

std::span<const EstimateField> estimate_fields() { return kEstimates; }

std::vector<std::string> entries_of(const std::vector<SweepRun>& runs) {
  std::vector<std::string> entries;
  for (const SweepRun& run : runs)
    if (std::find(entries.begin(), entries.end(), run.entry) == entries.end()) entries.push_back(run.entry);
  return entries;
}

Estimate estimate(std::span<const double> by_seed) {
  // Two-sided 95 % quantiles of Student's t, by degrees of freedom from 1.
  constexpr std::array<double, 9> kQuantiles = {12.706, 4.303, 3.182, 2.776, 2.571,
                                                2.447,  2.365, 2.306, 2.262};
  Estimate result{mean({by_seed.begin(), by_seed.end()}), kNan};
  if (by_seed.size() < 2) return result;
  double square = 0.0;
  for (const double value : by_seed) square += (value - result.mean) * (value - result.mean);
  const auto n = static_cast<double>(by_seed.size());
  const double quantile =
      by_seed.size() - 2 < kQuantiles.size() ? kQuantiles[by_seed.size() - 2] : 1.96 + 2.4 / (n - 1.0);
  result.half_width = quantile * std::sqrt(square / (n - 1.0) / n);
  return result;
}

std::vector<EntrySummary> summarise_sweep(const std::vector<SweepRun>& runs) {
  int places = 0;
  for (const SweepRun& run : runs)
    for (const CurveScore& score : run.score.curves) places = std::max(places, score.place);
  std::vector<CurveGroup> groups{{}};
  for (int place = 1; place <= places; ++place) groups.push_back({place, std::nullopt});
  for (const layout::LineStyle style : {layout::LineStyle::kSolid, layout::LineStyle::kDashed,
                                        layout::LineStyle::kLongDash, layout::LineStyle::kDotted}) {
    groups.push_back({0, style});
  }
  std::vector<EntrySummary> summaries;
  for (const CurveGroup& group : groups) {
    for (const std::string& entry : entries_of(runs)) {
      EntrySummary summary = summarise(entry, runs_of(runs, entry), group);
      if (summary.curves > 0) summaries.push_back(std::move(summary));
    }
  }
  return summaries;
}

std::vector<double> mean_mae_by_curve(const std::vector<SweepRun>& runs, const std::string& entry) {
  const std::vector<const SweepRun*> own = runs_of(runs, entry);
  std::vector<double> result;
  for (std::size_t i = 0; !own.empty() && i < own.front()->score.curves.size(); ++i) {
    std::vector<double> by_seed;
    for (const SweepRun* run : own)
      if (std::isfinite(run->score.curves.at(i).mae)) by_seed.push_back(run->score.curves[i].mae);
    result.push_back(mean(by_seed));
  }
  return result;
}

std::vector<HardnessSummary> summarise_hardness(const std::vector<SweepRun>& runs,
                                                const std::vector<CurveHardness>& hardness) {
  const std::vector<double> rank = rank_hardness(hardness);
  std::vector<double> sorted;
  for (const double one : rank)
    if (std::isfinite(one)) sorted.push_back(one);
  std::sort(sorted.begin(), sorted.end());
  const auto bound = [&](std::size_t third) {
    return sorted.empty() ? kNan : sorted[std::min(sorted.size() - 1, third * sorted.size() / 3)];
  };
  const auto measure = [&](double CurveHardness::*field) {
    std::vector<double> values;
    for (const CurveHardness& curve : hardness) values.push_back(curve.*field);
    return values;
  };

  std::vector<HardnessSummary> summaries;
  for (const std::string& entry : entries_of(runs)) {
    HardnessSummary& summary = summaries.emplace_back();
    summary.entry = entry;
    const std::vector<double> mae = mean_mae_by_curve(runs, entry);
    std::array<std::vector<double>, 3> thirds;
    for (std::size_t i = 0; i < std::min(mae.size(), rank.size()); ++i) {
      if (!std::isfinite(mae[i]) || !std::isfinite(rank[i])) continue;
      thirds.at(rank[i] < bound(1) ? 0 : rank[i] < bound(2) ? 1 : 2).push_back(mae[i]);
    }
    for (std::size_t t = 0; t < thirds.size(); ++t) summary.mae_of_third.at(t) = mean(thirds.at(t));
    summary.by_hardness = rank_correlation(mae, rank);
    summary.by_contrast = rank_correlation(mae, measure(&CurveHardness::contrast));
    summary.by_duty = rank_correlation(mae, measure(&CurveHardness::duty));
    summary.by_crossings = rank_correlation(mae, measure(&CurveHardness::crossings));
  }
  return summaries;
}

metrics::ChanceHistogram masks_of(const std::vector<SweepRun>& runs, const std::string& entry,
                                  const CurveGroup& group) {
  metrics::ChanceHistogram sum;
  for (const SweepRun* run : runs_of(runs, entry)) sum.add(mask_of(*run, group));
  return sum;
}

}  // namespace logdigitise::train
