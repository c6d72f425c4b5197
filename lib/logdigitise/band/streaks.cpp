#include "logdigitise/band/streaks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace logdigitise::band {

namespace {

constexpr double kLeastLean = 2.5;          // Scan px.
constexpr double kStill = 0.5;              // A streak's middle stays within so many scan px.
constexpr float kLeastInk = 0.6F * 255.0F;  // Of a block's rows, of each block.
constexpr int kReach = 2;                   // Band columns each side of a streak's middle that are taken out.
// Scan px per band column: beyond these, reach and lean would have to be others.
constexpr double kFinest = 0.6;
constexpr double kCoarsest = 1.7;

/// The middle of the ink in columns [first, last) above what lies at their ends; none where these are inked
/// too.
std::optional<double> middle_of_ink(const ScanColumns& block, int first, int last) {
  const auto at = [&](int x) { return block.mean[static_cast<std::size_t>(x - block.first)]; };
  const float floor = std::max(at(first), at(last - 1));
  constexpr float kMostBeside = 0.4F * 255.0F;
  if (floor > kMostBeside) return std::nullopt;
  double sum = 0.0;
  double moment = 0.0;
  for (int x = first; x < last; ++x) {
    const double above = std::max(0.0F, at(x) - floor);
    sum += above;
    moment += above * x;
  }
  if (sum <= 0.0) return std::nullopt;
  return moment / sum;
}

/// How far the paper under a scan column of the first block has moved in the last.
double lean_at(const ScanColumns& first, const ScanColumns& last, double x) {
  const double column = (x - first.middle.first) / first.middle.step;
  return last.middle.first + column * last.middle.step - x;
}

/// All blocks have their ink in [first, last) in one place.
bool stands_still(std::span<const ScanColumns* const> around, int first, int last) {
  double least = std::numeric_limits<double>::max();
  double most = std::numeric_limits<double>::lowest();
  for (const ScanColumns* block : around) {
    const auto middle = middle_of_ink(*block, first, last);
    if (!middle) return false;
    least = std::min(least, *middle);
    most = std::max(most, *middle);
  }
  return most - least <= 2.0 * kStill;
}

}  // namespace

ScanColumns scan_columns(const cv::Mat& ink, std::span<const RowOnScan> rows) {
  double least = 1e18;
  double most = -1e18;
  for (const RowOnScan& row : rows) {
    least = std::min(least, row.first);
    most = std::max(most, row.first + (ink.cols - 1) * row.step);
  }
  ScanColumns result;
  result.first = static_cast<int>(std::floor(least));
  const auto count = static_cast<std::size_t>(std::ceil(most) - std::floor(least)) + 1;
  std::vector<float> sum(count, 0.0F);
  std::vector<std::uint8_t> row(count);
  for (int y = 0; y < ink.rows; ++y) {
    const RowOnScan& on_scan = rows[static_cast<std::size_t>(y)];
    const auto* const pixels = ink.ptr<std::uint8_t>(y);
    for (std::size_t i = 0; i < count; ++i) {
      const double c = (result.first + static_cast<double>(i) - on_scan.first) / on_scan.step;
      const int column = static_cast<int>(std::lround(c));
      row[i] = column < 0 || column >= ink.cols ? std::uint8_t{0} : pixels[column];
    }
    for (std::size_t i = 0; i < count; ++i) {
      std::uint8_t darkest = row[i];
      if (i > 0) darkest = std::max(darkest, row[i - 1]);
      if (i + 1 < count) darkest = std::max(darkest, row[i + 1]);
      sum[i] += static_cast<float>(darkest);
    }
  }
  for (float& value : sum) value /= static_cast<float>(std::max(1, ink.rows));
  result.mean = std::move(sum);
  result.middle = rows[rows.size() / 2];
  return result;
}

std::vector<int> find_streaks(std::span<const ScanColumns* const> around) {
  if (around.empty()) return {};
  const double step = around.front()->middle.step;
  if (step < kFinest || step > kCoarsest) return {};
  int first = around.front()->first;
  int last = first + static_cast<int>(around.front()->mean.size());
  for (const ScanColumns* block : around) {
    first = std::max(first, block->first);
    last = std::min(last, block->first + static_cast<int>(block->mean.size()));
  }
  const auto ink_of = [&](int x) {
    float lowest = 255.0F;
    for (const ScanColumns* block : around)
      lowest = std::min(lowest, block->mean[static_cast<std::size_t>(x - block->first)]);
    return lowest;
  };
  std::vector<int> found;
  for (int x = first; x < last;) {
    if (ink_of(x) < kLeastInk) {
      ++x;
      continue;
    }
    const int begin = x;
    while (x < last && ink_of(x) >= kLeastInk) ++x;
    // With the columns beside it a streak of 1 to 3 px is 3 to 5 wide; a black border is wider.
    constexpr int kWidest = 7;
    constexpr int kBeside = 5;
    const int from = begin - kBeside;
    const int to = x + kBeside;
    if (x - begin > kWidest || from < first || to > last) continue;
    // A wide line of the paper may reach through all blocks too, but its middle leans with the paper.
    const double column = 0.5 * (begin + x - 1);
    if (std::abs(lean_at(*around.front(), *around.back(), column)) >= kLeastLean &&
        stands_still(around, from, to))
      found.push_back((begin + x - 1) / 2);
  }
  return found;
}

void erase_streaks(cv::Mat& ink, std::span<const RowOnScan> rows, std::span<const int> columns) {
  for (int y = 0; y < ink.rows; ++y) {
    const RowOnScan& on_scan = rows[static_cast<std::size_t>(y)];
    auto* const pixels = ink.ptr<std::uint8_t>(y);
    for (const int column : columns) {
      const int c = static_cast<int>(std::lround((column - on_scan.first) / on_scan.step));
      const int left = c - kReach - 1;
      const int right = c + kReach + 1;
      if (left < 0 || right >= ink.cols) continue;
      const std::uint8_t beside = std::min(pixels[left], pixels[right]);
      for (int x = left + 1; x < right; ++x) pixels[x] = std::min(pixels[x], beside);
    }
  }
}

}  // namespace logdigitise::band
