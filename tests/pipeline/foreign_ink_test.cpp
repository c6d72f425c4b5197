#include "logdigitise/pipeline/foreign_ink.hpp"

#include <gtest/gtest.h>

#include "logdigitise/nn/segmenter.hpp"

namespace logdigitise::pipeline {
namespace {

/// Four pixels of a row: bare paper, ink of the pass's colour, another's ink, the rim of another's.
Image<std::uint8_t> four_pixels(bool in_colour) {
  Image<std::uint8_t> planes(1, 4, nn::kInputPlanes);
  const int ink[] = {0, 220, 220, 60};
  const int own[] = {0, 200, 20, 5};
  for (int x = 0; x < 4; ++x) {
    planes.at(0, x, 0) = static_cast<std::uint8_t>(ink[x]);
    planes.at(0, x, nn::kOwnInkPlane) = static_cast<std::uint8_t>(in_colour ? own[x] : ink[x]);
  }
  return planes;
}

TEST(ForeignInk, HoldsNoCurveOfThePassForCertain) {
  Image<float> chances(1, 4, 1, 0.8F);
  weaken_on_foreign_ink(four_pixels(true), 0, chances);
  EXPECT_FLOAT_EQ(chances.at(0, 0), 0.8F) << "bare paper may be a dash's end";
  EXPECT_FLOAT_EQ(chances.at(0, 1), 0.8F);
  EXPECT_LT(chances.at(0, 2), 0.4F);
  EXPECT_FLOAT_EQ(chances.at(0, 3), 0.8F) << "rims of a stroke have any colour";
}

TEST(ForeignInk, IsUnknownWithoutAColour) {
  Image<float> chances(1, 4, 1, 0.8F);
  weaken_on_foreign_ink(four_pixels(false), 0, chances);
  for (int x = 0; x < 4; ++x) EXPECT_FLOAT_EQ(chances.at(0, x), 0.8F);
}

}  // namespace
}  // namespace logdigitise::pipeline
