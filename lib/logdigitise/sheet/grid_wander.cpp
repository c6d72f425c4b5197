#include "logdigitise/sheet/grid_wander.hpp"

#include <algorithm>
#include <cmath>

#include "logdigitise/sheet/block_offsets.hpp"
#include "logdigitise/sheet/ridges.hpp"

namespace logdigitise::sheet {

namespace {

constexpr std::size_t kLeastLines = 6;  // In one row of equally spaced lines,
constexpr std::size_t kLeastMore = 4;   // and in others of the same pitch.
constexpr double kSamePitch = 0.015;
constexpr double kReach = 0.4;        // Of the pitch: beyond it the next line may be meant.
constexpr double kCreepCost = 0.15;   // Of a px from one block to the next, in what one block can show;
constexpr double kJumpCost = 1.0;     // no more than this for any jump.
constexpr double kMostOfUsual = 2.0;  // A line counts as no darker than this share of the usual one.
constexpr int kLeastDeparturePx = 3;  // Less is followed anyhow.

/// A row of equally spaced lines.
struct Row {
  std::vector<double> x;
  [[nodiscard]] double pitch() const { return (x.back() - x.front()) / static_cast<double>(x.size() - 1); }
};

std::vector<Row> even_rows(const std::vector<VerticalLine>& lines) {
  std::vector<Row> rows;
  for (std::size_t first = 0; first + 1 < lines.size();) {
    std::size_t last = first + 1;
    const double pitch = lines[last].x - lines[first].x;
    while (last + 1 < lines.size() &&
           std::abs(lines[last + 1].x - lines[last].x - pitch) < std::max(1.8, 0.04 * pitch))
      ++last;
    Row& row = rows.emplace_back();
    for (std::size_t k = first; k <= last; ++k) row.x.push_back(lines[k].x);
    first = last;
  }
  return rows;
}

/// The lines that are followed, and their pitch; none if no row is long enough.
Row grid_of(const std::vector<VerticalLine>& lines) {
  const std::vector<Row> rows = even_rows(lines);
  Row grid;
  for (const Row& row : rows)
    if (row.x.size() >= kLeastLines && row.x.size() > grid.x.size()) grid = row;
  if (grid.x.empty()) return grid;
  const Row longest = grid;
  for (const Row& row : rows)
    if (row.x.front() != longest.x.front() && row.x.size() >= kLeastMore &&
        std::abs(row.pitch() - longest.pitch()) < kSamePitch * longest.pitch())
      grid.x.insert(grid.x.end(), row.x.begin(), row.x.end());
  return grid;
}

/// Per block and offset -reach..reach: which share of the lines stands there, less what stands anywhere.
std::vector<std::vector<double>> shares_at_offsets(const Image<std::uint8_t>& ridges, const Wander& wander,
                                                   const std::vector<double>& lines, int first, int last,
                                                   int reach) {
  std::vector<double> shown;
  const auto ridge = [&](int block, double x) {
    return ridge_at(ridges.row(block), x + wander[static_cast<std::size_t>(block)]);
  };
  for (int block = first; block < last; ++block)
    for (const double x : lines) shown.push_back(ridge(block, x));
  const auto middle = shown.begin() + static_cast<std::ptrdiff_t>(shown.size() / 2);
  std::nth_element(shown.begin(), middle, shown.end());
  const double usual = std::max<double>(*middle, kLeastRidge);
  std::vector<std::vector<double>> shares;
  for (int block = first; block < last; ++block) {
    std::vector<double>& share = shares.emplace_back();
    double mean = 0.0;
    for (int d = -reach; d <= reach; ++d) {
      double sum = 0.0;
      for (const double x : lines) sum += std::min(ridge(block, x + d) / usual, kMostOfUsual);
      share.push_back(sum / static_cast<double>(lines.size()));
      mean += share.back() / (2.0 * reach + 1.0);
    }
    for (double& one : share) one -= mean;
  }
  return shares;
}

double cost_of_creep(int px) { return std::min(kJumpCost, kCreepCost * px); }

}  // namespace

Wander follow_grid(const Image<std::uint8_t>& ridges, const Wander& wander,
                   const std::vector<VerticalLine>& lines, int first, int last) {
  const Row grid = grid_of(lines);
  if (grid.x.empty() || last <= first) return wander;
  const int reach = static_cast<int>(kReach * (grid.x[1] - grid.x[0]));
  if (reach < kLeastDeparturePx) return wander;
  const std::vector<int> offsets =
      best_offsets(shares_at_offsets(ridges, wander, grid.x, first, last, reach), reach, cost_of_creep);
  if (std::none_of(offsets.begin(), offsets.end(), [](int d) { return std::abs(d) >= kLeastDeparturePx; }))
    return wander;
  Wander settled = wander;
  for (std::size_t block = 0; block < settled.size(); ++block)
    settled[block] +=
        offsets[static_cast<std::size_t>(std::clamp(static_cast<int>(block), first, last - 1) - first)];
  return settled;
}

}  // namespace logdigitise::sheet
