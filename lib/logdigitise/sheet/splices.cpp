#include "logdigitise/sheet/splices.hpp"

#include <algorithm>
#include <cmath>

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

/// The offset of each block that gives most ink in all, less what jumps cost.
std::vector<int> best_offsets(const std::vector<std::vector<double>>& shares, int reach) {
  constexpr double kJump = 1.0;   // As much as all ink of one block.
  constexpr double kCreep = 0.5;  // A jump by next to nothing.
  const auto states = static_cast<std::size_t>(2 * reach + 1);
  const auto cost = [](std::size_t from, std::size_t to) {
    const double far = std::abs(static_cast<double>(from) - static_cast<double>(to));
    return far == 0.0 ? 0.0 : far < 10.0 ? kCreep + 0.05 * far : kJump;
  };
  std::vector<double> total = shares.front();
  std::vector<std::vector<std::size_t>> before(shares.size(), std::vector<std::size_t>(states, 0));
  for (std::size_t b = 1; b < shares.size(); ++b) {
    std::vector<double> next(states, 0.0);
    for (std::size_t to = 0; to < states; ++to) {
      std::size_t best = to;
      for (std::size_t from = 0; from < states; ++from)
        if (total[from] - cost(from, to) > total[best] - cost(best, to)) best = from;
      before[b][to] = best;
      next[to] = total[best] - cost(best, to) + shares[b][to];
    }
    total = std::move(next);
  }
  auto state = static_cast<std::size_t>(std::max_element(total.begin(), total.end()) - total.begin());
  std::vector<int> offsets(shares.size(), 0);
  for (std::size_t b = shares.size(); b-- > 0;) {
    offsets[b] = static_cast<int>(state) - reach;
    state = before[b][state];
  }
  return offsets;
}

}  // namespace

Wander follow_splices(const Image<std::uint8_t>& ridges, const Wander& wander,
                      const std::vector<VerticalLine>& lines, int first, int last, int reach_px) {
  constexpr std::size_t kLeastLines = 4;
  constexpr int kFollowed = 2;  // Px that follow_line() follows by itself.
  Wander settled = wander;
  if (lines.size() < kLeastLines || last <= first || reach_px < 1) return settled;
  const std::vector<int> offsets =
      best_offsets(ink_at_offsets(ridges, wander, lines, first, last, reach_px), reach_px);
  for (std::size_t block = 0; block < settled.size(); ++block) {
    const int offset =
        offsets[static_cast<std::size_t>(std::clamp(static_cast<int>(block), first, last - 1) - first)];
    if (std::abs(offset) > kFollowed) settled[block] += offset;
  }
  return settled;
}

}  // namespace logdigitise::sheet
