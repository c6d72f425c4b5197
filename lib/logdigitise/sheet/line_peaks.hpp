#pragma once
// Small helpers of tying numbers to lines.

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace logdigitise::sheet {

/// Mean in which no single value counts for much more than all others: a bar or a border is no row of lines.
/// Of one value at least.
[[nodiscard]] double capped_mean(std::vector<double> values);

/// Whether the lines in `one` are darker by far, each than that in `other` beside it: hardly any is lighter.
/// Where neither shows (differences below half of `least`), that says nothing.
[[nodiscard]] bool is_darker(const std::vector<double>& one, const std::vector<double>& other, double least);

/// Where `values` have a peak that is the highest of 17, highest first.
[[nodiscard]] std::vector<std::size_t> peaks_of(const std::vector<double>& values);

/// Mean of the middle half.
[[nodiscard]] double middle_of(std::vector<double> values);

/// Whether a depth is a whole number of steps.
[[nodiscard]] bool is_multiple(double value, double step);

/// y of a depth, straight between knots and straight on beyond them.
class Guess {
 public:
  void add(double depth, double y) { knots_.push_back({depth, y}); }
  void sort() { std::sort(knots_.begin(), knots_.end()); }
  [[nodiscard]] double y(double depth) const {
    std::size_t i = 1;
    while (i + 1 < knots_.size() && knots_[i].first < depth) ++i;
    const auto& [d0, y0] = knots_[i - 1];
    const auto& [d1, y1] = knots_[i];
    return y0 + (y1 - y0) * (depth - d0) / (d1 - d0);
  }
  [[nodiscard]] double top() const { return knots_.front().first; }
  [[nodiscard]] double base() const { return knots_.back().first; }

 private:
  std::vector<std::pair<double, double>> knots_;
};

}  // namespace logdigitise::sheet
