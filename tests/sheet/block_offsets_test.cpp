// Offsets of blocks that are chosen together.

#include "logdigitise/sheet/block_offsets.hpp"

#include <gtest/gtest.h>

namespace logdigitise::sheet {
namespace {

/// Gains of blocks each of which prefers one of the offsets -2..2, by this much.
std::vector<std::vector<double>> preferring(const std::vector<int>& offsets, double gain) {
  std::vector<std::vector<double>> gains;
  for (const int offset : offsets) {
    gains.emplace_back(5, 0.0);
    gains.back()[static_cast<std::size_t>(offset + 2)] = gain;
  }
  return gains;
}

TEST(BestOffsets, FollowWhatBlocksPreferWhereMovesAreFree) {
  const std::vector<int> wanted{0, 1, 2, -2, 0};
  EXPECT_EQ(best_offsets(preferring(wanted, 1.0), 2, [](int) { return 0.0; }), wanted);
}

TEST(BestOffsets, LeaveOneBlockAloneThatIsNotWorthTheMoves) {
  const auto cost = [](int px) { return 0.6 * px; };
  EXPECT_EQ(best_offsets(preferring({0, 0, 1, 0, 0}, 1.0), 2, cost), (std::vector<int>{0, 0, 0, 0, 0}));
  EXPECT_EQ(best_offsets(preferring({0, 0, 1, 1, 1}, 1.0), 2, cost), (std::vector<int>{0, 0, 1, 1, 1}));
}

TEST(BestOffsets, OfOneBlockAreItsBest) {
  EXPECT_EQ(best_offsets(preferring({-2}, 1.0), 2, [](int px) { return 1.0 * px; }), std::vector<int>{-2});
}

}  // namespace
}  // namespace logdigitise::sheet
