#include "logdigitise/trace/row_estimators.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace logdigitise::trace {

namespace {

// Chances below this (of 255) are the network's noise floor and would pull a centroid.
constexpr int kNoiseFloor = 13;
constexpr int kTenth = 26;

RowPosition nothing() { return {std::numeric_limits<double>::quiet_NaN(), 0.0F}; }

}  // namespace

StretchOfRow evidence_run(std::span<const std::uint8_t> chances, int first, int last, int longest) {
  const int columns = static_cast<int>(chances.size());
  StretchOfRow run{std::clamp(first, 0, columns - 1), std::clamp(last, 1, columns)};
  int peak = 0;
  for (int x = run.first; x < run.last; ++x) peak = std::max<int>(peak, chances[static_cast<std::size_t>(x)]);
  const int least = std::max(kTenth, peak * 4 / 5);
  const int lowest = std::max(0, run.first - longest);
  const int highest = std::min(columns, run.last + longest);
  while (run.first > lowest && chances[static_cast<std::size_t>(run.first - 1)] >= least) --run.first;
  while (run.last < highest && chances[static_cast<std::size_t>(run.last)] >= least) ++run.last;
  return run;
}

RowPosition window_centroid(std::span<const std::uint8_t> chances, int first, int last) {
  const int columns = static_cast<int>(chances.size());
  first = std::max(first, 0);
  last = std::min(last, columns);
  int all = 0;
  for (const int chance : chances) all += chance < kNoiseFloor ? 0 : chance;
  double inside = 0.0;
  double moment = 0.0;
  int peak = 0;
  for (int x = first; x < last; ++x) {
    const int chance = chances[static_cast<std::size_t>(x)];
    if (chance < kNoiseFloor) continue;
    inside += chance;
    moment += chance * (x + 0.5);
    peak = std::max(peak, chance);
  }
  if (inside <= 0.0) return nothing();
  return {moment / inside, static_cast<float>(inside / all * peak / 255.0)};
}

RowPosition row_centroid(std::span<const std::uint8_t> chances, int first, int last) {
  double total = 0.0;
  double moment = 0.0;
  int peak = 0;
  for (int x = std::max(first, 0); x < std::min(last, static_cast<int>(chances.size())); ++x) {
    const int chance = chances[static_cast<std::size_t>(x)];
    if (chance < kTenth) continue;
    total += chance;
    moment += chance * (x + 0.5);
    peak = std::max(peak, chance);
  }
  if (total <= 0.0) return nothing();
  return {moment / total, static_cast<float>(peak / 255.0)};
}

RowPosition row_argmax(std::span<const std::uint8_t> chances, int first, int last) {
  first = std::max(first, 0);
  last = std::min(last, static_cast<int>(chances.size()));
  int best = -1;
  int peak = kTenth - 1;
  for (int x = first; x < last; ++x) {
    if (chances[static_cast<std::size_t>(x)] > peak) {
      peak = chances[static_cast<std::size_t>(x)];
      best = x;
    }
  }
  if (best < 0) return nothing();
  double offset = 0.0;
  if (best > first && best + 1 < last) {
    const double before = chances[static_cast<std::size_t>(best - 1)];
    const double after = chances[static_cast<std::size_t>(best + 1)];
    const double curvature = before - 2.0 * peak + after;
    if (curvature < 0.0) offset = std::clamp(0.5 * (before - after) / curvature, -0.5, 0.5);
  }
  return {best + 0.5 + offset, static_cast<float>(peak / 255.0)};
}

}  // namespace logdigitise::trace
