#include "logdigitise/depth/depth_map.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "logdigitise/core/error.hpp"

namespace logdigitise::depth {
namespace {

using layout::Tie;

/// A sheet whose depth lines are known in closed form: 10 px per ft from 5000 ft at y 400 of column 500, each
/// line falling by slope(depth) px per px to the right.
struct Sheet {
  double slope_at_5000 = 0.0;
  double slope_per_ft = 0.0;

  [[nodiscard]] double y(double x, double depth) const {
    const double slope = slope_at_5000 + slope_per_ft * (depth - 5000.0);
    return 400.0 + 10.0 * (depth - 5000.0) + slope * (x - 500.0);
  }
  [[nodiscard]] Tie tie(double x, double depth) const { return {x, y(x, depth), depth, 1}; }
};

double depth_at(const DepthMap& map, double x, double y) {
  return map.depth_from_y(map.y_reference_from_point(x, y));
}

TEST(DepthMap, OfTwoTiesIsAStraightLineAndGoesOnBeyondThem) {
  const DepthMap map({{850, 412.5, 5000, 1}, {850, 4412.5, 5400, 1}}, {});
  EXPECT_DOUBLE_EQ(map.depth_from_y(412.5), 5000.0);
  EXPECT_DOUBLE_EQ(map.depth_from_y(2412.5), 5200.0);
  EXPECT_DOUBLE_EQ(map.depth_from_y(312.5), 4990.0);
  EXPECT_DOUBLE_EQ(map.depth_from_y(4512.5), 5410.0);
  EXPECT_EQ(map.slope_at(1000.0), 0.0);
  EXPECT_FALSE(map.slope_is_known());
}

TEST(DepthMap, IsPiecewiseBetweenManyTies) {
  // 10 px per ft, then paper stretched to 11, then 10 again.
  const DepthMap map({{5, 0, 100, 1}, {5, 1000, 200, 1}, {5, 2100, 300, 1}, {5, 3100, 400, 1}}, {});
  EXPECT_DOUBLE_EQ(map.depth_from_y(500), 150.0);
  EXPECT_DOUBLE_EQ(map.depth_from_y(1550), 250.0);
  EXPECT_DOUBLE_EQ(map.depth_from_y(2600), 350.0);
  EXPECT_DOUBLE_EQ(map.depth_from_y(-100), 90.0);
  EXPECT_DOUBLE_EQ(map.depth_from_y(3200), 410.0);
}

TEST(DepthMap, RoundTripsDepthAndHeight) {
  const std::vector<std::vector<Tie>> sheets = {
      {{5, 0, 100, 1}, {5, 1000, 200, 1}, {5, 2100, 300, 1}},   // down the hole
      {{5, 0, 300, 1}, {5, 1000, 200, 1}, {5, 2100, 100, 1}}};  // a sheet scanned upside down
  for (const std::vector<Tie>& ties : sheets) {
    const DepthMap map(ties, {});
    for (double y = -500.0; y < 3000.0; y += 37.0)
      EXPECT_NEAR(map.y_from_depth(map.depth_from_y(y)), y, 1e-9);
  }
}

TEST(DepthMap, DecreasesWhereTheTiesDecrease) {
  const DepthMap map({{5, 0, 300, 1}, {5, 1000, 200, 1}}, {});
  EXPECT_DOUBLE_EQ(map.depth_from_y(500), 250.0);
  EXPECT_DOUBLE_EQ(map.depth_from_y(1100), 190.0);
  EXPECT_DOUBLE_EQ(map.y_from_depth(310), -100.0);
}

TEST(DepthMap, TiesAtBothSidesGiveAnExactSkew) {
  const Sheet sheet{0.02, 0.0};
  const DepthMap map({sheet.tie(100, 5000), sheet.tie(900, 5000), sheet.tie(100, 5400), sheet.tie(900, 5400)},
                     {});
  EXPECT_TRUE(map.slope_is_known());
  EXPECT_NEAR(map.slope_at(1234.0), 0.02, 1e-12);
  for (const double x : {0.0, 100.0, 777.0, 1000.0}) {
    for (const double depth : {4990.0, 5000.0, 5123.4, 5400.0, 5450.0}) {
      EXPECT_NEAR(depth_at(map, x, sheet.y(x, depth)), depth, 1e-9);
    }
  }
}

TEST(DepthMap, SkewMayChangeDownTheSheet) {
  // From level to 3 px in 100 over 400 ft; beyond the outer ties the outer slopes stay.
  const Sheet sheet{0.0, 0.03 / 400.0};
  std::vector<Tie> ties;
  for (const double depth : {5000.0, 5200.0, 5400.0}) {
    ties.push_back(sheet.tie(100, depth));
    ties.push_back(sheet.tie(900, depth));
  }
  const DepthMap map(ties, {});
  EXPECT_NEAR(map.slope_at(400.0 + 3000.0), 0.0225, 1e-12);
  EXPECT_NEAR(map.slope_at(-1000.0), 0.0, 1e-12);
  EXPECT_NEAR(map.slope_at(9000.0), 0.03, 1e-12);
  for (const double x : {0.0, 333.0, 1000.0}) {
    for (double depth = 5000.0; depth <= 5400.0; depth += 12.5) {
      EXPECT_NEAR(depth_at(map, x, sheet.y(x, depth)), depth, 1e-9);
    }
  }
}

TEST(DepthMap, OneDepthWithTwoSidesIsEnoughForTheSkew) {
  const Sheet sheet{-0.015, 0.0};
  const DepthMap map({sheet.tie(100, 5000), sheet.tie(100, 5200), sheet.tie(900, 5200), sheet.tie(100, 5400)},
                     {});
  EXPECT_TRUE(map.slope_is_known());
  EXPECT_NEAR(depth_at(map, 950, sheet.y(950, 5050)), 5050.0, 1e-9);
}

TEST(DepthMap, TiesThatShareNoDepthGiveACommonSkew) {
  const Sheet sheet{0.02, 0.0};
  const std::vector<Tie> ties = {sheet.tie(100, 5000), sheet.tie(900, 5100), sheet.tie(100, 5200),
                                 sheet.tie(900, 5300)};
  const DepthMap map(ties, {});
  EXPECT_FALSE(map.slope_is_known()) << "the printed grid knows better";
  EXPECT_NEAR(map.slope_at(0.0), 0.02, 1e-12);
  EXPECT_NEAR(depth_at(map, 700, sheet.y(700, 5150)), 5150.0, 1e-9);
  const DepthMap told(ties, {{0.0, 0.01}});
  EXPECT_EQ(told.slope_at(0.0), 0.01);
}

TEST(DepthMap, TwoTiesAtDifferentSidesTellNoSkew) {
  const DepthMap map({{100, 400, 5000, 1}, {900, 4400, 5400, 1}}, {});
  EXPECT_EQ(map.slope_at(0.0), 0.0);
}

TEST(DepthMap, TakesTheSkewOfTheGridUnlessTheTiesKnowIt) {
  const Sheet sheet{0.02, 0.0};
  const DepthMap one_side({sheet.tie(500, 5000), sheet.tie(500, 5400)}, {{100.0, 0.02}, {4000.0, 0.02}});
  EXPECT_NEAR(depth_at(one_side, 900, sheet.y(900, 5300)), 5300.0, 1e-9);
  const DepthMap both({sheet.tie(100, 5000), sheet.tie(900, 5000), sheet.tie(500, 5400)}, {{0.0, -0.5}});
  EXPECT_NEAR(both.slope_at(0.0), 0.02, 1e-12);
}

TEST(DepthMap, SkewSamplesMayComeInAnyOrder) {
  const DepthMap map({{5, 0, 100, 1}, {5, 1000, 200, 1}}, {{1000.0, 0.03}, {0.0, 0.01}});
  EXPECT_NEAR(map.slope_at(500.0), 0.02, 1e-12);
}

TEST(DepthMap, ResidualsAreZeroWhereTheTiesMadeIt) {
  const Sheet sheet{0.02, 0.0};
  const std::vector<Tie> ties = {sheet.tie(100, 5000), sheet.tie(900, 5000), sheet.tie(100, 5400),
                                 sheet.tie(900, 5400)};
  const DepthMap map(ties, {});
  for (const double residual : map.residuals_px(ties)) EXPECT_NEAR(residual, 0.0, 1e-9);
}

TEST(DepthMap, ResidualsTellHowFarATieIsOff) {
  const Sheet sheet{0.0, 0.0};
  const DepthMap map({sheet.tie(100, 5000), sheet.tie(100, 5400)}, {});
  Tie low = sheet.tie(700, 5100);
  low.y += 3.0;
  Tie high = sheet.tie(20, 5300);
  high.y -= 2.0;
  const std::vector<double> residuals = map.residuals_px({low, high});
  EXPECT_NEAR(residuals.at(0), 3.0, 1e-9);
  EXPECT_NEAR(residuals.at(1), -2.0, 1e-9);
}

TEST(DepthMap, AveragesTiesOfOneDepthThatDisagree) {
  const DepthMap map({{100, 398, 5000, 1}, {101, 402, 5000, 1}, {100, 4400, 5400, 1}}, {});
  EXPECT_FALSE(map.slope_is_known()) << "1 px sideways tells no skew";
  EXPECT_NEAR(map.knots().front().y_reference, 400.0, 1e-9);
}

std::string refusal(const std::vector<Tie>& ties) {
  try {
    const DepthMap map(ties, {});
  } catch (const Error& error) {
    return error.kind() == ErrorKind::kInput ? error.what() : "another kind of error";
  }
  return "accepted";
}

TEST(DepthMap, RefusesTiesThatDoNotTellADepth) {
  EXPECT_EQ(refusal({}), "depth ties: 0 tie(s) at 0 depth(s); expected two depths or more");
  EXPECT_EQ(refusal({{1, 2, 100, 1}, {900, 2, 100, 1}}),
            "depth ties: 2 tie(s) at 1 depth(s); expected two depths or more");
}

TEST(DepthMap, NamesTheTieThatTurnsBack) {
  EXPECT_EQ(
      refusal({{5, 0, 100, 1}, {5, 1000, 300, 1}, {5, 2000, 200, 1}, {5, 3000, 400, 1}}),
      "depth ties: the tie of depth 300 at height 1000.00 is followed by that of depth 200 at 2000.00 px; "
      "expected depths that increase all the way down the page. Correct or remove the wrong tie");
  EXPECT_NE(refusal({{5, 1000, 100, 1}, {5, 1000, 200, 1}}).find("is followed by"), std::string::npos);
}

TEST(DepthMap, NamesTiesOfOneDepthThatMakeNoDepthLine) {
  EXPECT_NE(
      refusal({{0, 100, 100, 1}, {900, 1100, 100, 1}, {0, 2000, 200, 1}})
          .find(
              "the ties of depth 100 at x 0, y 100 and x 900, y 1100 make a line that falls 1.11 px per px"),
      std::string::npos);
}

}  // namespace
}  // namespace logdigitise::depth
