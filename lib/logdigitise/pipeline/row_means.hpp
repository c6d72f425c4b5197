#pragma once
// Means over windows of rows.

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

namespace logdigitise::pipeline {

/// Means of a quantity over windows of rows.
class RowMeans {
 public:
  RowMeans() : sums_(1, 0.0) {}
  RowMeans(std::size_t rows, const std::function<double(std::size_t)>& value) : sums_(rows + 1, 0.0) {
    for (std::size_t r = 0; r < rows; ++r) sums_[r + 1] = sums_[r] + value(r);
  }
  [[nodiscard]] double mean(std::ptrdiff_t centre, std::ptrdiff_t reach) const {
    const auto rows = static_cast<std::ptrdiff_t>(sums_.size()) - 1;
    const std::ptrdiff_t first = std::clamp<std::ptrdiff_t>(centre - reach, 0, rows - 1);
    const std::ptrdiff_t last = std::clamp<std::ptrdiff_t>(centre + reach + 1, first + 1, rows);
    return (sums_[static_cast<std::size_t>(last)] - sums_[static_cast<std::size_t>(first)]) /
           static_cast<double>(last - first);
  }

 private:
  std::vector<double> sums_;
};

}  // namespace logdigitise::pipeline
