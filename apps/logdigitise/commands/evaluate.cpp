// logdigitise evaluate DIR: a model's score on logs with truth.

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "commands.hpp"
#include "convert_options.hpp"
#include "evaluation.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/interrupt.hpp"
#include "logdigitise/nn/annotate_model.hpp"
#include "logdigitise/nn/model_files.hpp"
#include "logdigitise/pipeline/confidence_fit.hpp"
#include "operating_point_option.hpp"
#include "shard_evaluation.hpp"

namespace logdigitise::app {

namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::filesystem::path logs;
  std::filesystem::path save;
  std::filesystem::path fit_confidence;
  pipeline::ConvertOptions convert;
  std::vector<double> walk;
};

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json json_of(const metrics::ErrorCounts& errors) {
  return {{"gross", errors.gross},
          {"missing", errors.missing},
          {"lane", errors.lane},
          {"swapped", errors.swapped},
          {"jump", errors.jump}};
}

Json json_of(const metrics::ConfidenceScore& score) {
  return {{"samples", score.n},
          {"calibration_error", number(score.calibration_error)},
          {"sure", number(score.sure)},
          {"sure_right", number(score.sure_right)},
          {"gross", score.gross},
          {"gross_flagged", number(score.gross_flagged)},
          {"flagged", number(score.flagged)}};
}

template <typename Score>
Json figures(const Score& score) {
  return {{"coverage", number(score.coverage)},
          {"mae_track", number(score.mae)},
          {"mse_track", number(score.mse)},
          {"within_1_percent", number(score.within_1_percent)},
          {"within_2_percent", number(score.within_2_percent)},
          {"ceiling_1_percent", number(score.ceiling_1_percent)},
          {"ceiling_2_percent", number(score.ceiling_2_percent)},
          {"errors", json_of(score.errors)}};
}

std::string json_text(const nn::Segmenter& segmenter, const std::vector<CurveScore>& scores,
                      const std::vector<GroupScore>& groups) {
  Json root;
  root["model"] = {{"name", segmenter.model_name()}, {"sha256", segmenter.sha256()}};
  root["precision"] = segmenter.precision();
  for (const GroupScore& group : groups) {
    Json one = figures(group);
    one["name"] = group.name;
    one["curves"] = group.curves;
    one["median_r2"] = number(group.median_r2);
    one["confidence"] = json_of(group.confidence);
    root["groups"].push_back(one);
  }
  for (const CurveScore& score : scores) {
    Json one = figures(score);
    one["log"] = score.log;
    one["mnemonic"] = score.mnemonic;
    one["style"] = layout::style_name(score.style);
    one["place"] = score.place;
    one["samples"] = score.samples;
    one["extra"] = score.extra;
    one["r2"] = number(score.r2);
    root["curves"].push_back(one);
  }
  return root.dump(2) + "\n";
}

std::string figure_columns(const auto& score, double r2) {
  return fmt::format("{:8.4f} {:9.6f} {:8.4f} {:7.2f} {:7.2f} {:7.2f} {:7.2f} {:7.2f}", score.mae, score.mse,
                     r2, 100.0 * score.coverage, 100.0 * score.within_1_percent,
                     100.0 * score.ceiling_1_percent, 100.0 * score.within_2_percent,
                     100.0 * score.ceiling_2_percent);
}

constexpr const char* kFigureHeader = "     mae       mse       r2   cover    in1%   ceil1    in2%   ceil2";

std::string table(const std::vector<CurveScore>& scores, const std::vector<GroupScore>& groups) {
  std::string text =
      fmt::format("{:<16} {:<8} {:<8} {:>7} {}\n", "log", "curve", "style", "n", kFigureHeader);
  for (const CurveScore& score : scores) {
    text += fmt::format("{:<16} {:<8} {:<8} {:>7} {}\n", score.log, score.mnemonic,
                        layout::style_name(score.style), score.samples, figure_columns(score, score.r2));
  }
  text += fmt::format("\n{:<12} {:>6} {}   gross  missing   lane  swapped   jump\n", "mean of", "curves",
                      kFigureHeader);
  for (const GroupScore& group : groups) {
    text += fmt::format("{:<12} {:>6} {} {:>7} {:>8} {:>6} {:>8} {:>6}\n", group.name, group.curves,
                        figure_columns(group, group.median_r2), group.errors.gross, group.errors.missing,
                        group.errors.lane, group.errors.swapped, group.errors.jump);
  }
  text +=
      fmt::format("\n{:<12} {:>9}  apart    sure  right   flagged  gross in it\n", "confidence", "samples");
  for (const GroupScore& group : groups) {
    const metrics::ConfidenceScore& said = group.confidence;
    text += fmt::format("{:<12} {:>9} {:6.3f} {:6.1f}% {:5.1f}% {:8.1f}% {:11.1f}%\n", group.name, said.n,
                        said.calibration_error, 100.0 * said.sure, 100.0 * said.sure_right,
                        100.0 * said.flagged, 100.0 * said.gross_flagged);
  }
  return text;
}

/// Fits how sure values are to these logs and writes the model with it.
void fit_confidence(const std::vector<CurveScore>& scores, const std::string& model,
                    const std::filesystem::path& out, Progress& progress) {
  std::vector<pipeline::JudgedClues> samples;
  for (const CurveScore& score : scores)
    samples.insert(samples.end(), score.clues.begin(), score.clues.end());
  const pipeline::ConfidenceModel fitted = pipeline::fit_confidence(samples);
  nn::annotate_model(nn::find_model(model), out, out.stem().string(),
                     {{pipeline::kConfidenceKey, pipeline::confidence_text(fitted)}});
  progress.note(fmt::format("{}: confidence from {} samples", out.string(), samples.size()));
}

int run(const Options& options, const CommonOptions& common, Progress& progress) {
  if (holds_shards(options.logs)) {
    evaluate_shards({options.logs, options.save, options.convert.trace, options.walk}, common, progress);
    return 0;
  }
  if (!options.walk.empty()) {
    throw usage_error("--walk", "is for folders of shards, as synthesise --shards writes them",
                      "Give --operating-point, and run once for each");
  }
  const std::vector<std::filesystem::path> folders = log_folders(options.logs);
  if (!options.save.empty()) std::filesystem::create_directories(options.save);
  nn::Segmenter segmenter = make_segmenter(common);
  pipeline::ConvertOptions convert = options.convert;
  set_raster_options(common, convert.raster);
  if (!options.fit_confidence.empty()) {
    convert.keep_clues = true;
    convert.min_confidence = 0.0F;  // All samples teach.
  }
  std::vector<CurveScore> scores;
  for (const std::filesystem::path& folder : folders) {
    throw_if_interrupted();
    const std::vector<CurveScore> one = score_log(folder, segmenter, convert, options.save, progress);
    scores.insert(scores.end(), one.begin(), one.end());
  }
  if (!options.fit_confidence.empty()) fit_confidence(scores, common.model, options.fit_confidence, progress);
  const std::vector<GroupScore> groups = group_scores(scores);
  std::cout << (common.json ? json_text(segmenter, scores, groups) : table(scores, groups));
  return 0;
}

}  // namespace

void add_evaluate(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("evaluate", "Score a model on a folder of logs with truth, log by log");
  verb->add_option(
          "DIR", options->logs,
          "Folders with scan, layout.json and truth.las, as synthesise writes them; or a folder of shards")
      ->type_name("DIR")
      ->required();
  verb->add_option("--save", options->save,
                   "Keep the digitised logs (of shards: the pictures) in this folder")
      ->type_name("DIR");
  verb->add_option(
          "--fit-confidence", options->fit_confidence,
          "Fit the chance that a value is right to these logs, and write the model with it to this file")
      ->type_name("FILE");
  add_convert_options(*verb, options->convert);
  add_walk(*verb, options->walk);
  verb->callback([options, &action] {
    action = [options](const CommonOptions& common, Progress& progress) {
      return run(*options, common, progress);
    };
  });
}

}  // namespace logdigitise::app
