#include "logdigitise/train/sweep_pictures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "logdigitise/chart/chart.hpp"

namespace logdigitise::train {

namespace {

using chart::Chart;
using chart::Mark;
using chart::Series;

constexpr int kHalf = 128;       // Chance 0.5.
constexpr int kBars = 20;        // Of the reliability diagram.
constexpr int kLeastLevel = 13;  // Chance 5 %.

/// The parts of the golden ratio spread any number of neighbours evenly.
double sideways(std::size_t i) {
  const double part = static_cast<double>(i) * 0.6180339887;
  return 0.5 * (part - std::floor(part) - 0.5);
}

/// A name of a file with this group's.
std::string file_of(const char* what, const CurveGroup& group) {
  std::string name = fmt::format("{}_{}.svg", what, group.name());
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

Picture spread(const std::vector<SweepRun>& runs, const std::vector<EntrySummary>& summaries,
               const CurveGroup& group) {
  const std::vector<std::string> entries = entries_of(runs);
  Chart picture;
  picture.title =
      fmt::format("Mean absolute error of {}, each dot a curve (mean over the seeds)", group.name());
  picture.x = {"", 0.0, 0.0, false, entries};
  picture.y = {"MAE, % of the track", 0.0, 0.0, true, {}};
  Series curves{"a curve", {}, Mark::kDots, 0, {}};
  Series mean{"mean", {}, Mark::kBars, 6, {}};
  Series median{"median", {}, Mark::kBars, 2, {}};
  Series worst{"worst tenth, mean", {}, Mark::kBars, 1, {}};
  for (std::size_t e = 0; e < entries.size(); ++e) {
    const std::vector<double> mae = mean_mae_by_curve(runs, entries[e]);
    const std::vector<CurveScore>* scores = nullptr;
    for (const SweepRun& run : runs)
      if (run.entry == entries[e]) scores = &run.score.curves;
    const auto x = static_cast<double>(e);
    for (std::size_t i = 0; i < mae.size(); ++i)
      if (group.holds((*scores)[i])) curves.points.push_back({x + sideways(i), 100.0 * mae[i]});
    for (const EntrySummary& one : summaries) {
      if (one.entry != entries[e] || one.group.name() != group.name()) continue;
      mean.points.push_back({x, 100.0 * one.mae.mean});
      median.points.push_back({x, 100.0 * one.median_mae.mean});
      worst.points.push_back({x, 100.0 * one.worst_decile_mae.mean});
    }
  }
  picture.series = {curves, median, mean, worst};
  return {file_of("spread", group), chart::svg(picture)};
}

Picture by_hardness(const std::vector<HardnessSummary>& summaries) {
  Chart picture;
  picture.title = "Mean absolute error by measured hardness (contrast, dash duty, crossings)";
  picture.x = {"", 0.0, 0.0, false, {"easy third", "middle", "hard third"}};
  picture.y = {"MAE, % of the track", 0.0, 0.0, true, {}};
  for (std::size_t e = 0; e < summaries.size(); ++e) {
    Series series{summaries[e].entry, {}, Mark::kLineAndPoints, static_cast<int>(e), {}};
    for (std::size_t t = 0; t < 3; ++t)
      series.points.push_back({static_cast<double>(t), 100.0 * summaries[e].mae_of_third.at(t)});
    picture.series.push_back(std::move(series));
  }
  return {"hardness.svg", chart::svg(picture)};
}

Picture reliability(const std::vector<SweepRun>& runs) {
  Chart picture;
  picture.title = "Chance given against how often it was right (all curves, pixels from 5 %)";
  picture.x = {"chance", 0.0, 1.0, false, {}};
  picture.y = {"share of such pixels that are on the curve", 0.0, 1.0, false, {}};
  picture.diagonal = true;
  const std::vector<std::string> entries = entries_of(runs);
  for (std::size_t e = 0; e < entries.size(); ++e) {
    Series series{entries[e], {}, Mark::kLineAndPoints, static_cast<int>(e), {}};
    for (const auto& bar : masks_of(runs, entries[e], {}).reliability(kBars, kLeastLevel))
      series.points.push_back({bar.chance, bar.frequency});
    picture.series.push_back(std::move(series));
  }
  return {"reliability.svg", chart::svg(picture)};
}

Picture precision_recall(const std::vector<SweepRun>& runs, bool ink) {
  Chart picture;
  picture.title = ink ? "Any curve against paper: precision over recall, chance 0.5 marked"
                      : "Masks of all curves: precision over recall, chance 0.5 marked";
  picture.x = {"recall", 0.0, 1.0, false, {}};
  picture.y = {"precision", 0.0, 1.0, false, {}};
  const std::vector<std::string> entries = entries_of(runs);
  for (std::size_t e = 0; e < entries.size(); ++e) {
    metrics::ChanceHistogram mask;
    if (ink) {
      for (const SweepRun& run : runs)
        if (run.entry == entries[e]) mask.add(run.score.masks.ink);
    } else {
      mask = masks_of(runs, entries[e], {});
    }
    Series walk{entries[e], {}, Mark::kLine, static_cast<int>(e), {}};
    for (int threshold = metrics::ChanceHistogram::kLevels - 1; threshold > 0; --threshold) {
      const auto n = mask.counts(threshold);
      walk.points.push_back({metrics::recall(n), metrics::precision(n)});
    }
    const auto half = mask.counts(kHalf);
    picture.series.push_back(std::move(walk));
    picture.series.push_back(
        {"", {{metrics::recall(half), metrics::precision(half)}}, Mark::kPoints, static_cast<int>(e), {}});
  }
  return {ink ? "ink_precision_recall.svg" : "precision_recall.svg", chart::svg(picture)};
}

Picture operating_points(const std::vector<WalkedPoint>& walk, const CurveGroup& group) {
  Chart picture;
  picture.title = fmt::format("Rows left out against rows invented, by operating point: {}", group.name());
  picture.x = {"omission, % of the rows where it is drawn", 0.0, 0.0, false, {}};
  picture.y = {"commission, % of the rows where it is not", 0.0, 0.0, false, {}};
  const std::vector<std::string> entries = entries_of(walk.front().runs);
  for (std::size_t e = 0; e < entries.size(); ++e)
    picture.series.push_back({entries[e], {}, Mark::kLineAndPoints, static_cast<int>(e), {}});
  for (const WalkedPoint& point : walk) {
    for (const EntrySummary& one : summarise_sweep(point.runs)) {
      if (one.group.name() != group.name()) continue;
      const auto at = std::find(entries.begin(), entries.end(), one.entry) - entries.begin();
      Series& series = picture.series.at(static_cast<std::size_t>(at));
      series.points.push_back({100.0 * one.omission.mean, 100.0 * one.commission.mean});
      series.labels.push_back(fmt::format("{}", point.even_chance));
    }
  }
  return {file_of("walk", group), chart::svg(picture)};
}

}  // namespace

std::vector<Picture> sweep_pictures(const std::vector<SweepRun>& runs,
                                    const std::vector<CurveHardness>& hardness,
                                    const std::vector<WalkedPoint>& walk) {
  const std::vector<EntrySummary> summaries = summarise_sweep(runs);
  int places = 0;
  for (const EntrySummary& one : summaries) places = std::max(places, one.group.place);
  std::vector<Picture> pictures;
  for (int place = 1; place <= places; ++place)
    pictures.push_back(spread(runs, summaries, {place, std::nullopt}));
  if (!hardness.empty()) pictures.push_back(by_hardness(summarise_hardness(runs, hardness)));
  pictures.push_back(reliability(runs));
  pictures.push_back(precision_recall(runs, false));
  pictures.push_back(precision_recall(runs, true));
  for (int place = 1; place <= places && !walk.empty(); ++place)
    pictures.push_back(operating_points(walk, {place, std::nullopt}));
  return pictures;
}

}  // namespace logdigitise::train
