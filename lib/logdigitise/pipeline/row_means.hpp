#pragma once
// Means over windows of rows.

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

namespace logdigitise::pipeline {

/// Means of a quantity over windows of rows, from sums that are kept as `Stored` within blocks of rows.
template <typename Stored>
class BasicRowMeans {
 public:
  BasicRowMeans() = default;
  BasicRowMeans(std::size_t rows, const std::function<double(std::size_t)>& value) {
    within_.reserve(rows + 1);
    double sum = 0.0;
    for (std::size_t r = 0; r <= rows; ++r) {
      if (r % kBlock == 0) before_.push_back(sum);
      within_.push_back(static_cast<Stored>(sum - before_.back()));
      if (r < rows) sum += value(r);
    }
  }
  [[nodiscard]] double mean(std::ptrdiff_t centre, std::ptrdiff_t reach) const {
    const auto rows = static_cast<std::ptrdiff_t>(within_.size()) - 1;
    const std::ptrdiff_t first = std::clamp<std::ptrdiff_t>(centre - reach, 0, rows - 1);
    const std::ptrdiff_t last = std::clamp<std::ptrdiff_t>(centre + reach + 1, first + 1, rows);
    return (sum_above(static_cast<std::size_t>(last)) - sum_above(static_cast<std::size_t>(first))) /
           static_cast<double>(last - first);
  }

 private:
  static constexpr std::size_t kBlock = 64;
  [[nodiscard]] double sum_above(std::size_t row) const { return before_[row / kBlock] + within_[row]; }

  std::vector<double> before_;  // Of each block: the sum of all rows above it.
  std::vector<Stored> within_;  // Of each row: that of the rows of its block above it.
};

/// 4 bytes a row; to a few millionths of the largest value.
using RowMeans = BasicRowMeans<float>;
/// 8 bytes a row, for what differences are taken of.
using FineRowMeans = BasicRowMeans<double>;

}  // namespace logdigitise::pipeline
