#include "logdigitise/batch/log_sketch.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace logdigitise::batch {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

layout::Curve curve_of(double left, double right, bool wrap = false) {
  layout::Curve curve;
  curve.left = left;
  curve.right = right;
  curve.wrap = wrap;
  return curve;
}

TEST(LogSketch, IsAPlaceAcrossTheTrackPerStretch) {
  layout::Layout layout;
  layout.tracks = {{"1", layout::Scale::kLinear, {}, {curve_of(0, 61), curve_of(100, 0)}},
                   {"2", layout::Scale::kLog, {}, {curve_of(0.1, 1000)}}};
  welllog::WellLog log;
  for (int i = 0; i < kSketchSamples; ++i) log.depths.push_back(i);
  log.curves = {{"GR", "", "", std::vector<double>(kSketchSamples, 10.0)},
                {"SP", "", "", std::vector<double>(kSketchSamples, 100.0)},
                {"RES", "", "", std::vector<double>(kSketchSamples, 1000.0)}};
  log.curves[0].values[1] = kNan;
  log.curves[0].values[2] = 500.0;  // Beyond the edge.
  EXPECT_EQ(log_sketch(log, layout), "A.z" + std::string(kSketchSamples - 3, 'A') + "," +
                                         std::string(kSketchSamples, '0') + "/" +
                                         std::string(kSketchSamples, 'z'));
}

TEST(LogSketch, AWrappedCurveIsWhereThePaperHasIt) {
  layout::Layout layout;
  layout.tracks = {{"1", layout::Scale::kLinear, {}, {curve_of(0, 61, true)}}};
  welllog::WellLog log;
  log.depths = {0};
  log.curves = {{"GR", "", "", {61.0 + 11.0}}};
  EXPECT_EQ(log_sketch(log, layout), std::string(kSketchSamples, 'B'));
}

TEST(LogSketch, OfALongLogSkipsGaps) {
  layout::Layout layout;
  layout.tracks = {{"1", layout::Scale::kLinear, {}, {curve_of(0, 61)}}};
  welllog::WellLog log;
  for (int i = 0; i < 100 * kSketchSamples; ++i) log.depths.push_back(i);
  log.curves = {{"GR", "", "", std::vector<double>(log.depths.size(), kNan)}};
  for (std::size_t i = 0; i < log.depths.size(); i += 100) log.curves[0].values[i + 3] = 1.0;
  EXPECT_EQ(log_sketch(log, layout), std::string(kSketchSamples, '1'));
}

TEST(LogSketch, OfNothingIsNothing) {
  EXPECT_EQ(log_sketch({}, {}), "");
  EXPECT_TRUE(is_sketch(""));
}

TEST(LogSketch, NothingElsePassesForOne) {
  EXPECT_TRUE(is_sketch("09AZaz.,/"));
  EXPECT_FALSE(is_sketch("<b>"));
  EXPECT_FALSE(is_sketch(std::string(2000, '0')));
}

}  // namespace
}  // namespace logdigitise::batch
