#include "logdigitise/train/validation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "logdigitise/nn/inference.hpp"
#include "logdigitise/nn/segmenter.hpp"
#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

using logdigitise::testing::made_band;

/// Chances as a perfect network would give them, each curve moved sideways by `shift`.
Image<float> perfect(const LabelledBand& band, double shift = 0.0) {
  Image<float> chances(band.planes.rows(), band.planes.columns(), static_cast<int>(band.queries.size()),
                       1e-4F);
  for (std::size_t k = 0; k < band.queries.size(); ++k) {
    for (int r = 0; r < chances.rows(); ++r) {
      const double x = static_cast<double>(band.x_px[k][static_cast<std::size_t>(r)]) + shift;
      for (int c = 0; c < chances.columns(); ++c) {
        const double away = (c + 0.5 - x) / 1.2;
        chances.at(r, c, static_cast<int>(k)) += static_cast<float>(0.9 * std::exp(-0.5 * away * away));
      }
    }
  }
  return chances;
}

TEST(ScoreBand, IsFullForPerfectChances) {
  const LabelledBand band = made_band(256, 320, 2);
  const ValidationScore score = score_band(band, perfect(band));
  EXPECT_EQ(score.all.rows, 512);
  EXPECT_GT(score.all.share_within_1pct(), 0.99);
  EXPECT_LT(score.all.mean_absolute_error(), 0.003);
}

TEST(ScoreBand, TellsOnePercentFromTwo) {
  const LabelledBand band = made_band(256, 320, 1);
  const double width = band.right_px - band.left_px;
  const ValidationScore score = score_band(band, perfect(band, 0.015 * width));
  EXPECT_LT(score.all.share_within_1pct(), 0.05);
  EXPECT_GT(score.all.share_within_2pct(), 0.95);
  EXPECT_NEAR(score.all.mean_absolute_error(), 0.015, 0.002);
}

TEST(ScoreBand, CountsStylesApart) {
  const LabelledBand band = made_band(256, 320, 2);
  const ValidationScore score = score_band(band, perfect(band));
  EXPECT_EQ(score.of_style[static_cast<std::size_t>(layout::LineStyle::kSolid)].rows, 256);
  EXPECT_EQ(score.of_style[static_cast<std::size_t>(layout::LineStyle::kDashed)].rows, 256);
}

TEST(ScoreBand, CountsOnlyRowsWhereTheTruthIsDrawn) {
  LabelledBand band = made_band(256, 320, 1);
  const Image<float> chances = perfect(band);
  for (std::size_t r = 100; r < 200; ++r) band.x_px[0][r] = std::nanf("");
  EXPECT_EQ(score_band(band, chances).all.rows, 156);
}

TEST(ScoreBand, LetsTwinsChangePlaces) {
  LabelledBand band = made_band(256, 320, 3);
  band.queries.erase(band.queries.begin() + 1);
  band.x_px.erase(band.x_px.begin() + 1);
  const Image<float> chances = perfect(band);
  const ValidationScore straight = score_band(band, chances);
  std::swap(band.x_px[0], band.x_px[1]);
  const ValidationScore crossed = score_band(band, chances);
  EXPECT_EQ(straight.all.within_1pct, crossed.all.within_1pct);
}

TEST(InferBand, DoesNotDependOnItsTiles) {
  // Longer than two tiles: rows near the seams see what they would see in one piece.
  nn::Network network(nn::NetworkShape{{4, 4, 4, 4}, 4, 4}, 5);
  nn::prepare_for_inference(network, torch::kCPU, torch::kFloat32);
  LabelledBand band = made_band(3200, 32, 1);
  const Image<float> tiled = infer_band(network, band);
  const Image<float> whole = nn::infer(network, band.planes, band.queries);
  float worst = 0.0F;
  for (std::size_t i = 0; i < whole.size(); ++i)
    worst = std::max(worst, std::abs(whole.data()[i] - tiled.data()[i]));
  EXPECT_LT(worst, 1e-5F);
}

TEST(InferBand, TakesBandsOfAnySize) {
  nn::Network network(nn::NetworkShape{{4, 4, 4, 4}, 4, 4}, 5);
  nn::prepare_for_inference(network, torch::kCPU, torch::kFloat32);
  const Image<float> chances = infer_band(network, made_band(45, 70, 2));
  EXPECT_EQ(chances.rows(), 45);
  EXPECT_EQ(chances.columns(), 70);
  EXPECT_EQ(chances.channels(), 2);
}

}  // namespace
}  // namespace logdigitise::train
