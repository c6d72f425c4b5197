// Feet or metres from the paper that a hundred units take.

#include "logdigitise/sheet/depth_unit.hpp"

#include <gtest/gtest.h>

namespace logdigitise::sheet {
namespace {

TEST(UnitFromScale, KnowsTheStandardScales) {
  EXPECT_EQ(unit_from_scale({10.0, 200.0, 5400.0}).unit, DepthUnit::kFeet);  // 5 in per 100 ft
  EXPECT_EQ(unit_from_scale({4.0, 200.0, 5400.0}).unit, DepthUnit::kFeet);   // 2 in per 100 ft
  EXPECT_EQ(unit_from_scale({200 / 0.0254 / 200, 200.0, 1400.0, 25.0}).unit, DepthUnit::kMetres);
  EXPECT_EQ(unit_from_scale({200 / 0.0254 / 500, 200.0, 1400.0, 50.0}).unit, DepthUnit::kMetres);
  EXPECT_EQ(unit_from_scale({200 / 0.0254 / 1000, 200.0, 1400.0, 100.0}).unit, DepthUnit::kMetres);
}

TEST(UnitFromScale, ForgivesAResolutionThatIsWrongByTwo) {
  const UnitAnswer answer = unit_from_scale({10.0, 400.0, 5400.0});
  EXPECT_EQ(answer.unit, DepthUnit::kFeet);
  EXPECT_DOUBLE_EQ(answer.standard, 5.0);
}

TEST(UnitFromScale, SaysNothingWithoutAResolutionOrAStandardScale) {
  EXPECT_FALSE(unit_from_scale({10.0, 0.0, 5400.0}).unit.has_value());
  const UnitAnswer odd =
      unit_from_scale({6.2, 200.0, 5400.0});  // 3.1 in, and no double or half of it either.
  EXPECT_FALSE(odd.unit.has_value());
  EXPECT_NE(odd.reason.find("3.10 in"), std::string::npos);
}

TEST(UnitFromScale, DoubtsARunThatMayHaveLostItsLastDigit) {
  // 2 in per 100 ft, every number without its last zero: 20 in per 100 units, next to 1:200.
  const UnitAnswer answer = unit_from_scale({40.0, 200.0, 900.0, 10.0});
  EXPECT_FALSE(answer.unit.has_value());
  EXPECT_NE(answer.reason.find("no number every 10"), std::string::npos) << answer.reason;
}

TEST(UnitFromScale, HoldsNoWellToBeTwelveKilometresDeep) {
  EXPECT_FALSE(unit_from_scale({200 / 0.0254 / 500, 200.0, 12000.0}).unit == DepthUnit::kMetres);
}

TEST(UnitFromScale, RatherDoubtsTheResolutionThanHoldAWellToBeDeeperThanMost) {
  // 5 in per 100 ft at 100 dpi, which the scan says are 120: next to 1:1000, to 9500 m.
  EXPECT_FALSE(unit_from_scale({4.845, 120.0, 9500.0, 100.0}).unit == DepthUnit::kMetres);
}

TEST(UnitFromDepth, IsFeetWhereNoLogInMetresReaches) {
  EXPECT_EQ(unit_from_depth({8.7, 0.0, 13700.0, 100.0}).unit, DepthUnit::kFeet);
  EXPECT_FALSE(unit_from_depth({8.7, 0.0, 5400.0, 100.0}).unit.has_value());
  // A stated resolution that makes no standard scale contradicts the numbers.
  EXPECT_FALSE(unit_from_depth({8.7, 200.0, 13700.0, 100.0}).unit.has_value());
}

TEST(UnitFromLines, KnowsFormsByTheirLinesWhereNoResolutionIsStated) {
  EXPECT_EQ(unit_from_lines({10.0, 0.0, 5400.0, 100.0}, 2.0).unit, DepthUnit::kFeet);
  EXPECT_EQ(unit_from_lines({200 / 0.0254 / 200, 0.0, 1400.0, 25.0}, 1.0).unit, DepthUnit::kMetres);
  EXPECT_EQ(unit_from_lines({200 / 0.0254 / 500, 0.0, 1400.0, 50.0}, 5.0).unit, DepthUnit::kMetres);
}

TEST(UnitFromLines, KnowsFormsThatAreLikeNoOtherAtAnyResolution) {
  EXPECT_EQ(unit_from_lines({25.44, 0.0, 3850.0, 25.0}, 1.0).unit, DepthUnit::kMetres);  // 1:200 at 129 dpi
  EXPECT_EQ(unit_from_lines({6.2, 0.0, 5400.0, 100.0}, 2.0).unit, DepthUnit::kFeet);     // 5 in at 124 dpi
  // A stated resolution that makes no standard scale contradicts the numbers.
  EXPECT_FALSE(unit_from_lines({25.44, 200.0, 3850.0, 25.0}, 1.0).unit.has_value());
}

TEST(UnitFromLines, HoldsNoDigitsToBeAsTallAsAnInch) {
  // 2 in per 100 ft at 300 dpi, or 1:1000 at 150 dpi.
  UnitEvidence evidence{6.05, 0.0, 4000.0, 100.0};
  EXPECT_FALSE(unit_from_lines(evidence, 10.0).unit.has_value());
  evidence.digit_px = 50.0;
  EXPECT_EQ(unit_from_lines(evidence, 10.0).unit, DepthUnit::kFeet);
  evidence.digit_px = 30.0;
  EXPECT_FALSE(unit_from_lines(evidence, 10.0).unit.has_value());
  evidence.width_px = 3000.0;  // A composite log of 20 in.
  EXPECT_FALSE(unit_from_lines(evidence, 10.0).unit.has_value());
  evidence.width_px = 6500.0;  // No sheet is 43 in wide.
  EXPECT_EQ(unit_from_lines(evidence, 10.0).unit, DepthUnit::kFeet);
}

TEST(UnitFromLines, SaysNothingWhereTheFormOrItsResolutionIsUnusual) {
  EXPECT_FALSE(unit_from_lines({10.0, 0.0, 5400.0, 100.0}, 1.0).unit.has_value());  // metres at 51 dpi?
  EXPECT_FALSE(unit_from_lines({6.2, 0.0, 5400.0, 100.0}, 10.0).unit.has_value());  // 124 dpi
  // Every 10 ft at 200 dpi, or every 10 m at 100 dpi.
  EXPECT_FALSE(unit_from_lines({4.0, 0.0, 5400.0, 100.0}, 10.0).unit.has_value());
  // 1:1000 at 200 dpi, or 5 in per 100 ft at 150 dpi without its 2 ft lines.
  EXPECT_FALSE(unit_from_lines({7.575, 0.0, 1300.0, 100.0}, 10.0).unit.has_value());
}

}  // namespace
}  // namespace logdigitise::sheet
