#include "logdigitise/review/stretches.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace logdigitise::review {

namespace {

constexpr double kSameDepth = 1e-7;

}  // namespace

std::vector<Stretch> without(const std::vector<Stretch>& list, const Stretch& cut) {
  std::vector<Stretch> left;
  for (const Stretch& stretch : list) {
    if (stretch.to < cut.from - kSameDepth || stretch.from > cut.to + kSameDepth) {
      left.push_back(stretch);
      continue;
    }
    if (stretch.from < cut.from - kSameDepth) left.push_back({stretch.from, cut.from, stretch.what});
    if (stretch.to > cut.to + kSameDepth) left.push_back({cut.to, stretch.to, stretch.what});
  }
  return left;
}

double value_at(const std::vector<double>& depths, const std::vector<double>& values, double depth) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  if (depths.empty() || depth < depths.front() - kSameDepth || depth > depths.back() + kSameDepth)
    return kNan;
  const auto below = std::lower_bound(depths.begin(), depths.end(), depth - kSameDepth);
  if (below == depths.end()) return values.back();
  const auto b = static_cast<std::size_t>(below - depths.begin());
  if (depths[b] - depth <= kSameDepth || b == 0) return values[b];
  const double t = (depth - depths[b - 1]) / (depths[b] - depths[b - 1]);
  return values[b - 1] + t * (values[b] - values[b - 1]);
}

}  // namespace logdigitise::review
