#pragma once
// The value in the middle.

#include <algorithm>
#include <cstddef>
#include <vector>

namespace logdigitise {

/// The upper of the two middle values where their number is even; 0 where there are none.
[[nodiscard]] inline double median_of(std::vector<double> values) {
  if (values.empty()) return 0.0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace logdigitise
