// logdigitise compare PREDICTED TRUTH: a result against the truth, curve by curve.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "commands.hpp"
#include "logdigitise/chart/compare_page.hpp"
#include "logdigitise/chart/compare_plot.hpp"
#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/metrics/compare_logs.hpp"
#include "logdigitise/metrics/comparison_table.hpp"
#include "logdigitise/metrics/error_shares.hpp"
#include "logdigitise/welllog/log_file.hpp"
#include "output_checks.hpp"

namespace logdigitise::app {

namespace {

using Json = nlohmann::ordered_json;

struct CompareCommand {
  std::string predicted;
  std::string truth;
  std::string layout;
  std::vector<std::string> map;
  std::string plot;
  metrics::CompareOptions options;
};

metrics::CurvePair pair_from(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
    throw usage_error("", fmt::format("--map {}: expected PREDICTED=TRUTH, the names of two curves", text));
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

/// JSON has no NaN.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

template <typename T>
Json number(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json to_json(const metrics::ErrorSummary& errors) {
  return {{"compared", errors.compared}, {"mae", number(errors.mae)},   {"rmse", number(errors.rmse)},
          {"mse", number(errors.mse)},   {"bias", number(errors.bias)}, {"r2", number(errors.r2)},
          {"p95", number(errors.p95)},   {"max", number(errors.max)}};
}

Json to_json(const metrics::ErrorCounts& counts) {
  Json json;
  json["gross"] = counts.gross;
  json["missing"] = counts.missing;
  json["lane"] = counts.lane;
  json["swapped"] = counts.swapped;
  json["jump"] = counts.jump;
  return json;
}

Json to_json(const std::optional<metrics::TrackErrors>& track) {
  if (!track) return nullptr;
  Json json = to_json(track->errors);
  json["within_1_percent"] = track->within_1_percent;
  json["within_2_percent"] = track->within_2_percent;
  json["within_5_percent"] = track->within_5_percent;
  json["samples"] = {
      {"ok", track->ok}, {"near", track->near}, {"gross", track->gross}, {"missing", track->missing}};
  return json;
}

Json to_json(const metrics::CurveComparison& curve) {
  Json json;
  json["mnemonic"] = curve.mnemonic;
  json["predicted"] = curve.predicted.empty() ? Json(nullptr) : Json(curve.predicted);
  json["unit"] = curve.unit;
  json["n"] = curve.n;
  json["coverage"] = curve.coverage;
  json["extra"] = curve.extra;
  json.update(to_json(curve.errors));
  json["worst_interval"] = {{"from", number(curve.worst.from)},
                            {"to", number(curve.worst.to)},
                            {"mean_error", number(curve.worst.mean_error)},
                            {"mean_error_track", number(curve.worst_track)}};
  json["depth_shift"] = {{"shift", number(curve.depth_shift.shift)},
                         {"correlation", number(curve.depth_shift.correlation)},
                         {"correlation_at_zero", number(curve.depth_shift.correlation_at_zero)}};
  json["track"] = to_json(curve.track);
  return json;
}

std::string comparison_json(const CompareCommand& command, const metrics::Comparison& comparison) {
  Json json;
  json["predicted"] = command.predicted;
  json["truth"] = command.truth;
  json["layout"] = command.layout.empty() ? Json(nullptr) : Json(command.layout);
  json["depth_unit"] = depth_unit_name(comparison.depth_unit);
  json["top"] = number(comparison.top);
  json["base"] = number(comparison.base);
  json["tolerance_step"] = command.options.tolerance_step;
  json["curves"] = Json::array();
  for (const metrics::CurveComparison& curve : comparison.curves) json["curves"].push_back(to_json(curve));
  const metrics::ErrorShares shares = metrics::error_shares(comparison);
  for (const metrics::CurveErrorCounts& counted : shares.curves) {
    for (Json& curve : json["curves"]) {
      if (curve["mnemonic"] == counted.mnemonic) curve["track"]["gross_errors"] = to_json(counted.counts);
    }
  }
  Json all = {{"n", comparison.n}, {"coverage", comparison.coverage}, {"track", to_json(comparison.track)}};
  if (comparison.track) all["track"]["gross_errors"] = to_json(shares.all);
  json["all"] = std::move(all);
  json["missing"] = comparison.missing;
  json["without_truth"] = comparison.without_truth;
  json["different_units"] = comparison.different_units;
  // A name may hold any bytes; replaced, they still make one JSON object.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// The scale of a curve as the layout gives it; nothing without one.
const layout::Curve* scale_of(const metrics::CurveComparison& curve, const layout::Layout& layout) {
  if (!curve.track_index) return nullptr;
  for (const layout::Curve& one : layout.tracks[*curve.track_index].curves) {
    if (welllog::same_name(one.mnemonic, curve.mnemonic)) return &one;
  }
  return nullptr;
}

chart::ComparedCurve plotted(const metrics::CurveComparison& curve, const layout::Layout& layout) {
  chart::ComparedCurve plot;
  plot.name = curve.mnemonic;
  plot.unit = curve.unit;
  if (const layout::Curve* scale = scale_of(curve, layout)) {
    plot.left = scale->left;
    plot.right = scale->right;
    plot.logarithmic = layout.tracks[*curve.track_index].scale == layout::Scale::kLog;
  }
  for (const metrics::Sample& sample : curve.samples) {
    plot.depths.push_back(sample.depth);
    plot.truth.push_back(sample.truth);
    plot.predicted.push_back(sample.predicted);
  }
  plot.worst_from = curve.worst.from;
  plot.worst_to = curve.worst.to;
  plot.figures = {{"n", fmt::format("{}", curve.n)},
                  {"coverage", fmt::format("{:.2f} %", 100.0 * curve.coverage)},
                  {"MAE", fmt::format("{:.4g} {}", curve.errors.mae, curve.unit)},
                  {"RMSE", fmt::format("{:.4g} {}", curve.errors.rmse, curve.unit)},
                  {"R2", std::isfinite(curve.errors.r2) ? fmt::format("{:.4f}", curve.errors.r2) : "-"},
                  {"worst", fmt::format("{:.1f} to {:.1f}: {:.3g}", curve.worst.from, curve.worst.to,
                                        curve.worst.mean_error)}};
  if (curve.track) {
    plot.figures.emplace_back("within 1 %, 2 % of the track",
                              fmt::format("{:.2f} %, {:.2f} %", 100.0 * curve.track->within_1_percent,
                                          100.0 * curve.track->within_2_percent));
  }
  return plot;
}

std::string comparison_picture(const CompareCommand& command, const metrics::Comparison& comparison,
                               const layout::Layout& layout) {
  chart::ComparePlot plot;
  plot.title = std::filesystem::path(command.predicted).filename().string() + " against " +
               std::filesystem::path(command.truth).filename().string();
  plot.depth_unit = depth_unit_name(comparison.depth_unit);
  for (const metrics::CurveComparison& curve : comparison.curves) {
    if (!curve.samples.empty()) plot.curves.push_back(plotted(curve, layout));
  }
  if (std::filesystem::path(command.plot).extension() != ".html") return chart::compare_plot_svg(plot);
  const double window = command.options.window_ft;
  return chart::compare_page(plot,
                             comparison.depth_unit == DepthUnit::kFeet ? window : kMetresPerFoot * window);
}

int run_compare(const CompareCommand& command, const CommonOptions& common, Progress& progress) {
  check_output_file(command.plot, std::vector<std::string>{".svg", ".html"}, {});
  metrics::CompareOptions options = command.options;
  for (const std::string& text : command.map) options.pairs.push_back(pair_from(text));
  layout::Layout layout;
  if (!command.layout.empty()) layout = layout::read_layout(command.layout);
  const welllog::WellLog predicted = welllog::read_log(command.predicted);
  const welllog::WellLog truth = welllog::read_log(command.truth);
  const metrics::Comparison comparison =
      metrics::compare_logs(predicted, truth, command.layout.empty() ? nullptr : &layout, options);

  for (const std::string& name : comparison.missing) {
    progress.note(fmt::format("{}: no curve {}; it counts with coverage 0", command.predicted, name));
  }
  for (const std::string& name : comparison.without_truth) {
    progress.note(fmt::format("{}: no curve {} to compare with", command.truth, name));
  }
  for (const std::string& name : comparison.different_units) {
    progress.warn(
        fmt::format("{}: its unit differs between the two logs; values are compared as they are", name));
  }
  if (!command.plot.empty()) {
    write_file_atomically(command.plot, comparison_picture(command, comparison, layout));
  }
  const std::string text =
      common.json ? comparison_json(command, comparison) : metrics::comparison_table(comparison);
  fmt::print("{}", text);
  return 0;
}

}  // namespace

void add_compare(CLI::App& app, Action& action) {
  const auto command = std::make_shared<CompareCommand>();
  CLI::App* verb = app.add_subcommand("compare", "Measure a log against the truth, curve by curve");
  verb->add_option("PREDICTED", command->predicted, "The log to measure (.las or .csv)")
      ->type_name("FILE")
      ->required();
  verb->add_option("TRUTH", command->truth, "The log to measure it against (.las or .csv)")
      ->type_name("FILE")
      ->required();
  verb->add_option("--layout", command->layout,
                   "Layout whose scales give errors as fractions of the track, and whose depths are compared")
      ->type_name("FILE");
  verb->add_option("--map", command->map,
                   "PREDICTED=TRUTH: curves that go by different names; may be repeated")
      ->type_name("PREDICTED=TRUTH")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  verb->add_option("--tolerance-step", command->options.tolerance_step,
                   "Interpolate between predicted samples at most this many of its steps apart")
      ->capture_default_str();
  verb->add_option(
          "--plot", command->plot,
          "A picture of both: curves, differences, histograms, figures (OUT.svg), or a page (OUT.html)")
      ->type_name("FILE");
  verb->add_flag("--whole-truth", command->options.whole_truth,
                 "With --layout: compare outside its top and base as well");
  verb->callback([command, &action] {
    action = [command](const CommonOptions& common, Progress& progress) {
      return run_compare(*command, common, progress);
    };
  });
}

}  // namespace logdigitise::app
