#include "logdigitise/train/curve_hardness.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TEST(MeasureHardness, SeesContrastDutyAndCrossings) {
  LabelledBand band = testing::made_band(240, 96, 2);  // Solid, and dashed 8 on 4 off; ink 220 on white.
  std::vector<CurveHardness> found = measure_hardness(band);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NEAR(found[0].contrast, 220.0 / 255.0, 0.01);
  EXPECT_NEAR(found[0].duty, 1.0, 1e-9);
  EXPECT_NEAR(found[1].duty, 8.0 / 12.0, 0.02);
  EXPECT_EQ(found[0].crossings, 0.0);

  for (int r = 0; r < band.planes.rows(); ++r)  // Grey paper.
    for (int c = 0; c < band.planes.columns(); ++c)
      band.planes.at(r, c, 1) = std::max<std::uint8_t>(band.planes.at(r, c, 1), 100);
  found = measure_hardness(band);
  EXPECT_NEAR(found[0].contrast, 120.0 / 255.0, 0.01);
}

TEST(MeasureHardness, CountsACrossingOnceHoweverLongTheyShareAStroke) {
  LabelledBand band = testing::made_band(100, 96, 2);
  for (std::size_t r = 0; r < 100; ++r) {
    band.x_px[0][r] = 40.0F;
    band.x_px[1][r] = r < 30 ? 30.0F : r < 60 ? 40.0F : 50.0F;
  }
  EXPECT_NEAR(measure_hardness(band)[0].crossings, 10.0, 1e-9);  // One in a hundred rows.
  for (std::size_t r = 60; r < 100; ++r) band.x_px[1][r] = 30.0F;
  EXPECT_EQ(measure_hardness(band)[0].crossings, 0.0);  // Out on the side it came in.
}

TEST(MeasureHardness, IsNoneForACurveThatIsNotDrawn) {
  LabelledBand band = testing::made_band(60, 96, 1);
  for (float& x : band.x_px[0]) x = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(std::isnan(measure_hardness(band)[0].contrast));
}

TEST(RankHardness, PutsThePaleBrokenCrossedCurveLast) {
  const std::vector<double> rank =
      rank_hardness({{0.9, 1.0, 0.0}, {0.2, 0.5, 40.0}, {0.5, 0.7, 10.0}, {kNan, kNan, kNan}});
  EXPECT_DOUBLE_EQ(rank[0], 0.0);
  EXPECT_DOUBLE_EQ(rank[1], 1.0);
  EXPECT_DOUBLE_EQ(rank[2], 0.5);
  EXPECT_TRUE(std::isnan(rank[3]));
}

TEST(RankCorrelation, IsOneForAnyRisingRelation) {
  EXPECT_NEAR(rank_correlation({1, 2, 3, 4}, {1, 10, 100, 1000}), 1.0, 1e-12);
  EXPECT_NEAR(rank_correlation({1, 2, 3, 4}, {4, 3, 2, 1}), -1.0, 1e-12);
  EXPECT_NEAR(rank_correlation({1, 2, 3, kNan}, {1, 2, 3, -9}), 1.0, 1e-12);
  EXPECT_NEAR(rank_correlation({1, 1, 2, 2}, {1, 2, 1, 2}), 0.0, 1e-12);
  EXPECT_TRUE(std::isnan(rank_correlation({1, 2}, {1, 2})));
}

}  // namespace
}  // namespace logdigitise::train
