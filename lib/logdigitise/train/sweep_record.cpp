#include "logdigitise/train/sweep_record.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/json_nesting.hpp"

namespace logdigitise::train {

namespace {

using nlohmann::json;

constexpr std::array<layout::LineStyle, 4> kStyles = {layout::LineStyle::kSolid, layout::LineStyle::kDashed,
                                                      layout::LineStyle::kDotted,
                                                      layout::LineStyle::kLongDash};

json number(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }

double number_of(const json& value) {
  return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

json json_of(const CurveScore& score) {
  return {{"band", score.band},
          {"place", score.place},
          {"style", layout::style_name(score.style)},
          {"rows", score.rows},
          {"omitted", score.omitted},
          {"blank", score.blank},
          {"invented", score.invented},
          {"mae", number(score.mae)},
          {"mse", number(score.mse)},
          {"r2", number(score.r2)},
          {"within_1_percent", number(score.within_1_percent)},
          {"within_2_percent", number(score.within_2_percent)}};
}

layout::LineStyle style_of(const std::string& name) {
  for (const layout::LineStyle style : kStyles) {
    if (layout::style_name(style) == name) return style;
  }
  throw std::invalid_argument("style");
}

CurveScore curve_from(const json& value) {
  CurveScore score;
  score.band = value.at("band").get<std::string>();
  score.place = value.at("place").get<int>();
  score.style = style_of(value.at("style").get<std::string>());
  score.rows = value.at("rows").get<std::int64_t>();
  score.omitted = value.at("omitted").get<std::int64_t>();
  score.blank = value.at("blank").get<std::int64_t>();
  score.invented = value.at("invented").get<std::int64_t>();
  score.mae = number_of(value.at("mae"));
  score.mse = number_of(value.at("mse"));
  score.r2 = number_of(value.at("r2"));
  score.within_1_percent = number_of(value.at("within_1_percent"));
  score.within_2_percent = number_of(value.at("within_2_percent"));
  return score;
}

json json_of(const metrics::ChanceHistogram& histogram) {
  return {{"positive", histogram.positive_by_level()}, {"negative", histogram.negative_by_level()}};
}

metrics::ChanceHistogram histogram_from(const json& value) {
  using Levels = metrics::ChanceHistogram::Levels;
  return {value.at("positive").get<Levels>(), value.at("negative").get<Levels>()};
}

}  // namespace

std::string record_json(const SweepRun& run) {
  const MaskScore& masks = run.score.masks;
  json record = {{"entry", run.entry},
                 {"seed", run.seed},
                 {"seconds", run.seconds},
                 {"model_sha256", run.model_sha256},
                 {"curves", json::array()},
                 {"mask_of_place", json::array()},
                 {"mask_of_style", json::object()},
                 {"ink_mask", json_of(masks.ink)}};
  if (run.calibration) {
    record["calibration"] = {{"slope", run.calibration->slope},
                             {"offset", run.calibration->offset},
                             {"cross_entropy_before", run.calibration->cross_entropy_before},
                             {"cross_entropy_after", run.calibration->cross_entropy_after},
                             {"pixels", run.calibration->pixels}};
  }
  for (const CurveScore& score : run.score.curves) record["curves"].push_back(json_of(score));
  for (const auto& mask : masks.of_place) record["mask_of_place"].push_back(json_of(mask));
  for (const layout::LineStyle style : kStyles)
    record["mask_of_style"][layout::style_name(style)] =
        json_of(masks.of_style.at(static_cast<std::size_t>(style)));
  return record.dump() + "\n";
}

SweepRun read_record(std::string_view text, const std::string& file) {
  check_json_nesting(text, file);
  try {
    const json record = json::parse(text);
    SweepRun run;
    run.entry = record.at("entry").get<std::string>();
    run.seed = record.at("seed").get<std::uint64_t>();
    run.seconds = record.at("seconds").get<double>();
    run.model_sha256 = record.at("model_sha256").get<std::string>();
    if (record.contains("calibration")) {
      const json& found = record["calibration"];
      run.calibration = {found.at("slope").get<double>(), found.at("offset").get<double>(),
                         found.at("cross_entropy_before").get<double>(),
                         found.at("cross_entropy_after").get<double>(),
                         found.at("pixels").get<std::int64_t>()};
    }
    MaskScore& masks = run.score.masks;
    for (const json& curve : record.at("curves")) run.score.curves.push_back(curve_from(curve));
    for (const json& mask : record.at("mask_of_place")) masks.of_place.push_back(histogram_from(mask));
    for (const layout::LineStyle style : kStyles) {
      masks.of_style.at(static_cast<std::size_t>(style)) =
          histogram_from(record.at("mask_of_style").at(layout::style_name(style)));
    }
    masks.ink = histogram_from(record.at("ink_mask"));
    return run;
  } catch (const std::exception&) {
    throw input_error(file, "is no record of a sweep's run", "Delete it to make that run again");
  }
}

}  // namespace logdigitise::train
