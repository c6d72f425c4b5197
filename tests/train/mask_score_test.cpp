#include "logdigitise/train/mask_score.hpp"

#include <gtest/gtest.h>

#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

/// Four pixels in a row: curve 1, both curves, curve 2, paper.
LabelledBand four_pixels() {
  LabelledBand band;
  band.queries = {testing::kSolid, testing::kDashed};
  band.labels = Image<std::uint8_t>(1, 4);
  band.labels.at(0, 0) = 1;
  band.labels.at(0, 1) = 3;
  band.labels.at(0, 2) = 2;
  return band;
}

TEST(AddMasks, CountsACurvesOwnPixelsAndAllInk) {
  Image<float> probability(1, 4, 2);
  probability.at(0, 0, 0) = 0.9F;                            // Found.
  probability.at(0, 1, 0) = probability.at(0, 1, 1) = 0.5F;  // Shared: ink only.
  probability.at(0, 2, 0) = 0.8F;                            // Taken for the other curve.
  probability.at(0, 3, 1) = 0.7F;                            // Invented.
  MaskScore score;
  add_masks(four_pixels(), probability, score);
  ASSERT_EQ(score.of_place.size(), 2U);
  const auto first = score.of_place[0].counts(128);
  EXPECT_EQ(first.true_positive, 1);
  EXPECT_EQ(first.false_positive, 1);
  EXPECT_EQ(first.false_negative, 0);
  EXPECT_EQ(first.true_negative, 1);
  const auto second = score.of_place[1].counts(128);
  EXPECT_EQ(second.true_positive, 0);
  EXPECT_EQ(second.false_positive, 1);
  EXPECT_EQ(second.false_negative, 1);
  const auto ink = score.ink.counts(128);
  EXPECT_EQ(ink.true_positive, 3);
  EXPECT_EQ(ink.false_positive, 1);
}

TEST(AddMasks, KeepsLineStylesApart) {
  MaskScore score;
  add_masks(four_pixels(), Image<float>(1, 4, 2), score);
  EXPECT_EQ(score.of_style[static_cast<std::size_t>(layout::LineStyle::kSolid)].positives(), 1);
  EXPECT_EQ(score.of_style[static_cast<std::size_t>(layout::LineStyle::kDashed)].negatives(), 2);
  EXPECT_EQ(score.of_style[static_cast<std::size_t>(layout::LineStyle::kDotted)].negatives(), 0);
}

}  // namespace
}  // namespace logdigitise::train
