#include "logdigitise/metrics/comparison_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace logdigitise::metrics {

namespace {

constexpr std::size_t kLeftColumns = 2;  ///< The names stand left, all numbers right.
constexpr std::array<const char*, 20> kTitles = {
    "curve", "unit", "n",      "cover%", "extra", "MAE",  "RMSE", "MSE",  "bias",  "R2",
    "p95",   "max",  "MAE_tr", "MSE_tr", "R2_tr", "in1%", "in2%", "in5%", "shift", "worst"};
using Row = std::array<std::string, kTitles.size()>;

std::string figure(double value) { return std::isnan(value) ? "-" : fmt::format("{:.4g}", value); }
std::string fraction(double value) { return std::isnan(value) ? "-" : fmt::format("{:.5f}", value); }
std::string percent(double share) { return fmt::format("{:.2f}", 100.0 * share); }

/// One word, so that the columns can also be told apart by a script.
std::string word(std::string text) {
  std::replace(text.begin(), text.end(), ' ', '_');
  return text.empty() ? "-" : text;
}

void fill_track(const std::optional<TrackErrors>& track, Row& row) {
  if (!track) return;
  row[12] = fraction(track->errors.mae);
  row[13] = figure(track->errors.mse);
  row[14] = figure(track->errors.r2);
  row[15] = percent(track->within_1_percent);
  row[16] = percent(track->within_2_percent);
  row[17] = percent(track->within_5_percent);
}

Row row_of(const CurveComparison& curve, std::string_view depth_unit) {
  Row row;
  row.fill("-");
  const bool renamed = !curve.predicted.empty() && !welllog::same_name(curve.predicted, curve.mnemonic);
  row[0] = word(renamed ? curve.predicted + "=" + curve.mnemonic : curve.mnemonic);
  row[1] = word(curve.unit);
  row[2] = fmt::format("{}", curve.n);
  row[3] = percent(curve.coverage);
  row[4] = fmt::format("{}", curve.extra);
  row[5] = figure(curve.errors.mae);
  row[6] = figure(curve.errors.rmse);
  row[7] = figure(curve.errors.mse);
  row[8] = figure(curve.errors.bias);
  row[9] = figure(curve.errors.r2);
  row[10] = figure(curve.errors.p95);
  row[11] = figure(curve.errors.max);
  fill_track(curve.track, row);
  if (!std::isnan(curve.depth_shift.shift))
    row[18] = fmt::format("{:.4g}{}", curve.depth_shift.shift, depth_unit);
  if (!std::isnan(curve.worst.mean_error)) {
    row[19] = fmt::format("{:.2f}..{:.2f}:{:.3g}", curve.worst.from, curve.worst.to, curve.worst.mean_error);
  }
  return row;
}

Row row_of_all(const Comparison& comparison) {
  Row row;
  row.fill("-");
  row[0] = "all";
  row[2] = fmt::format("{}", comparison.n);
  row[3] = percent(comparison.coverage);
  fill_track(comparison.track, row);
  return row;
}

}  // namespace

std::string comparison_table(const Comparison& comparison) {
  std::vector<Row> rows(1);
  std::copy(kTitles.begin(), kTitles.end(), rows[0].begin());
  for (const CurveComparison& curve : comparison.curves) {
    rows.push_back(row_of(curve, depth_unit_name(comparison.depth_unit)));
  }
  rows.push_back(row_of_all(comparison));
  std::array<std::size_t, kTitles.size()> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += "  ";
      text += i < kLeftColumns ? fmt::format("{:<{}}", row[i], widths[i])
                               : fmt::format("{:>{}}", row[i], widths[i]);
    }
    text += '\n';
  }
  return text;
}

}  // namespace logdigitise::metrics
