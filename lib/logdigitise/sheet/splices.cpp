#include "logdigitise/sheet/splices.hpp"

#include <algorithm>
#include <cmath>

#include "logdigitise/sheet/block_offsets.hpp"
#include "logdigitise/sheet/ridges.hpp"

namespace logdigitise::sheet {

namespace {

/// Per block and offset -reach..reach: how much of the lines' ink stands there, 0..1, heavy lines counting
/// more.
std::vector<std::vector<double>> ink_at_offsets(const Image<std::uint8_t>& ridges, const Wander& wander,
                                                const std::vector<VerticalLine>& lines, int first, int last,
                                                int reach) {
  double all = 0.0;
  for (const VerticalLine& line : lines) all += std::min(line.strength, 1.0);
  std::vector<std::vector<double>> shares;
  for (int block = first; block < last; ++block) {
    std::vector<double> share;
    for (int d = -reach; d <= reach; ++d) {
      double sum = 0.0;
      for (const VerticalLine& line : lines) {
        const double ink = ridge_at(ridges.row(block), line.x + d + wander[static_cast<std::size_t>(block)]);
        sum += std::min(line.strength, 1.0) * std::min<double>(ink, kRidgeCap) / kRidgeCap;
      }
      share.push_back(sum / all);
    }
    shares.push_back(std::move(share));
  }
  return shares;
}

/// Of a move, in what one block can show.
double cost_of_splice(int px) {
  constexpr double kJump = 1.0;   // As much as all ink of one block.
  constexpr double kCreep = 0.5;  // A jump by next to nothing.
  return px == 0 ? 0.0 : px < 10 ? kCreep + 0.05 * px : kJump;
}

}  // namespace

Wander follow_splices(const Image<std::uint8_t>& ridges, const Wander& wander,
                      const std::vector<VerticalLine>& lines, int first, int last, int reach_px) {
  constexpr std::size_t kLeastLines = 4;
  constexpr int kFollowed = 2;  // Px that follow_line() follows by itself.
  Wander settled = wander;
  if (lines.size() < kLeastLines || last <= first || reach_px < 1) return settled;
  const std::vector<int> offsets =
      best_offsets(ink_at_offsets(ridges, wander, lines, first, last, reach_px), reach_px, cost_of_splice);
  for (std::size_t block = 0; block < settled.size(); ++block) {
    const int offset =
        offsets[static_cast<std::size_t>(std::clamp(static_cast<int>(block), first, last - 1) - first)];
    if (std::abs(offset) > kFollowed) settled[block] += offset;
  }
  return settled;
}

}  // namespace logdigitise::sheet
