#include "logdigitise/train/sweep_report.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace logdigitise::train {

namespace {

std::string with_interval(const Estimate& value, double scale, int digits) {
  if (!std::isfinite(value.mean)) return "-";
  if (!std::isfinite(value.half_width)) return fmt::format("{:.{}f}", scale * value.mean, digits);
  return fmt::format("{:.{}f} \u00b1 {:.{}f}", scale * value.mean, digits, scale * value.half_width, digits);
}

nlohmann::json number(double value) {
  return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
}

struct Column {
  const char* title;
  Estimate EntrySummary::*field;
  double scale;
  int digits;
};

// Traced curves and masks apart, so that neither table is too wide to read.
constexpr Column kTraced[] = {
    {"MAE, % of track", &EntrySummary::mae, 100.0, 2},
    {"best", &EntrySummary::best_mae, 100.0, 2},
    {"median", &EntrySummary::median_mae, 100.0, 2},
    {"worst tenth", &EntrySummary::worst_decile_mae, 100.0, 1},
    {"MSE x 1000", &EntrySummary::mse, 1000.0, 2},
    {"median R2", &EntrySummary::median_r2, 1.0, 3},
    {"within 1 %", &EntrySummary::within_1_percent, 100.0, 1},
    {"within 2 %", &EntrySummary::within_2_percent, 100.0, 1},
    {"omission, %", &EntrySummary::omission, 100.0, 2},
    {"commission, %", &EntrySummary::commission, 100.0, 1},
};
constexpr Column kMasks[] = {
    {"precision", &EntrySummary::precision, 1.0, 3},
    {"recall", &EntrySummary::recall, 1.0, 3},
    {"F1 = Dice", &EntrySummary::f1, 1.0, 3},
    {"F2", &EntrySummary::f2, 1.0, 3},
    {"IoU", &EntrySummary::iou, 1.0, 3},
    {"specificity", &EntrySummary::specificity, 1.0, 4},
    {"average precision", &EntrySummary::average_precision, 1.0, 3},
    {"calibration error", &EntrySummary::calibration_error, 1.0, 3},
    {"Brier x 1000", &EntrySummary::brier, 1000.0, 2},
};

std::string head(std::span<const Column> columns, const char* last) {
  std::string titles = "| |";
  std::string rule = "|---|";
  for (const Column& column : columns) {
    titles += fmt::format(" {} |", column.title);
    rule += "---|";
  }
  if (*last != 0) {
    titles += fmt::format(" {} |", last);
    rule += "---|";
  }
  return titles + "\n" + rule + "\n";
}

std::string row(const EntrySummary& one, std::span<const Column> columns, const std::string& last) {
  std::string text = fmt::format("| {} |", one.entry);
  for (const Column& column : columns)
    text += fmt::format(" {} |", with_interval(one.*column.field, column.scale, column.digits));
  if (!last.empty()) text += fmt::format(" {} |", last);
  return text + "\n";
}

std::string group_tables(std::span<const EntrySummary> group) {
  const EntrySummary& first = group.front();
  std::string text =
      fmt::format("## {} ({} curves, {} seeds)\n\n", first.group.name(), first.curves, first.seeds);
  text += head(kTraced, "worst curve");
  for (const EntrySummary& one : group)
    text += row(one, kTraced, fmt::format("{} ({:.1f})", one.worst, 100.0 * one.worst_mae));
  text += "\nMask at chance 0.5:\n\n" + head(kMasks, "");
  for (const EntrySummary& one : group) text += row(one, kMasks, "");
  return text;
}

std::string hardness_table(const std::vector<HardnessSummary>& hardness) {
  std::string text =
      "## By hardness\n\n| | MAE of the easy third, % | middle | hard | rank correlation of MAE with "
      "hardness | "
      "contrast | dash duty | crossings |\n|---|---|---|---|---|---|---|---|\n";
  for (const HardnessSummary& one : hardness) {
    text += fmt::format("| {} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} |\n", one.entry,
                        100.0 * one.mae_of_third[0], 100.0 * one.mae_of_third[1], 100.0 * one.mae_of_third[2],
                        one.by_hardness, one.by_contrast, one.by_duty, one.by_crossings);
  }
  return text;
}

constexpr Column kWalked[] = {
    {"omission, %", &EntrySummary::omission, 100.0, 2},
    {"commission, %", &EntrySummary::commission, 100.0, 1},
    {"MAE, % of track", &EntrySummary::mae, 100.0, 2},
    {"worst tenth", &EntrySummary::worst_decile_mae, 100.0, 1},
    {"within 1 %", &EntrySummary::within_1_percent, 100.0, 1},
    {"within 2 %", &EntrySummary::within_2_percent, 100.0, 1},
};

/// Entry by entry and point by point: all curves, then those of each place.
std::string walk_tables(const std::vector<WalkedPoint>& walk) {
  std::vector<std::vector<EntrySummary>> by_point;
  for (const WalkedPoint& point : walk) by_point.push_back(summarise_sweep(point.runs));
  std::string text;
  // The summaries of all points come in the same order.
  for (std::size_t i = 0; i < by_point.front().size(); ++i) {
    const EntrySummary& first = by_point.front()[i];
    if (first.group.style) continue;
    if (i == 0 || by_point.front()[i - 1].group.name() != first.group.name()) {
      text += fmt::format("\n## Operating points: {}\n\n", first.group.name());
      text += head(kWalked, "operating point");
    }
    for (std::size_t p = 0; p < walk.size(); ++p)
      text += row(by_point[p][i], kWalked, fmt::format("{}", walk[p].even_chance));
  }
  return text;
}

nlohmann::ordered_json json_of(const EntrySummary& one) {
  nlohmann::ordered_json entry{
      {"entry", one.entry}, {"group", one.group.name()}, {"seeds", one.seeds}, {"curves", one.curves}};
  for (const EstimateField& estimate : estimate_fields()) {
    const Estimate& value = one.*estimate.field;
    entry[estimate.name] = {{"mean", number(value.mean)}, {"half_width", number(value.half_width)}};
  }
  return entry;
}

}  // namespace

std::string sweep_markdown(const std::vector<EntrySummary>& summaries,
                           const std::vector<HardnessSummary>& hardness,
                           const std::vector<WalkedPoint>& walk) {
  std::string text;
  for (std::size_t begin = 0; begin < summaries.size();) {
    std::size_t end = begin + 1;
    while (end < summaries.size() && summaries[end].group.name() == summaries[begin].group.name()) ++end;
    if (!text.empty()) text += "\n";
    text += group_tables(std::span(summaries).subspan(begin, end - begin));
    begin = end;
  }
  if (!hardness.empty()) text += "\n" + hardness_table(hardness);
  if (!walk.empty()) text += walk_tables(walk);
  return text;
}

std::string sweep_json(const std::vector<EntrySummary>& summaries,
                       const std::vector<HardnessSummary>& hardness, const std::vector<WalkedPoint>& walk) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const EntrySummary& one : summaries) {
    nlohmann::ordered_json entry = json_of(one);
    entry["reliability"] = nlohmann::ordered_json::array();
    for (const auto& bar : one.reliability) {
      entry["reliability"].push_back(
          {{"chance", bar.chance}, {"frequency", bar.frequency}, {"pixels", bar.pixels}});
    }
    entry["worst"] = {{"curve", one.worst}, {"mae", number(one.worst_mae)}};
    all.push_back(entry);
  }
  nlohmann::ordered_json by_hardness = nlohmann::ordered_json::array();
  for (const HardnessSummary& one : hardness) {
    by_hardness.push_back({{"entry", one.entry},
                           {"mae_of_easy_third", number(one.mae_of_third[0])},
                           {"mae_of_middle_third", number(one.mae_of_third[1])},
                           {"mae_of_hard_third", number(one.mae_of_third[2])},
                           {"by_hardness", number(one.by_hardness)},
                           {"by_contrast", number(one.by_contrast)},
                           {"by_duty", number(one.by_duty)},
                           {"by_crossings", number(one.by_crossings)}});
  }
  nlohmann::ordered_json root{{"summaries", all}, {"hardness", by_hardness}};
  for (const WalkedPoint& point : walk) {
    nlohmann::ordered_json figures = nlohmann::ordered_json::array();
    for (const EntrySummary& one : summarise_sweep(point.runs)) figures.push_back(json_of(one));
    root["walk"].push_back({{"operating_point", point.even_chance}, {"summaries", figures}});
  }
  return root.dump(2) + "\n";
}

}  // namespace logdigitise::train
