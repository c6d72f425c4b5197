// How depth lines lean, from lines that were followed one by one.

#include "logdigitise/sheet/line_fit.hpp"

#include <gtest/gtest.h>

namespace logdigitise::sheet {
namespace {

std::vector<std::optional<FittedLine>> lines_with_slopes(const std::vector<double>& slopes) {
  std::vector<std::optional<FittedLine>> lines;
  for (const double slope : slopes)
    lines.push_back(FittedLine{50.0 + 100.0 * static_cast<double>(lines.size()), slope, 0.9});
  return lines;
}

LineProfile level_profile() {
  LineProfile profile;
  profile.slope.assign(1000, 0.0);
  return profile;
}

TEST(LeanOnLines, LeavesOutLinesThatLeanOtherwiseThanThoseAround) {
  LineProfile profile = level_profile();
  lean_on_lines(lines_with_slopes({0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.008, 0.002, 0.009}), profile);
  for (const double y : {100.0, 500.0, 700.0, 950.0}) EXPECT_NEAR(profile.slope_at(y), 0.001, 1e-6) << y;
}

TEST(LeanOnLines, FollowsPaperThatTurns) {
  LineProfile profile = level_profile();
  lean_on_lines(lines_with_slopes({0.001, 0.001, 0.001, 0.001, 0.001, 0.01, 0.01, 0.01, 0.01, 0.01}),
                profile);
  EXPECT_NEAR(profile.slope_at(200.0), 0.001, 1e-6);
  EXPECT_NEAR(profile.slope_at(900.0), 0.01, 1e-6);
}

TEST(LeanOnLines, ChangesNothingForOneLine) {
  LineProfile profile = level_profile();
  lean_on_lines(lines_with_slopes({0.001}), profile);
  EXPECT_EQ(profile.slope_at(500.0), 0.0);
}

}  // namespace
}  // namespace logdigitise::sheet
