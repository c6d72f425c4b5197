#include "logdigitise/core/units.hpp"

#include <gtest/gtest.h>

namespace logdigitise {
namespace {

TEST(DepthUnit, IsReadInAnyCaseAndSpelling) {
  for (const char* name : {"FT", "f", "Feet", "foot"})
    EXPECT_EQ(depth_unit_from_name(name), DepthUnit::kFeet) << name;
  for (const char* name : {"M", "m", "Metres", "METER"}) {
    EXPECT_EQ(depth_unit_from_name(name), DepthUnit::kMetres) << name;
  }
}

TEST(DepthUnit, IsNotGuessed) {
  for (const char* name : {"", "MM", "FTT", "S", "IN"}) EXPECT_FALSE(depth_unit_from_name(name)) << name;
}

TEST(DepthUnit, HasItsUsualStep) {
  EXPECT_EQ(default_step(DepthUnit::kFeet), 0.5);
  EXPECT_EQ(default_step(DepthUnit::kMetres), 0.1);
}

}  // namespace
}  // namespace logdigitise
