#include "logdigitise/pipeline/damaged_rows.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace logdigitise::pipeline {
namespace {

/// `100-200 300-350`
std::string lost(const std::vector<RowRange>& damaged, int rows = 1000) {
  std::string text;
  for (const RowRange& range : rows_lost(damaged, rows)) {
    if (!text.empty()) text += ' ';
    text += std::to_string(range.first) + "-" + std::to_string(range.last);
  }
  return text;
}

TEST(RowsLost, AreTheDamagedOnes) {
  EXPECT_EQ(lost({}), "");
  EXPECT_EQ(lost({{400, 500}, {130, 200}}), "130-200 400-500");
}

TEST(RowsLost, HoldRestsTooShortToRead) {
  EXPECT_EQ(lost({{150, 200}, {250, 300}}), "150-300") << "between";
  EXPECT_EQ(lost({{127, 200}}), "0-200") << "above";
  EXPECT_EQ(lost({{200, 873}}), "200-1000") << "below";
  EXPECT_EQ(lost({{128, 300}, {428, 872}}), "128-300 428-872") << "long enough";
}

TEST(RowsLost, StayOnThePage) {
  EXPECT_EQ(lost({{-500, 10}, {990, 5000}}), "0-10 990-1000");
  EXPECT_EQ(lost({{-500, -10}, {2000, 5000}}), "") << "damage above and below the section";
}

TEST(BlankDamaged, TakesValuesAndSaysWhy) {
  std::vector<CurveRows> curves(1);
  curves[0].fraction.assign(200, 0.5F);
  curves[0].evidence.resize(200);
  curves[0].flags.assign(200, trace::Flag::kNone);
  blank_damaged({{100, 120}}, curves);
  for (std::size_t r = 0; r < 200; ++r) {
    const bool is_lost = r >= 100 && r < 120;
    EXPECT_EQ(std::isnan(curves[0].fraction[r]), is_lost) << r;
    EXPECT_EQ(curves[0].flags[r] == trace::Flag::kDamaged, is_lost) << r;
  }
}

}  // namespace
}  // namespace logdigitise::pipeline
