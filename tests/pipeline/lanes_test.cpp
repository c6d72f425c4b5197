#include "logdigitise/pipeline/lanes.hpp"

#include <gtest/gtest.h>

namespace logdigitise::pipeline {
namespace {

layout::Curve curve(double left, double right, bool wrap) {
  layout::Curve c;
  c.left = left;
  c.right = right;
  c.wrap = wrap;
  return c;
}

TEST(LanesOf, GammaRayWrapsToTheRightMoreLikely) {
  const Lanes lanes = lanes_of(curve(0, 150, true), layout::Scale::kLinear);
  EXPECT_EQ(lanes.left, 2);
  EXPECT_EQ(lanes.likely_left, 0);
  EXPECT_EQ(lanes.likely_right, 2);
}

TEST(LanesOf, SonicWrapsToTheRightHardlyFurtherThanToZero) {
  const Lanes lanes = lanes_of(curve(140, 40, true), layout::Scale::kLinear);
  EXPECT_EQ(lanes.likely_left, 2);
  EXPECT_EQ(lanes.right, 2);
  EXPECT_NEAR(lanes.likely_right, 0.4, 1e-12);
}

TEST(LanesOf, SpontaneousPotentialWrapsBothWays) {
  const Lanes lanes = lanes_of(curve(-160, 40, true), layout::Scale::kLinear);
  EXPECT_EQ(lanes.likely_left, 2);
  EXPECT_EQ(lanes.likely_right, 2);
}

TEST(LanesOf, LogarithmicScaleWrapsBothWays) {
  const Lanes lanes = lanes_of(curve(0.2, 2000, true), layout::Scale::kLog);
  EXPECT_EQ(lanes.likely_left, 2);
  EXPECT_EQ(lanes.likely_right, 2);
}

TEST(LanesOf, NoneWithoutWrap) {
  const Lanes lanes = lanes_of(curve(0, 150, false), layout::Scale::kLinear);
  EXPECT_EQ(lanes.left + lanes.right, 0);
}

}  // namespace
}  // namespace logdigitise::pipeline
