#include "logdigitise/train/crops.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "logdigitise/core/error.hpp"
#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

using logdigitise::testing::made_band;

TEST(TakeCrop, CopiesPixelsAndLabels) {
  LabelledBand band = made_band(64, 96, 2);
  band.planes.at(20, 40, 2) = 99;
  Crop crop = take_crop(band, 16, 32, 32, 64);
  EXPECT_EQ(crop.plane(2)[4 * 64 + 8], 99);
  for (int r = 0; r < 32; ++r) {
    for (int c = 0; c < 64; ++c) {
      ASSERT_EQ(crop.labels[static_cast<std::size_t>(r * 64 + c)], band.labels.at(16 + r, 32 + c));
      ASSERT_EQ(crop.plane(0)[r * 64 + c], band.planes.at(16 + r, 32 + c, 0));
    }
  }
}

TEST(TakeCrop, IsBlankBeyondTheBand) {
  Crop crop = take_crop(made_band(32, 32, 1), -8, 16, 64, 64);
  EXPECT_EQ(std::count(crop.labels.begin(), crop.labels.begin() + 8 * 64, 0), 8 * 64);
  for (int r = 0; r < 64; ++r) {
    for (int c = 16; c < 64; ++c) ASSERT_EQ(crop.plane(0)[r * 64 + c], 0);
  }
}

TEST(CropSampler, HitsACurveNearlyAlways) {
  // The curve is drawn on the last eighth of the band only.
  LabelledBand band = made_band(2048, 576, 1);
  for (int r = 0; r < 1792; ++r) {
    band.x_px[0][static_cast<std::size_t>(r)] = std::numeric_limits<float>::quiet_NaN();
    for (int c = 0; c < 576; ++c) band.labels.at(r, c) = 0;
  }
  const std::vector<TrainingSet> sets{{{band}, 1.0}};
  CropOptions options;
  options.uniform_share = 0.0;
  const CropSampler sampler(sets, options);
  Random random(1);
  int hits = 0;
  for (int n = 0; n < 100; ++n) {
    const Crop crop = sampler.sample(random);
    ASSERT_EQ(crop.rows, 320);
    ASSERT_EQ(crop.columns, 256);
    hits += std::any_of(crop.labels.begin(), crop.labels.end(), [](std::uint8_t bits) { return bits != 0; })
                ? 1
                : 0;
  }
  EXPECT_GT(hits, 55);  // 1 - (7/8)^8 = 66 %, and some of the crops from anywhere.
}

TEST(CropSampler, MixesSetsByWeightNotBySize) {
  LabelledBand marked = made_band(352, 288, 1);
  for (int r = 0; r < 352; ++r) {
    for (int c = 0; c < 288; ++c) marked.planes.at(r, c, 3) = 1;
  }
  const std::vector<TrainingSet> sets{{{marked}, 3.0},
                                      {std::vector<LabelledBand>(9, made_band(352, 288, 1)), 1.0}};
  const CropSampler sampler(sets);
  Random random(1);
  int from_marked = 0;
  for (int n = 0; n < 400; ++n) from_marked += sampler.sample(random).plane(3)[0];
  EXPECT_NEAR(from_marked, 300, 40);
}

TEST(CropSampler, TakesBandsSmallerThanACrop) {
  const std::vector<TrainingSet> sets{{{made_band(40, 50, 1)}, 1.0}};
  const CropSampler sampler(sets);
  Random random(1);
  for (int n = 0; n < 20; ++n) EXPECT_EQ(sampler.sample(random).pixels(), 320U * 256U);
}

TEST(CropSampler, RefusesToSampleFromNothing) {
  EXPECT_THROW(CropSampler({}), Error);
  EXPECT_THROW(CropSampler({{{}, 1.0}}), Error);
  const std::vector<TrainingSet> weightless{{{made_band(40, 50, 1)}, 0.0}};
  EXPECT_THROW(CropSampler{weightless}, Error);
}

}  // namespace
}  // namespace logdigitise::train
