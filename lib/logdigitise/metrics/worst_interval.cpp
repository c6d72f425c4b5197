#include "logdigitise/metrics/worst_interval.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "logdigitise/metrics/resample.hpp"

namespace logdigitise::metrics {

namespace {

constexpr double kRoundOff = 1e-9;

struct Found {
  double depth;
  double size;
};

}  // namespace

WorstInterval worst_interval(std::span<const double> depths, std::span<const double> errors, double window) {
  std::vector<Found> found;
  for (std::size_t i = 0; i < depths.size(); ++i) {
    if (!std::isnan(errors[i])) found.push_back({depths[i], std::abs(errors[i])});
  }
  WorstInterval worst;
  if (found.empty()) return worst;
  const double step = median_step(depths);
  const double half_full = step > 0.0 ? 0.5 * window / step : 1.0;

  const auto search = [&](double fewest) {
    double sum = 0.0;
    std::size_t begin = 0;
    for (std::size_t end = 0; end < found.size(); ++end) {
      sum += found[end].size;
      while (found[end].depth - found[begin].depth > window * (1.0 + kRoundOff)) sum -= found[begin++].size;
      const auto count = static_cast<double>(end - begin + 1);
      if (count < fewest) continue;
      const double mean = sum / count;
      if (!(mean <= worst.mean_error)) worst = {found[begin].depth, found[end].depth, std::max(mean, 0.0)};
    }
  };
  search(std::min(half_full, static_cast<double>(found.size())));
  if (std::isnan(worst.mean_error)) search(1.0);  // Nothing but scattered samples.
  return worst;
}

}  // namespace logdigitise::metrics
