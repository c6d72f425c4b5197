#include "convert_options.hpp"

#include <map>
#include <string>

#include "logdigitise/nn/model_files.hpp"
#include "operating_point_option.hpp"

namespace logdigitise::app {

void add_convert_options(CLI::App& verb, pipeline::ConvertOptions& options) {
  using pipeline::Fill;
  using pipeline::Resample;
  using trace::Method;
  const std::map<std::string, Method> methods = {
      {"path", Method::kPath}, {"argmax", Method::kArgmax}, {"centroid", Method::kCentroid}};
  const std::map<std::string, Resample> resamples = {
      {"spline", Resample::kSpline}, {"interpolate", Resample::kInterpolate}, {"mean", Resample::kMean}};
  const std::map<std::string, Fill> fills = {{"none", Fill::kNone}, {"spline", Fill::kSpline}};

  verb.add_option("--max-gap", options.max_gap,
                  "Bridge gaps up to this long, in the layout's depth unit (default 1 ft or 0.3 m)")
      ->check(CLI::NonNegativeNumber);
  verb.add_option("--fill", options.fill, "none, or spline: bridge longer gaps too")
      ->transform(CLI::CheckedTransformer(fills, CLI::ignore_case));
  verb.add_option("--points", options.points, "Write this many evenly spread depths instead of the step")
      ->check(CLI::Range(2, 10'000'000));
  verb.add_option("--method", options.trace.method, "Extraction: path (default), argmax or centroid")
      ->transform(CLI::CheckedTransformer(methods, CLI::ignore_case));
  verb.add_option("--resample", options.resample, "Rows to depths: spline (default), interpolate or mean")
      ->transform(CLI::CheckedTransformer(resamples, CLI::ignore_case));
  verb.add_option("--tile-rows", options.tile_rows,
                  "Band rows per network tile: memory and speed, not values")
      ->check(CLI::Range(64, 65'536))
      ->capture_default_str();
  take_operating_points(*verb.add_option(
      "--operating-point", options.trace.even_chance,
      "From which chance on a stroke is taken for the curve: recall (0.1), balanced (0.21), precision "
      "(0.4), or a number"));
  verb.add_option("--min-confidence", options.min_confidence,
                  "Samples less sure than this are null; 0 keeps all")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  verb.add_option("--review-confidence", options.review_confidence,
                  "Samples less sure than this are flagged with what makes them doubtful")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  verb.add_option("--step-cost", options.trace.step_cost, "Tracer: price of a column sideways off the ink")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  verb.add_option("--absent-cost", options.trace.absent_cost, "Tracer: price of a row with nothing drawn")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  verb.add_option("--switch-cost", options.trace.switch_cost, "Tracer: price of a gap's beginning or end")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  verb.add_option("--wrap-cost", options.trace.wrap_cost, "Tracer: price of going round an edge")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
}

nn::Segmenter make_segmenter(const CommonOptions& common) {
  nn::SegmenterOptions options;
  options.device = common.device;
  options.precision = common.precision;
  options.threads = common.threads;
  return nn::Segmenter(nn::find_model(common.model), options);
}

}  // namespace logdigitise::app
