// Written and read again, a log is the same to the printed precision.

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <string>

#include "logdigitise/core/random.hpp"
#include "logdigitise/welllog/csv_reader.hpp"
#include "logdigitise/welllog/csv_writer.hpp"
#include "logdigitise/welllog/las_reader.hpp"
#include "logdigitise/welllog/las_writer.hpp"
#include "logdigitise/welllog/number_text.hpp"
#include "tests/welllog/strict_las_checker.hpp"

namespace logdigitise::welllog {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::vector<double> random_depths(Random& random, int rows) {
  constexpr double kSteps[] = {0.5, 0.1, 0.1524, 0.25, 1.0, 2.0, 0.05};
  const double step = kSteps[random.integer(0, 6)] * (random.chance(0.3) ? -1.0 : 1.0);
  const bool irregular = random.chance(0.3);
  const int first = random.integer(-2000, 20000);
  std::vector<double> depths;
  for (int i = 0; i < rows; ++i) {
    depths.push_back((first + i) * step +
                     (irregular ? std::round(random.uniform(-400, 400)) * 1e-3 * step : 0.0));
  }
  return depths;
}

Curve random_curve(Random& random, int rows, int number) {
  Curve curve{"C" + std::to_string(number), "U", "curve", {}};
  const int kind = random.integer(0, 4);
  const double size = random.log_uniform(1e-4, 1e5);
  const double null_share = random.chance(0.2) ? 1.0 : random.uniform(0.0, 0.5);
  for (int i = 0; i < rows; ++i) {
    double value = kind == 0   ? random.log_uniform(0.2, 2000.0)
                   : kind == 1 ? random.uniform(-1.0, 1.0) * size
                   : kind == 2 ? size
                   : kind == 3 ? -1000.0 + std::round(random.uniform(0, 8)) * 0.25
                               : random.normal() * size + 10.0 * size;
    if (random.chance(null_share)) value = kNaN;
    curve.values.push_back(value);
  }
  return curve;
}

WellLog random_log(std::uint64_t seed) {
  Random random(seed);
  WellLog log;
  log.depth_unit = random.chance(0.5) ? DepthUnit::kFeet : DepthUnit::kMetres;
  log.well = {{"WELL", "RANDOM " + std::to_string(seed)}, {"LOC", "12:30, N"}};
  const int rows = random.chance(0.1) ? 1 : random.integer(2, 300);
  log.depths = random_depths(random, rows);
  const int curves = random.integer(0, 12);
  for (int i = 0; i < curves; ++i) log.curves.push_back(random_curve(random, rows, i));
  return log;
}

// One unit of the last digit: rounding takes half of it, stepping past a null value up to one more.
void expect_same(const WellLog& read, const WellLog& written, bool is_narrow) {
  ASSERT_EQ(read.depths.size(), written.depths.size());
  ASSERT_EQ(read.curves.size(), written.curves.size());
  EXPECT_EQ(read.depth_unit, written.depth_unit);
  for (std::size_t i = 0; i < written.depths.size(); ++i) {
    ASSERT_NEAR(read.depths[i], written.depths[i], 2e-5) << i;
  }
  for (std::size_t c = 0; c < written.curves.size(); ++c) {
    const std::vector<double>& values = written.curves[c].values;
    const CurveFormat format = curve_format(values);
    const double unit = std::pow(10.0, -(is_narrow ? format.fewest_decimals : format.decimals));
    EXPECT_EQ(read.curves[c].mnemonic, written.curves[c].mnemonic);
    for (std::size_t i = 0; i < values.size(); ++i) {
      ASSERT_EQ(std::isnan(read.curves[c].values[i]), std::isnan(values[i])) << values[i];
      if (std::isnan(values[i])) continue;
      ASSERT_NEAR(read.curves[c].values[i], values[i], 1.51 * unit);
    }
  }
}

TEST(RoundTrip, KeepsRandomLogsThroughLas) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE(seed);
    const WellLog log = random_log(seed);
    const std::string text = las_text(log);
    ASSERT_EQ(testing::check_las(text), std::vector<std::string>{});
    const WellLog read = parse_las(text, "random.las");
    expect_same(read, log, false);
    EXPECT_EQ(read.well.at("WELL"), log.well.at("WELL"));
    EXPECT_EQ(read.well.at("LOC"), log.well.at("LOC"));
  }
}

TEST(RoundTrip, KeepsRandomLogsThroughCsv) {
  for (std::uint64_t seed = 1000; seed < 1100; ++seed) {
    SCOPED_TRACE(seed);
    const WellLog log = random_log(seed);
    expect_same(parse_csv(csv_text(log, {.units_row = true}), "random.csv"), log, false);
  }
}

TEST(RoundTrip, WritesTheSameBytesAgain) {
  for (std::uint64_t seed = 2000; seed < 2030; ++seed) {
    SCOPED_TRACE(seed);
    const WellLog first = parse_las(las_text(random_log(seed)), "first.las");
    const WellLog second = parse_las(las_text(first), "second.las");
    EXPECT_EQ(first.depths, second.depths);
  }
}

TEST(RoundTrip, KeepsAHundredThousandRowsAndIsQuick) {
  Random random(7);
  WellLog log;
  for (int i = 0; i < 100'000; ++i) log.depths.push_back(i * 0.1);
  for (int c = 0; c < 8; ++c) log.curves.push_back(random_curve(random, 100'000, c));
  const auto start = std::chrono::steady_clock::now();
  const std::string text = las_text(log);
  const WellLog read = parse_las(text, "long.las");
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  expect_same(read, log, false);
  EXPECT_EQ(testing::check_las(text), std::vector<std::string>{});
  EXPECT_LT(seconds.count(),
            20.0);  // 0.2 s; the bound only catches a wrong order of growth, sanitizers and all.
}

TEST(RoundTrip, KeepsWideLogsToAThousandth) {
  Random random(8);
  WellLog log;
  log.depths = random_depths(random, 50);
  for (int c = 0; c < 20; ++c) {
    Curve curve{"C" + std::to_string(c), "", "", {}};
    for (int i = 0; i < 50; ++i) curve.values.push_back(random.log_uniform(0.2, 2000.0));
    log.curves.push_back(curve);
  }
  const std::string text = las_text(log);
  EXPECT_EQ(testing::check_las(text), std::vector<std::string>{});
  expect_same(parse_las(text, "wide.las"), log, true);
}

}  // namespace
}  // namespace logdigitise::welllog
