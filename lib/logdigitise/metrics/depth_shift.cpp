#include "logdigitise/metrics/depth_shift.hpp"

#include <cmath>
#include <cstddef>
#include <vector>

#include "logdigitise/metrics/resample.hpp"

namespace logdigitise::metrics {

namespace {

constexpr std::size_t kFewestPairs = 10;
constexpr std::size_t kMostGridPoints = 4'000'000;
constexpr double kNoBetter = 1e-9;

/// Without the mean of what is there: sums of squares then lose no digits.
std::vector<double> centred(std::vector<double> values) {
  double sum = 0.0;
  std::size_t count = 0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    sum += value;
    ++count;
  }
  const double mean = count > 0 ? sum / static_cast<double>(count) : 0.0;
  for (double& value : values) value -= mean;
  return values;
}

struct Correlation {
  double value = std::numeric_limits<double>::quiet_NaN();
  std::size_t pairs = 0;
};

Correlation correlate(const std::vector<double>& predicted, const std::vector<double>& truth,
                      std::ptrdiff_t lag) {
  double sum_p = 0.0;
  double sum_t = 0.0;
  double sum_pp = 0.0;
  double sum_tt = 0.0;
  double sum_pt = 0.0;
  Correlation result;
  const auto n = static_cast<std::ptrdiff_t>(truth.size());
  for (std::ptrdiff_t i = std::max<std::ptrdiff_t>(0, -lag); i < n && i + lag < n; ++i) {
    const double p = predicted[static_cast<std::size_t>(i + lag)];
    const double t = truth[static_cast<std::size_t>(i)];
    if (std::isnan(p) || std::isnan(t)) continue;
    sum_p += p;
    sum_t += t;
    sum_pp += p * p;
    sum_tt += t * t;
    sum_pt += p * t;
    ++result.pairs;
  }
  const auto count = static_cast<double>(result.pairs);
  const double spread_p = sum_pp - sum_p * sum_p / count;
  const double spread_t = sum_tt - sum_t * sum_t / count;
  const bool varies = spread_p > 1e-12 * sum_pp && spread_t > 1e-12 * sum_tt;
  if (varies) result.value = (sum_pt - sum_p * sum_t / count) / std::sqrt(spread_p * spread_t);
  return result;
}

}  // namespace

DepthShift find_depth_shift(std::span<const double> depths, std::span<const double> predicted,
                            std::span<const double> truth, double max_shift) {
  DepthShift best;
  const double step = median_step(depths);
  if (step <= 0.0) return best;
  const double length = (depths.back() - depths.front()) / step;
  if (!(length < static_cast<double>(kMostGridPoints))) return best;
  std::vector<double> grid(static_cast<std::size_t>(std::llround(length)) + 1);
  for (std::size_t i = 0; i < grid.size(); ++i) grid[i] = depths.front() + static_cast<double>(i) * step;
  const std::vector<double> p = centred(resample(depths, predicted, grid));
  const std::vector<double> t = centred(resample(depths, truth, grid));

  const Correlation here = correlate(p, t, 0);
  if (here.pairs < kFewestPairs || std::isnan(here.value)) return best;
  best = {0.0, here.value, here.value};
  const std::size_t fewest = std::max(kFewestPairs, here.pairs / 2);
  const auto lags = static_cast<std::ptrdiff_t>(std::floor(max_shift / step + kNoBetter));
  for (std::ptrdiff_t size = 1; size <= lags; ++size) {
    for (const std::ptrdiff_t lag : {size, -size}) {
      const Correlation there = correlate(p, t, lag);
      if (there.pairs < fewest || !(there.value > best.correlation + kNoBetter)) continue;
      best.shift = static_cast<double>(lag) * step;
      best.correlation = there.value;
    }
  }
  return best;
}

}  // namespace logdigitise::metrics
