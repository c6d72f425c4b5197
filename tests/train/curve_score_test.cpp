#include "logdigitise/train/curve_score.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

/// Chances that say exactly what the labels say.
Image<float> sure_chances(const LabelledBand& band) {
  const auto curves = static_cast<int>(band.queries.size());
  Image<float> chances(band.labels.rows(), band.labels.columns(), curves);
  for (int r = 0; r < chances.rows(); ++r)
    for (int x = 0; x < chances.columns(); ++x)
      for (int k = 0; k < curves; ++k)
        chances.at(r, x, k) = (band.labels.at(r, x) >> k & 1) != 0 ? 0.98F : 0.0F;
  return chances;
}

TEST(ScoreCurves, IsPerfectForPerfectChances) {
  const LabelledBand band = testing::made_band(400, 192, 2);
  const std::vector<CurveScore> scores = score_curves(band, sure_chances(band), {});
  ASSERT_EQ(scores.size(), 2U);
  for (const CurveScore& score : scores) {
    EXPECT_EQ(score.rows, 400);
    EXPECT_EQ(score.omitted, 0);
    EXPECT_LT(score.mae, 0.004);
    EXPECT_GT(score.r2, 0.99);
    EXPECT_GT(score.within_1_percent, 0.99);
  }
  EXPECT_EQ(scores[1].place, 2);
  EXPECT_EQ(scores[1].style, layout::LineStyle::kDashed);
}

TEST(ScoreCurves, TellsOmissionFromInvention) {
  LabelledBand band = testing::made_band(400, 192, 1);
  Image<float> chances = sure_chances(band);
  // The last 100 rows of ink are not seen; the truth says that the first 80 rows were never drawn.
  for (int r = 300; r < 400; ++r)
    for (int x = 0; x < chances.columns(); ++x) chances.at(r, x) = 0.0F;
  for (std::size_t r = 0; r < 80; ++r) band.x_px[0][r] = std::numeric_limits<float>::quiet_NaN();
  const CurveScore score = score_curves(band, chances, {}).front();
  EXPECT_EQ(score.rows, 320);
  EXPECT_EQ(score.blank, 80);
  EXPECT_EQ(score.invented, 80);
  EXPECT_NEAR(static_cast<double>(score.omitted), 100.0, 3.0);
  EXPECT_NEAR(score.within_1_percent, 220.0 / 320.0, 0.02);
}

TEST(ScoreCurves, HasNoErrorsWithoutValues) {
  const LabelledBand band = testing::made_band(64, 96, 1);
  const CurveScore score = score_curves(band, Image<float>(64, 96, 1), {}).front();
  EXPECT_EQ(score.omitted, 64);
  EXPECT_TRUE(std::isnan(score.mae));
  EXPECT_EQ(score.within_2_percent, 0.0);
}

}  // namespace
}  // namespace logdigitise::train
