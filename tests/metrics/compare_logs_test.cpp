#include "logdigitise/metrics/compare_logs.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "logdigitise/core/error.hpp"

namespace logdigitise::metrics {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Depths 100, 100.5, ... and one curve of a function of the row.
welllog::WellLog one_curve(const std::string& mnemonic, int rows, const std::function<double(int)>& value) {
  welllog::WellLog log;
  welllog::Curve curve{mnemonic, "U", "", {}};
  for (int i = 0; i < rows; ++i) {
    log.depths.push_back(100.0 + 0.5 * i);
    curve.values.push_back(value(i));
  }
  log.curves.push_back(curve);
  return log;
}

double wave(int i) { return 75.0 + 60.0 * std::sin(0.1 * i); }

layout::Layout gamma_ray_layout(double top, double base) {
  layout::Layout layout;
  layout.depth.top = top;
  layout.depth.base = base;
  layout::Track track;
  track.edges = {{0.0, 0.0, 500.0, 1}};
  track.curves.push_back({"GR", "GAPI", 0.0, 150.0, layout::LineStyle::kSolid, {}, {}, true});
  layout.tracks.push_back(track);
  return layout;
}

std::string error_of(const std::function<void()>& call, ErrorKind kind) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind);
    return error.what();
  }
  return "no error";
}

TEST(CompareLogs, FindsNoErrorInTheTruthItself) {
  const welllog::WellLog truth = one_curve("GR", 200, wave);
  const layout::Layout layout = gamma_ray_layout(100.0, 199.5);
  const Comparison comparison = compare_logs(truth, truth, &layout);
  ASSERT_EQ(comparison.curves.size(), 1U);
  const CurveComparison& curve = comparison.curves[0];
  EXPECT_EQ(curve.n, 200);
  EXPECT_EQ(curve.coverage, 1.0);
  EXPECT_EQ(curve.extra, 0);
  EXPECT_EQ(curve.errors.max, 0.0);
  EXPECT_EQ(curve.errors.r2, 1.0);
  EXPECT_EQ(curve.depth_shift.shift, 0.0);
  ASSERT_TRUE(curve.track);
  EXPECT_EQ(curve.track->within_1_percent, 1.0);
  EXPECT_EQ(curve.track->ok, 200);
  EXPECT_EQ(comparison.track->errors.mae, 0.0);
}

TEST(CompareLogs, MeasuresAKnownOffsetInUnitsAndInTheTrack) {
  const welllog::WellLog truth = one_curve("GR", 200, wave);
  const welllog::WellLog predicted = one_curve("gr", 200, [](int i) { return wave(i) + 3.0; });
  const layout::Layout layout = gamma_ray_layout(100.0, 199.5);
  const CurveComparison curve = compare_logs(predicted, truth, &layout).curves.at(0);
  EXPECT_NEAR(curve.errors.mae, 3.0, 1e-9);
  EXPECT_NEAR(curve.errors.bias, 3.0, 1e-9);
  EXPECT_NEAR(curve.errors.mse, 9.0, 1e-9);
  EXPECT_NEAR(curve.track->errors.mae, 0.02, 1e-12);
  EXPECT_NEAR(curve.track->errors.mse, 0.0004, 1e-12);
  EXPECT_EQ(curve.track->within_1_percent, 0.0);
  EXPECT_EQ(curve.track->within_2_percent, 1.0);
  EXPECT_NEAR(*curve.worst_track, 0.02, 1e-12);
  EXPECT_NEAR(curve.worst.mean_error, 3.0, 1e-9);
}

TEST(CompareLogs, CountsAMissingSampleAsWithinNothing) {
  const welllog::WellLog truth = one_curve("GR", 100, [](int i) { return i < 80 ? wave(i) : kNaN; });
  const welllog::WellLog predicted = one_curve("GR", 100, [](int i) { return i >= 40 ? wave(i) : kNaN; });
  const layout::Layout layout = gamma_ray_layout(100.0, 149.5);
  const CurveComparison curve = compare_logs(predicted, truth, &layout).curves.at(0);
  EXPECT_EQ(curve.n, 80);
  EXPECT_EQ(curve.coverage, 0.5);
  EXPECT_EQ(curve.extra, 20);
  EXPECT_EQ(curve.track->within_5_percent, 0.5);
  EXPECT_EQ(curve.track->missing, 40);
  EXPECT_EQ(curve.samples[0].sample_class, SampleClass::kMissing);
  EXPECT_EQ(curve.samples[79].sample_class, SampleClass::kOk);
}

TEST(CompareLogs, ClassesSamplesByTheirError) {
  const double errors[] = {0.0, 0.019, 0.021, -0.049, 0.051};
  const welllog::WellLog truth = one_curve("GR", 5, [](int) { return 75.0; });
  const welllog::WellLog predicted = one_curve("GR", 5, [&](int i) { return 75.0 + 150.0 * errors[i]; });
  const layout::Layout layout = gamma_ray_layout(100.0, 102.0);
  const CurveComparison curve = compare_logs(predicted, truth, &layout).curves.at(0);
  EXPECT_EQ(curve.track->ok, 2);
  EXPECT_EQ(curve.track->near, 2);
  EXPECT_EQ(curve.track->gross, 1);
  EXPECT_EQ(compare_logs(predicted, truth).curves.at(0).samples[0].sample_class, SampleClass::kUnrated);
}

TEST(CompareLogs, MeasuresLogScalesInDecades) {
  layout::Layout layout = gamma_ray_layout(100.0, 199.5);
  layout.tracks[0].scale = layout::Scale::kLog;
  layout.tracks[0].curves[0] = {"ILD", "OHMM", 0.2, 2000.0, layout::LineStyle::kSolid, {}, {}, false};
  const auto resistivity = [](int i) { return i == 7 ? 0.0 : 20.0 * std::exp(0.5 * std::sin(0.1 * i)); };
  const welllog::WellLog truth = one_curve("ILD", 200, resistivity);
  const welllog::WellLog predicted =
      one_curve("ILD", 200, [&](int i) { return i == 9 ? -1.0 : 2.0 * resistivity(i); });
  const CurveComparison curve = compare_logs(predicted, truth, &layout).curves.at(0);
  EXPECT_EQ(curve.n, 199);  // Zero ohmm is no value.
  EXPECT_EQ(curve.errors.compared, 198);
  EXPECT_NEAR(curve.track->errors.mae, std::log10(2.0) / 4.0, 1e-12);
}

TEST(CompareLogs, TakesValuesBeyondTheTrackAsTheyAre) {
  const welllog::WellLog truth = one_curve("GR", 100, [](int i) { return 100.0 + 2.0 * i; });
  const layout::Layout layout = gamma_ray_layout(100.0, 149.5);
  const CurveComparison curve = compare_logs(truth, truth, &layout).curves.at(0);
  EXPECT_GT(curve.samples.back().truth_track, 1.9);
  EXPECT_EQ(curve.track->within_1_percent, 1.0);
}

TEST(CompareLogs, KeepsToTheDepthsOfTheLayoutUnlessAskedNotTo) {
  const welllog::WellLog truth = one_curve("GR", 200, wave);
  const layout::Layout layout = gamma_ray_layout(110.0, 120.0);
  EXPECT_EQ(compare_logs(truth, truth, &layout).n, 21);
  EXPECT_EQ(compare_logs(truth, truth, &layout, {.whole_truth = true}).n, 200);
}

TEST(CompareLogs, ConvertsFeetAndMetres) {
  const welllog::WellLog truth = one_curve("GR", 200, wave);
  welllog::WellLog metres = truth;
  metres.depth_unit = DepthUnit::kMetres;
  for (double& depth : metres.depths) depth *= kMetresPerFoot;
  const layout::Layout layout = gamma_ray_layout(100.0, 199.5);
  const Comparison in_feet = compare_logs(metres, truth, &layout);
  EXPECT_EQ(in_feet.depth_unit, DepthUnit::kFeet);
  EXPECT_EQ(in_feet.coverage, 1.0);
  EXPECT_NEAR(in_feet.curves[0].errors.max, 0.0, 1e-6);
  const Comparison in_metres = compare_logs(truth, metres, &layout);
  EXPECT_EQ(in_metres.n, 200);
  EXPECT_NEAR(*in_metres.top, 30.48, 1e-9);
}

TEST(CompareLogs, TakesTheOthersUnitWhereAFileNamesNone) {
  welllog::WellLog truth = one_curve("GR", 200, wave);
  truth.depth_unit = DepthUnit::kMetres;
  welllog::WellLog predicted = one_curve("GR", 200, wave);
  predicted.depth_unit_is_stated = false;
  EXPECT_EQ(compare_logs(predicted, truth).coverage, 1.0);
  const Comparison other_way = compare_logs(truth, predicted);
  EXPECT_EQ(other_way.depth_unit, DepthUnit::kMetres);
  EXPECT_EQ(other_way.coverage, 1.0);
}

TEST(CompareLogs, InterpolatesToTheDepthsOfAFinerTruth) {
  welllog::WellLog truth;
  truth.curves.push_back({"GR", "", "", {}});
  for (int i = 0; i < 101; ++i) {
    truth.depths.push_back(100.0 + 0.1 * i);
    truth.curves[0].values.push_back(0.1 * i);
  }
  const welllog::WellLog predicted = one_curve("GR", 21, [](int i) { return 0.5 * i; });
  const CurveComparison curve = compare_logs(predicted, truth).curves.at(0);
  EXPECT_EQ(curve.coverage, 1.0);
  EXPECT_NEAR(curve.errors.max, 0.0, 1e-9);
}

TEST(CompareLogs, ReadsLogsUpwardsAsWell) {
  welllog::WellLog upwards = one_curve("GR", 50, wave);
  std::reverse(upwards.depths.begin(), upwards.depths.end());
  std::reverse(upwards.curves[0].values.begin(), upwards.curves[0].values.end());
  const Comparison comparison = compare_logs(one_curve("GR", 50, wave), upwards);
  EXPECT_EQ(comparison.curves[0].errors.max, 0.0);
  EXPECT_EQ(comparison.curves[0].samples.front().depth, 100.0);
  EXPECT_EQ(comparison.curves[0].samples.front().row, 49U);
}

TEST(CompareLogs, CountsACurveThePredictionLacks) {
  welllog::WellLog truth = one_curve("GR", 20, wave);
  truth.curves.push_back({"SP", "MV", "", std::vector<double>(20, 1.0)});
  const Comparison comparison = compare_logs(one_curve("GR", 20, wave), truth);
  EXPECT_EQ(comparison.missing, (std::vector<std::string>{"SP"}));
  EXPECT_EQ(comparison.curves.at(1).coverage, 0.0);
  EXPECT_EQ(comparison.coverage, 0.5);
}

TEST(CompareLogs, WithALayoutAsksOnlyForItsCurves) {
  welllog::WellLog truth = one_curve("GR", 20, wave);
  truth.curves.push_back({"SP", "MV", "", std::vector<double>(20, 1.0)});
  const layout::Layout layout = gamma_ray_layout(100.0, 200.0);
  welllog::WellLog predicted = one_curve("GR", 20, wave);
  predicted.curves.push_back({"GR_CONF", "", "", std::vector<double>(20, 1.0)});
  const Comparison comparison = compare_logs(predicted, truth, &layout);
  EXPECT_EQ(comparison.curves.size(), 1U);
  EXPECT_EQ(comparison.without_truth, (std::vector<std::string>{"GR_CONF"}));
}

TEST(CompareLogs, PairsCurvesOfDifferentNames) {
  const welllog::WellLog truth = one_curve("GAM", 20, wave);
  const layout::Layout layout = gamma_ray_layout(100.0, 200.0);
  const Comparison comparison =
      compare_logs(one_curve("GR", 20, wave), truth, &layout, {.pairs = {{"gr", "gam"}}});
  EXPECT_EQ(comparison.curves.at(0).mnemonic, "GAM");
  EXPECT_EQ(comparison.curves.at(0).predicted, "GR");
  EXPECT_EQ(comparison.curves.at(0).track->ok, 20);
}

TEST(CompareLogs, NamesCurvesWhoseUnitsDiffer) {
  welllog::WellLog predicted = one_curve("GR", 20, wave);
  predicted.curves[0].unit = "GAPI";
  EXPECT_EQ(compare_logs(predicted, one_curve("GR", 20, wave)).different_units,
            (std::vector<std::string>{"GR"}));
}

TEST(CompareLogs, SaysWhatItCannotCompare) {
  const welllog::WellLog gr = one_curve("GR", 20, wave);
  const welllog::WellLog sp = one_curve("SP", 20, wave);
  EXPECT_EQ(error_of([&] { static_cast<void>(compare_logs(gr, sp)); }, ErrorKind::kInput),
            "no curve in common: the prediction has GR, the truth has SP. Pair curves of different names "
            "with --map "
            "PREDICTED=TRUTH");
  EXPECT_EQ(error_of(
                [&] {
                  static_cast<void>(compare_logs(gr, sp, nullptr, {.pairs = {{"GR", "X"}}}));
                },
                ErrorKind::kUsage),
            "the truth has no curve X; it has SP");
  EXPECT_EQ(error_of(
                [&] {
                  static_cast<void>(compare_logs(gr, sp, nullptr, {.pairs = {{"X", "SP"}}}));
                },
                ErrorKind::kUsage),
            "the prediction has no curve X; it has GR");
  EXPECT_EQ(error_of([&] { static_cast<void>(compare_logs(gr, gr, nullptr, {.tolerance_step = -1.0})); },
                     ErrorKind::kUsage),
            "tolerance_step -1 is below 0");
}

TEST(CompareLogs, CopesWithNoRowsInCommon) {
  const welllog::WellLog truth = one_curve("GR", 20, wave);
  const layout::Layout layout = gamma_ray_layout(5000.0, 5100.0);
  const Comparison comparison = compare_logs(truth, truth, &layout);
  EXPECT_EQ(comparison.n, 0);
  EXPECT_EQ(comparison.coverage, 0.0);
  welllog::WellLog empty = truth;
  empty.depths.clear();
  empty.curves[0].values.clear();
  EXPECT_EQ(compare_logs(empty, truth).coverage, 0.0);
  EXPECT_EQ(compare_logs(truth, empty).n, 0);
}

}  // namespace
}  // namespace logdigitise::metrics
