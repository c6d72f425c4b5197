#include "logdigitise/sheet/scanner_streaks.hpp"

#include <algorithm>

#include "logdigitise/sheet/ridges.hpp"

namespace logdigitise::sheet {

std::vector<int> find_streaks(const Image<std::uint8_t>& ridges, const Wander& wander) {
  constexpr double kLeastWander = 12.0;  // Px.
  constexpr double kLeastBlocks = 0.6;   // Share of the scan's that show a streak,
  constexpr double kLeastMore = 1.5;     // and how many more that is than where it follows the print.
  std::vector<int> streaks;
  if (wander.empty()) return streaks;
  const auto [least, most] = std::minmax_element(wander.begin(), wander.end());
  if (*most - *least < kLeastWander) return streaks;
  const int blocks = ridges.rows();
  for (int x = 1; x + 1 < ridges.columns(); ++x) {
    int fixed = 0;
    int along = 0;
    for (int block = 0; block < blocks; ++block) {
      const std::span<const std::uint8_t> row = ridges.row(block);
      fixed += row[static_cast<std::size_t>(x)] >= kLeastRidge ? 1 : 0;
      const double shift = wander[static_cast<std::size_t>(block)] - wander.front();
      along += ridge_at(row, x + 0.5 + shift) >= kLeastRidge ? 1 : 0;
    }
    if (fixed > kLeastBlocks * blocks && fixed > kLeastMore * along) streaks.push_back(x);
  }
  return streaks;
}

void erase_streaks(Image<std::uint8_t>& ridges, const std::vector<int>& streaks) {
  for (const int x : streaks)
    for (int block = 0; block < ridges.rows(); ++block)
      for (int beside = std::max(0, x - 1); beside <= std::min(ridges.columns() - 1, x + 1); ++beside)
        ridges.at(block, beside) = 0;
}

}  // namespace logdigitise::sheet
