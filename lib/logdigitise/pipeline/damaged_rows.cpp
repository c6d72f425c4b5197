#include "logdigitise/pipeline/damaged_rows.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace logdigitise::pipeline {

namespace {

constexpr int kLeastRest = 128;  // Of these, 64 may lie beyond the section: bands reach as far.

}  // namespace

std::vector<RowRange> rows_lost(std::vector<RowRange> damaged, int rows) {
  for (RowRange& range : damaged) range = {std::max(range.first, 0), std::min(range.last, rows)};
  std::erase_if(damaged, [](const RowRange& range) { return range.first >= range.last; });
  std::sort(damaged.begin(), damaged.end(),
            [](const RowRange& a, const RowRange& b) { return a.first < b.first; });
  std::vector<RowRange> lost;
  for (const RowRange& range : damaged) {
    const int end_above = lost.empty() ? 0 : lost.back().last;
    if (range.first - end_above >= kLeastRest) {
      lost.push_back(range);
    } else if (lost.empty()) {
      lost.push_back({0, range.last});
    } else {
      lost.back().last = std::max(lost.back().last, range.last);
    }
  }
  if (!lost.empty() && rows - lost.back().last < kLeastRest) lost.back().last = rows;
  return lost;
}

void blank_damaged(const std::vector<RowRange>& lost, std::vector<CurveRows>& curves) {
  for (CurveRows& rows : curves) {
    for (const RowRange& range : lost) {
      for (int r = range.first; r < range.last; ++r) {
        const auto i = static_cast<std::size_t>(r);
        rows.fraction[i] = std::numeric_limits<float>::quiet_NaN();
        rows.evidence[i] = {};
        rows.flags[i] = trace::Flag::kDamaged;
      }
    }
  }
}

}  // namespace logdigitise::pipeline
