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

TEST(LanesOf, GammaRayWrapsToTheRightOnly) {
  const Lanes lanes = lanes_of(curve(0, 150, true), layout::Scale::kLinear);
  EXPECT_EQ(lanes.left, 0);
  EXPECT_EQ(lanes.right, 1);
}

TEST(LanesOf, SonicWrapsToTheLeftOnly) {
  const Lanes lanes = lanes_of(curve(140, 40, true), layout::Scale::kLinear);
  EXPECT_EQ(lanes.left, 1);
  EXPECT_EQ(lanes.right, 0);
}

TEST(LanesOf, SpontaneousPotentialWrapsBothWays) {
  const Lanes lanes = lanes_of(curve(-160, 40, true), layout::Scale::kLinear);
  EXPECT_EQ(lanes.left, 1);
  EXPECT_EQ(lanes.right, 1);
}

TEST(LanesOf, NoneWithoutWrap) {
  const Lanes lanes = lanes_of(curve(0, 150, false), layout::Scale::kLinear);
  EXPECT_EQ(lanes.left + lanes.right, 0);
}

}  // namespace
}  // namespace logdigitise::pipeline
