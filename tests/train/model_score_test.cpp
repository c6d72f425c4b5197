#include "logdigitise/train/model_score.hpp"

#include <gtest/gtest.h>

#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

TEST(ScoreModel, LooksAtEveryPixelAndEveryCurveOfTheBands) {
  const nn::Network network(nn::NetworkShape{{4, 4, 4, 4}, 4, 4}, 1);
  const std::vector<LabelledBand> bands{testing::made_band(96, 64, 2), testing::made_band(64, 96, 1)};
  const BandScore score = score_model(network, bands, torch::kCPU, torch::kFloat32, trace::uncalibrated());
  EXPECT_EQ(score.masks.ink.positives() + score.masks.ink.negatives(), 2 * 96 * 64);
  ASSERT_EQ(score.masks.of_place.size(), 2U);
  EXPECT_GT(score.masks.of_place[1].positives(), 0);
  ASSERT_EQ(score.curves.size(), 3U);
  EXPECT_EQ(score.curves[2].rows, 64);
}

TEST(ScoreModel, TracesInSeveralWaysAsInEachAlone) {
  const nn::Network network(nn::NetworkShape{{4, 4, 4, 4}, 4, 4}, 1);
  const std::vector<LabelledBand> bands{testing::made_band(96, 64, 2)};
  std::vector<trace::TraceOptions> ways(2);
  ways[1].even_chance = 0.02;
  const auto scores = score_model_traced(network, bands, torch::kCPU, torch::kFloat32, ways);
  ASSERT_EQ(scores.size(), 2U);
  for (std::size_t i = 0; i < ways.size(); ++i) {
    const BandScore alone = score_model(network, bands, torch::kCPU, torch::kFloat32, ways[i]);
    ASSERT_EQ(scores[i].curves.size(), alone.curves.size());
    for (std::size_t k = 0; k < alone.curves.size(); ++k)
      EXPECT_EQ(scores[i].curves[k].omitted, alone.curves[k].omitted);
    EXPECT_EQ(scores[i].masks.ink.brier(), alone.masks.ink.brier());
  }
}

}  // namespace
}  // namespace logdigitise::train
