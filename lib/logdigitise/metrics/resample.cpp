#include "logdigitise/metrics/resample.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace logdigitise::metrics {

namespace {

constexpr double kSameDepth = 1e-4;  ///< Of a step.
constexpr double kRoundOff = 1e-9;   ///< Keeps exactly 1.5 steps within 1.5 steps.

struct Point {
  double depth;
  double value;
};

}  // namespace

double median_step(std::span<const double> depths) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < depths.size(); ++i) {
    const double step = std::abs(depths[i] - depths[i - 1]);
    if (step > 0.0) steps.push_back(step);
  }
  if (steps.empty()) return 0.0;
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return *middle;
}

std::vector<double> resample(std::span<const double> depths, std::span<const double> values,
                             std::span<const double> onto, double tolerance_step) {
  const double step = median_step(depths);
  std::vector<Point> points;
  for (std::size_t i = 0; i < depths.size(); ++i) {
    if (!std::isnan(values[i])) points.push_back({depths[i], values[i]});
  }
  const auto shallower = [](const Point& a, const Point& b) { return a.depth < b.depth; };
  if (!std::is_sorted(points.begin(), points.end(), shallower)) {
    std::stable_sort(points.begin(), points.end(), shallower);
  }
  const double same = step > 0.0 ? kSameDepth * step : kSameDepth;
  std::vector<double> result(onto.size(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < onto.size(); ++i) {
    const auto below = std::lower_bound(points.begin(), points.end(), Point{onto[i] - same, 0.0}, shallower);
    if (below == points.end()) continue;
    if (below->depth <= onto[i] + same) {
      result[i] = below->value;
    } else if (below != points.begin()) {
      const Point& above = *(below - 1);
      const double apart = below->depth - above.depth;
      if (apart > tolerance_step * step * (1.0 + kRoundOff)) continue;
      result[i] = above.value + (below->value - above.value) * (onto[i] - above.depth) / apart;
    }
  }
  return result;
}

}  // namespace logdigitise::metrics
