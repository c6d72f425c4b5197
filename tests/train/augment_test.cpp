#include "logdigitise/train/augment.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

using logdigitise::testing::made_band;

constexpr AugmentOptions kNone{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

Crop made_crop() { return take_crop(made_band(64, 96, 2), 0, 0, 64, 96); }

std::size_t ink(Crop& crop) {
  return static_cast<std::size_t>(
      std::count_if(crop.plane(0), crop.plane(0) + crop.pixels(), [](std::uint8_t v) { return v > 0; }));
}

TEST(Augment, ChangesNothingWithoutChances) {
  Crop crop = made_crop();
  Random random(1);
  augment(crop, random, kNone);
  EXPECT_EQ(crop.planes, made_crop().planes);
  EXPECT_EQ(crop.labels, made_crop().labels);
}

TEST(Augment, MirrorsInkAndLabelsTogether) {
  AugmentOptions options = kNone;
  options.mirror = 1.0;
  Crop crop = made_crop();
  Random random(1);
  augment(crop, random, options);
  const Crop before = made_crop();
  for (std::size_t r = 0; r < 64; ++r) {
    for (std::size_t c = 0; c < 96; ++c) {
      ASSERT_EQ(crop.planes[r * 96 + c], before.planes[r * 96 + 95 - c]);
      ASSERT_EQ(crop.labels[r * 96 + c], before.labels[r * 96 + 95 - c]);
    }
  }
}

TEST(Augment, FlipsInkAndLabelsTogether) {
  AugmentOptions options = kNone;
  options.flip = 1.0;
  Crop crop = made_crop();
  Random random(1);
  augment(crop, random, options);
  const Crop before = made_crop();
  for (std::size_t r = 0; r < 64; ++r) {
    for (std::size_t c = 0; c < 96; ++c) {
      ASSERT_EQ(crop.planes[r * 96 + c], before.planes[(63 - r) * 96 + c]);
      ASSERT_EQ(crop.labels[r * 96 + c], before.labels[(63 - r) * 96 + c]);
    }
  }
}

/// Each change alone and all together: plane 1, equal to plane 0 on paper without colour, stays equal.
TEST(Augment, KeepsOwnInkEqualToInk) {
  Random random(4);
  for (int n = 0; n < 60; ++n) {
    Crop crop = made_crop();
    augment(crop, random, AugmentOptions{0.5, 0.5, 0.7, 0.5, 0.7, 0.5, 0.7, 0.7, 0.7, 0.5, 0.5, 0.5});
    ASSERT_TRUE(std::equal(crop.plane(0), crop.plane(1), crop.plane(1))) << n;
  }
}

TEST(Augment, AsksForOneCurveInAStyleThatNoneHas) {
  AugmentOptions options = kNone;
  options.wrong_style = 1.0;
  int changed = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Crop crop = made_crop();
    const std::vector<nn::CurveQuery> before = crop.queries;
    Random random(seed);
    augment(crop, random, options);
    EXPECT_EQ(crop.planes, made_crop().planes);
    std::size_t different = 0;
    for (std::size_t k = 0; k < before.size(); ++k) {
      if (crop.queries[k] == before[k]) continue;
      ++different;
      for (const nn::CurveQuery& query : before) EXPECT_NE(crop.queries[k].style, query.style);
    }
    ASSERT_LE(different, 1U) << seed;
    changed += static_cast<int>(different);
  }
  EXPECT_GT(changed, 10);
}

TEST(Augment, LeavesTheStyleThatTwoCurvesShare) {
  AugmentOptions options = kNone;
  options.wrong_style = 1.0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Crop crop = made_crop();
    crop.queries[1].style = crop.queries[0].style;
    const std::vector<nn::CurveQuery> before = crop.queries;
    Random random(seed);
    augment(crop, random, options);
    EXPECT_EQ(crop.queries, before);
  }
}

TEST(Augment, KeepsTheLabelsOfShortStretchesAndCutsThoseOfLongOnes) {
  AugmentOptions options = kNone;
  options.white_out = 1.0;
  bool kept = false;
  bool cut = false;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Crop crop = made_crop();
    Random random(seed);
    augment(crop, random, options);
    int blank = 0;  // Rows without ink that follow each other.
    for (int r = 0; r < crop.rows; ++r) {
      const std::size_t at = static_cast<std::size_t>(r) * 96;
      const bool has_ink =
          std::any_of(crop.plane(0) + at, crop.plane(0) + at + 96, [](std::uint8_t v) { return v > 0; });
      const bool has_label = std::any_of(crop.labels.begin() + r * 96, crop.labels.begin() + (r + 1) * 96,
                                         [](std::uint8_t v) { return v > 0; });
      blank = has_ink ? 0 : blank + 1;
      EXPECT_TRUE(has_label || !has_ink) << "row " << r << " of seed " << seed;
      kept = kept || (!has_ink && has_label);
      cut = cut || (!has_ink && !has_label);
      EXPECT_FALSE(has_label && blank > 3 * kBridgedRows) << "row " << r << " of seed " << seed;
    }
  }
  EXPECT_TRUE(kept);
  EXPECT_TRUE(cut);
}

TEST(Augment, MakesBilevelInk) {
  AugmentOptions options = kNone;
  options.noise = 1.0;
  options.bilevel = 1.0;
  Crop crop = made_crop();
  Random random(2);
  augment(crop, random, options);
  EXPECT_TRUE(
      std::any_of(crop.plane(0), crop.plane(0) + crop.pixels(), [](std::uint8_t v) { return v == 255; }));
  EXPECT_GT(ink(crop), 100U);
}

TEST(Augment, LeavesFrameAlone) {
  Random random(4);
  for (int n = 0; n < 20; ++n) {
    Crop crop = made_crop();
    std::fill_n(crop.plane(3), crop.pixels(), std::uint8_t{77});
    augment(crop, random);
    EXPECT_TRUE(
        std::all_of(crop.plane(3), crop.plane(3) + crop.pixels(), [](std::uint8_t v) { return v == 77; }));
  }
}

TEST(Augment, FollowsItsSeed) {
  Crop first = made_crop();
  Crop second = made_crop();
  Crop other = made_crop();
  Random one(8);
  Random same(8);
  Random different(9);
  augment(first, one);
  augment(second, same);
  augment(other, different);
  EXPECT_EQ(first.planes, second.planes);
  EXPECT_NE(first.planes, other.planes);
}

}  // namespace
}  // namespace logdigitise::train
