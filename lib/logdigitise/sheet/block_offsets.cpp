#include "logdigitise/sheet/block_offsets.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace logdigitise::sheet {

std::vector<int> best_offsets(const std::vector<std::vector<double>>& gain, int reach,
                              const std::function<double(int)>& cost) {
  const auto states = static_cast<std::size_t>(2 * reach + 1);
  std::vector<double> cost_of_move;
  for (int px = 0; px <= 2 * reach; ++px) cost_of_move.push_back(cost(px));
  const auto move = [&](std::size_t from, std::size_t to) {
    return cost_of_move[from > to ? from - to : to - from];
  };
  std::vector<double> total = gain.front();
  std::vector<std::vector<std::size_t>> before(gain.size(), std::vector<std::size_t>(states, 0));
  for (std::size_t b = 1; b < gain.size(); ++b) {
    std::vector<double> next(states, 0.0);
    for (std::size_t to = 0; to < states; ++to) {
      std::size_t best = to;
      for (std::size_t from = 0; from < states; ++from)
        if (total[from] - move(from, to) > total[best] - move(best, to)) best = from;
      before[b][to] = best;
      next[to] = total[best] - move(best, to) + gain[b][to];
    }
    total = std::move(next);
  }
  auto state = static_cast<std::size_t>(std::max_element(total.begin(), total.end()) - total.begin());
  std::vector<int> offsets(gain.size(), 0);
  for (std::size_t b = gain.size(); b-- > 0;) {
    offsets[b] = static_cast<int>(state) - reach;
    state = before[b][state];
  }
  return offsets;
}

}  // namespace logdigitise::sheet
