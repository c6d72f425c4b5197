#include "logdigitise/train/sweep_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

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

bool belongs(const CurveScore& score, int place) { return place == 0 || score.place == place; }

metrics::ChanceHistogram mask_of(const SweepRun& run, int place) {
  metrics::ChanceHistogram mask;
  for (std::size_t i = 0; i < run.mask_of_place.size(); ++i)
    if (place == 0 || static_cast<int>(i) + 1 == place) mask.add(run.mask_of_place[i]);
  return mask;
}

Figures figures_of(const SweepRun& run, int place) {
  std::vector<double> mae;
  std::vector<double> mse;
  std::vector<double> within_1;
  std::vector<double> within_2;
  std::int64_t rows = 0;
  std::int64_t omitted = 0;
  std::int64_t blank = 0;
  std::int64_t invented = 0;
  for (const CurveScore& score : run.curves) {
    if (!belongs(score, place) || score.rows == 0) continue;
    if (std::isfinite(score.mae)) {
      mae.push_back(score.mae);
      mse.push_back(score.mse);
    }
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
  figures["median_mae"] = mae.empty() ? kNan : mae[mae.size() / 2];
  const auto tenth = static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, mae.size() / 10));
  figures["worst_decile_mae"] =
      mae.empty() ? kNan
                  : mean(std::vector<double>(mae.end() - std::min<std::ptrdiff_t>(tenth, std::ssize(mae)),
                                             mae.end()));
  figures["within_1_percent"] = mean(within_1);
  figures["within_2_percent"] = mean(within_2);
  figures["omission"] = share(omitted, rows);
  figures["commission"] = share(invented, blank);
  const metrics::ChanceHistogram mask = mask_of(run, place);
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

/// Name and field of every estimate, once for summing up and writing.
constexpr std::array<std::pair<const char*, Estimate LossSummary::*>, 17> kEstimates = {{
    {"mae", &LossSummary::mae},
    {"mse", &LossSummary::mse},
    {"median_mae", &LossSummary::median_mae},
    {"worst_decile_mae", &LossSummary::worst_decile_mae},
    {"within_1_percent", &LossSummary::within_1_percent},
    {"within_2_percent", &LossSummary::within_2_percent},
    {"omission", &LossSummary::omission},
    {"commission", &LossSummary::commission},
    {"precision", &LossSummary::precision},
    {"recall", &LossSummary::recall},
    {"f1", &LossSummary::f1},
    {"f2", &LossSummary::f2},
    {"iou", &LossSummary::iou},
    {"specificity", &LossSummary::specificity},
    {"average_precision", &LossSummary::average_precision},
    {"calibration_error", &LossSummary::calibration_error},
    {"brier", &LossSummary::brier},
}};

void find_worst(const std::vector<const SweepRun*>& runs, int place, LossSummary& summary) {
  std::map<std::string, std::vector<double>> by_curve;
  for (const SweepRun* run : runs) {
    for (const CurveScore& score : run->curves) {
      if (belongs(score, place) && std::isfinite(score.mae))
        by_curve[fmt::format("{}, curve {}", score.band, score.place)].push_back(score.mae);
    }
  }
  for (const auto& [name, values] : by_curve) {
    if (mean(values) <= summary.worst_mae) continue;
    summary.worst = name;
    summary.worst_mae = mean(values);
  }
}

LossSummary summarise(const std::string& loss, const std::vector<const SweepRun*>& runs, int place) {
  LossSummary summary;
  summary.loss = loss;
  summary.place = place;
  summary.seeds = static_cast<int>(runs.size());
  for (const CurveScore& score : runs.front()->curves)
    summary.curves += belongs(score, place) && score.rows > 0 ? 1 : 0;
  std::vector<Figures> by_seed;
  by_seed.reserve(runs.size());
  for (const SweepRun* run : runs) by_seed.push_back(figures_of(*run, place));
  for (const auto& [name, field] : kEstimates) {
    std::vector<double> values;
    values.reserve(by_seed.size());
    for (const Figures& figures : by_seed) values.push_back(figures.at(name));
    summary.*field = estimate(values);
  }
  find_worst(runs, place, summary);
  return summary;
}

std::string with_interval(const Estimate& value, double scale, int digits) {
  if (!std::isfinite(value.mean)) return "-";
  if (!std::isfinite(value.half_width)) return fmt::format("{:.{}f}", scale * value.mean, digits);
  return fmt::format("{:.{}f} \u00b1 {:.{}f}", scale * value.mean, digits, scale * value.half_width, digits);
}

nlohmann::json number(double value) {
  return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
}

}  // namespace

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

std::vector<LossSummary> summarise_sweep(const std::vector<SweepRun>& runs) {
  std::vector<std::string> losses;  // In the order of the runs.
  int places = 0;
  for (const SweepRun& run : runs) {
    if (std::find(losses.begin(), losses.end(), run.entry) == losses.end()) losses.push_back(run.entry);
    for (const CurveScore& score : run.curves) places = std::max(places, score.place);
  }
  std::vector<LossSummary> summaries;
  for (int place = 0; place <= places; ++place) {
    for (const std::string& loss : losses) {
      std::vector<const SweepRun*> of_loss;
      for (const SweepRun& run : runs)
        if (run.entry == loss) of_loss.push_back(&run);
      summaries.push_back(summarise(loss, of_loss, place));
    }
  }
  return summaries;
}

std::string sweep_markdown(const std::vector<LossSummary>& summaries) {
  std::string text;
  int place = -1;
  for (const LossSummary& one : summaries) {
    if (one.place != place) {
      place = one.place;
      text += fmt::format(
          "{}## {} ({} curves, {} seeds)\n\n"
          "| loss | MAE, % of track | median | worst tenth | within 1 % | within 2 % | omission | commission "
          "| "
          "mask precision | recall | F1 | average precision | calibration error | worst curve |\n"
          "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
          text.empty() ? "" : "\n", place == 0 ? "All curves" : fmt::format("Curve {}", place), one.curves,
          one.seeds);
    }
    text += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} ({:.1f}) |\n",
                        one.loss, with_interval(one.mae, 100.0, 2), with_interval(one.median_mae, 100.0, 2),
                        with_interval(one.worst_decile_mae, 100.0, 1),
                        with_interval(one.within_1_percent, 100.0, 1),
                        with_interval(one.within_2_percent, 100.0, 1), with_interval(one.omission, 100.0, 2),
                        with_interval(one.commission, 100.0, 1), with_interval(one.precision, 1.0, 3),
                        with_interval(one.recall, 1.0, 3), with_interval(one.f1, 1.0, 3),
                        with_interval(one.average_precision, 1.0, 3),
                        with_interval(one.calibration_error, 1.0, 3), one.worst, 100.0 * one.worst_mae);
  }
  return text;
}

std::string sweep_json(const std::vector<LossSummary>& summaries) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const LossSummary& one : summaries) {
    nlohmann::ordered_json entry{
        {"loss", one.loss}, {"place", one.place}, {"seeds", one.seeds}, {"curves", one.curves}};
    for (const auto& [name, field] : kEstimates) {
      entry[name] = {{"mean", number((one.*field).mean)}, {"half_width", number((one.*field).half_width)}};
    }
    entry["worst"] = {{"curve", one.worst}, {"mae", number(one.worst_mae)}};
    all.push_back(entry);
  }
  return nlohmann::ordered_json{{"summaries", all}}.dump(2) + "\n";
}

}  // namespace logdigitise::train
