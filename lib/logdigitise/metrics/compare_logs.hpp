#pragma once
// A result against the truth, curve by curve.

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "logdigitise/core/units.hpp"
#include "logdigitise/layout/layout.hpp"
#include "logdigitise/metrics/depth_shift.hpp"
#include "logdigitise/metrics/error_summary.hpp"
#include "logdigitise/metrics/worst_interval.hpp"
#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::metrics {

/// By the error in fractions of the track.
enum class SampleClass : std::uint8_t {
  kOk,       ///< At most 2 %.
  kNear,     ///< At most 5 %.
  kGross,    ///< More.
  kMissing,  ///< Nothing predicted.
  kUnrated,  ///< Predicted, but no layout says what a track is.
};

/// A depth where the truth has a value.
struct Sample {
  std::size_t row = 0;  ///< Of the truth log.
  double depth = 0.0;
  double truth = 0.0;
  double predicted = std::numeric_limits<double>::quiet_NaN();  ///< NaN if missing.
  double truth_track =
      std::numeric_limits<double>::quiet_NaN();  ///< Fraction of the track; < 0 or > 1 off scale.
  double predicted_track = std::numeric_limits<double>::quiet_NaN();
  SampleClass sample_class = SampleClass::kMissing;
};

/// Errors in fractions of the track: of its decades on a log scale.
struct TrackErrors {
  ErrorSummary errors;
  /// Shares of all samples of the truth; a missing one is within nothing.
  double within_1_percent = 0.0;
  double within_2_percent = 0.0;
  double within_5_percent = 0.0;
  std::int64_t ok = 0;
  std::int64_t near = 0;
  std::int64_t gross = 0;
  std::int64_t missing = 0;
};

struct CurveComparison {
  std::string mnemonic;   ///< In the truth.
  std::string predicted;  ///< Name in the prediction; empty if it has no such curve.
  std::string unit;       ///< Of the truth.
  std::string predicted_unit;
  std::int64_t n = 0;                      ///< Samples where the truth has a value.
  double coverage = 0.0;                   ///< Share of these where the prediction has one; 0 if n is 0.
  std::int64_t extra = 0;                  ///< Depths with a predicted value where the truth has none.
  ErrorSummary errors;                     ///< In units of the curve.
  std::optional<TrackErrors> track;        ///< Nothing without a layout that has the curve.
  std::optional<std::size_t> track_index;  ///< Of the layout.
  bool wraps = false;                      ///< By the layout.
  WorstInterval worst;                     ///< mean_error in units, chosen by the track where there is one.
  std::optional<double> worst_track;       ///< Its mean error in fractions of the track.
  DepthShift depth_shift;
  std::vector<Sample> samples;  ///< n of them, depth increasing.
};

struct Comparison {
  DepthUnit depth_unit = DepthUnit::kFeet;  ///< Of the truth; all depths here are in it.
  std::optional<double> top;                ///< Where the comparison was limited to a layout's depths.
  std::optional<double> base;
  std::vector<CurveComparison> curves;
  std::int64_t n = 0;  ///< Of all curves.
  double coverage = 0.0;
  std::optional<TrackErrors> track;  ///< All samples of curves with a track as one set.
  std::vector<std::string> missing;  ///< Truth curves the prediction has not; they count, with coverage 0.
  std::vector<std::string> without_truth;  ///< Predicted or laid-out curves the truth has not.
  std::vector<std::string>
      different_units;  ///< Curves whose unit is another in the prediction; not converted.
};

/// `--map PREDICTED=TRUTH`.
struct CurvePair {
  std::string predicted;
  std::string truth;
};

struct CompareOptions {
  double tolerance_step = 1.5;        ///< Predicted steps across which is interpolated; >= 0.
  bool whole_truth = false;           ///< With a layout: depths outside its top..base count too.
  double window_ft = 10.0;            ///< Length of the worst interval, feet; > 0.
  double max_shift_ft = 10.0;         ///< Largest depth shift looked for, feet; 0 = none.
  std::vector<CurvePair> pairs = {};  ///< Curves that go by different names; case ignored.
};

/// Compares at the depths of the truth; the prediction is brought there as resample says, feet and metres are
/// converted. Curves are paired by mnemonic (case ignored) or by `pairs`.
///
/// With a layout, its curves are compared (and what else both logs share), between its top and base, and
/// errors are also measured in fractions of the track; values <= 0 on a log scale are no values, on either
/// side. Without one, all curves of the truth are, and whatever needs a track is absent.
///
/// O(rows * (curves + lags)). Throws a usage error for options out of range or a pair that names a curve
/// which is not there; an input error if no curve is in both logs.
[[nodiscard]] Comparison compare_logs(const welllog::WellLog& predicted, const welllog::WellLog& truth,
                                      const layout::Layout* layout = nullptr,
                                      const CompareOptions& options = {});

}  // namespace logdigitise::metrics
