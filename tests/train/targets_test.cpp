#include "logdigitise/train/targets.hpp"

#include <gtest/gtest.h>

#include "logdigitise/train/losses.hpp"
#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

using logdigitise::testing::kDashed;
using logdigitise::testing::kSolid;

/// Four pixels in a row with these label bits.
Crop crop_of(std::vector<std::uint8_t> labels, std::vector<nn::CurveQuery> queries) {
  Crop crop;
  crop.rows = 1;
  crop.columns = static_cast<int>(labels.size());
  crop.planes.assign(labels.size() * nn::kInputPlanes, 0);
  crop.labels = std::move(labels);
  crop.queries = std::move(queries);
  return crop;
}

std::vector<float> channel(const torch::Tensor& target, int image, int index) {
  const torch::Tensor row = target[image][index].contiguous().flatten();
  return {row.data_ptr<float>(), row.data_ptr<float>() + row.numel()};
}

using Row = std::vector<float>;

TEST(MakeTarget, SharesAPixelBetweenTheCurvesThatCrossThere) {
  const torch::Tensor target = make_target(make_batch({crop_of({0, 1, 2, 3}, {kSolid, kDashed})}));
  EXPECT_EQ(channel(target, 0, 0), (Row{1, 0, 0, 0}));
  EXPECT_EQ(channel(target, 0, 1), (Row{0, 1, 0, 0.5F}));
  EXPECT_EQ(channel(target, 0, 2), (Row{0, 0, 1, 0.5F}));
}

TEST(MakeTarget, GivesTwinsTheMeanOfTheirs) {
  const torch::Tensor target = make_target(make_batch({crop_of({0, 1, 4, 7}, {kSolid, kDashed, kSolid})}));
  EXPECT_EQ(channel(target, 0, 1), channel(target, 0, 3));
  EXPECT_EQ(channel(target, 0, 1), (Row{0, 0.5F, 0.5F, 1.0F / 3.0F}));
  EXPECT_EQ(channel(target, 0, 2), (Row{0, 0, 0, 1.0F / 3.0F}));
}

TEST(MakeTarget, SumsToOneInEveryPixel) {
  const torch::Tensor target = make_target(make_batch(
      {crop_of({0, 1, 2, 3}, {kSolid, kSolid}), crop_of({7, 5, 4, 0}, {kSolid, kDashed, kDashed})}));
  EXPECT_TRUE(torch::allclose(target.sum(1), torch::ones({2, 1, 4})));
}

TEST(MakeTarget, LeavesPaddedCurvesEmpty) {
  // A bit beyond an image's curves is nobody's.
  const torch::Tensor target =
      make_target(make_batch({crop_of({0, 1, 2, 3}, {kSolid}), crop_of({0, 1, 2, 3}, {kSolid, kDashed})}));
  EXPECT_EQ(channel(target, 0, 1), (Row{0, 1, 0, 1}));
  EXPECT_EQ(channel(target, 0, 2), (Row{0, 0, 0, 0}));
  EXPECT_EQ(channel(target, 0, 0), (Row{1, 0, 1, 0}));
}

TEST(MakeBatch, CarriesPlanesQueriesAndWhatIsThere) {
  Crop crop = crop_of({0, 1, 2, 3}, {kSolid});
  for (std::size_t i = 0; i < crop.planes.size(); ++i) crop.planes[i] = static_cast<std::uint8_t>(i);
  const Batch batch = make_batch({crop, crop_of({0, 0, 0, 0}, {kDashed, kSolid})});
  EXPECT_EQ(batch.planes.sizes(), torch::IntArrayRef({2, 4, 1, 4}));
  EXPECT_EQ(batch.planes[0][2][0][1].item<int>(), 9);
  EXPECT_EQ(batch.queries.sizes(), torch::IntArrayRef({2, 2, nn::kQueryLength}));
  EXPECT_EQ(batch.queries[0][1].abs().sum().item<float>(), 0.0F);
  EXPECT_EQ(batch.queries[1][0][1].item<float>(), 1.0F);
  EXPECT_EQ(batch.present[0].sum().item<float>(), 2.0F);
  EXPECT_EQ(batch.present[1].sum().item<float>(), 3.0F);
}

TEST(MaskPadding, TakesAllChanceFromCurvesThatAreNotThere) {
  const torch::Tensor present = torch::tensor({{1.0F, 1.0F, 0.0F}});
  const torch::Tensor logits = mask_padding(torch::zeros({1, 3, 1, 1}), present);
  const torch::Tensor chance = torch::softmax(logits, 1).flatten();
  EXPECT_FLOAT_EQ(chance[0].item<float>(), 0.5F);
  EXPECT_EQ(chance[2].item<float>(), 0.0F);
}

}  // namespace
}  // namespace logdigitise::train
