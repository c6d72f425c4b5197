#include "logdigitise/synth/curve_events.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace logdigitise::synth {

namespace {

struct Stretch {
  std::size_t first;
  std::size_t last;  // one past
};

Stretch random_stretch(const Shape& shape, const DepthGrid& grid, double low_ft, double high_ft,
                       Random& random) {
  const auto count = static_cast<int>(shape.size());
  const int length =
      std::clamp(static_cast<int>(random.log_uniform(low_ft, high_ft) / grid.step_ft), 1, count);
  const int first = random.integer(-length / 3, count - 1);
  return {static_cast<std::size_t>(std::max(0, first)),
          static_cast<std::size_t>(std::min(count, first + length))};
}

}  // namespace

void hold_still(Shape& shape, const DepthGrid& grid, const ShapeOptions& options, Random& random) {
  const Stretch s = random_stretch(shape, grid, 20.0, 500.0, random);
  if (s.first >= s.last) return;
  // Curves love to stand on grid lines: that is where they are lost.
  const double found = shape[s.first];
  const double level =
      random.chance(0.2) ? std::round(found * 10.0) / 10.0 + 2.0 * random.normal() / options.track_px : found;
  const double tremble = random.chance(0.5) ? 0.0 : random.log_uniform(0.05, 1.5) / options.track_px;
  const double slope =
      random.chance(0.6) ? 0.0 : random.normal() * 0.05 / static_cast<double>(s.last - s.first);
  for (std::size_t i = s.first; i < s.last; ++i)
    shape[i] = level + slope * static_cast<double>(i - s.first) + tremble * random.normal();
}

void add_spikes(Shape& shape, const DepthGrid& grid, Random& random) {
  const double every_ft = random.log_uniform(15.0, 400.0);
  const double size = random.log_uniform(0.05, 1.2);
  const bool one_sided = random.chance(0.5);
  for (double& value : shape) {
    if (!random.chance(grid.step_ft / every_ft)) continue;
    const double jump = size * random.normal();
    value += one_sided ? std::abs(jump) : jump;
  }
}

void add_kicks(Shape& shape, const DepthGrid& grid, Random& random) {
  const int kicks = random.integer(1, 6);
  for (int k = 0; k < kicks; ++k) {
    const Stretch s = random_stretch(shape, grid, 0.5, 6.0, random);
    const double size = random.log_uniform(0.2, 3.0) * (random.chance(0.6) ? 1.0 : -1.0);
    const auto length = static_cast<double>(s.last - s.first);
    for (std::size_t i = s.first; i < s.last; ++i) {
      const double t = (static_cast<double>(i - s.first) + 0.5) / length;
      shape[i] += size * std::sin(3.14159265358979 * t);
    }
  }
}

void add_cycle_skips(Shape& shape, const DepthGrid& grid, Random& random) {
  const Stretch s = random_stretch(shape, grid, 5.0, 60.0, random);
  const double size = random.uniform(0.2, 1.2) * (random.chance(0.5) ? 1.0 : -1.0);
  const double restless = random.log_uniform(0.02, 0.3);
  bool skipped = false;
  for (std::size_t i = s.first; i < s.last; ++i) {
    if (random.chance(restless)) skipped = !skipped;
    if (skipped) shape[i] += size * random.uniform(0.6, 1.0);
  }
}

void add_saw_teeth(Shape& shape, const DepthGrid& grid, Random& random) {
  const Stretch s = random_stretch(shape, grid, 20.0, 200.0, random);
  const double period = std::max(2.0, random.log_uniform(1.5, 15.0) / grid.step_ft);
  const double size = random.uniform(0.05, 0.5);
  const bool triangle = random.chance(0.5);
  for (std::size_t i = s.first; i < s.last; ++i) {
    const double t = std::fmod(static_cast<double>(i - s.first), period) / period;
    shape[i] += size * (triangle ? 1.0 - std::abs(2.0 * t - 1.0) : t);
  }
}

void quantise(Shape& shape, const DepthGrid& grid, Random& random) {
  if (random.chance(0.5)) {
    const double step = random.log_uniform(0.004, 0.06);
    for (double& value : shape) value = std::round(value / step) * step;
    return;
  }
  const auto hold = static_cast<std::size_t>(std::max(2.0, random.log_uniform(1.0, 10.0) / grid.step_ft));
  for (std::size_t i = 0; i < shape.size(); ++i) shape[i] = shape[i - i % hold];
}

void shift_base_line(Shape& shape, const DepthGrid& grid, Random& random) {
  const Stretch s = random_stretch(shape, grid, 50.0, 1000.0, random);
  const double shift = 0.15 * random.normal();
  for (std::size_t i = s.first; i < s.last; ++i) shape[i] += shift;
}

void cut_gap(Shape& shape, const DepthGrid& grid, Random& random) {
  const double kinds[] = {0.7, 0.15, 0.15};
  const int kind = random.weighted(kinds);
  Stretch s = random_stretch(shape, grid, 2.0, 80.0, random);
  const auto length = s.last - s.first;
  if (kind == 1) s = {0, length};
  if (kind == 2) s = {shape.size() - length, shape.size()};
  std::fill(shape.begin() + static_cast<std::ptrdiff_t>(s.first),
            shape.begin() + static_cast<std::ptrdiff_t>(s.last), std::numeric_limits<double>::quiet_NaN());
}

void add_events(Shape& shape, const DepthGrid& grid, const ShapeOptions& options, Random& random) {
  const double m = options.mischief;
  if (random.chance(0.25 * m)) add_saw_teeth(shape, grid, random);
  if (random.chance(0.25 * m)) shift_base_line(shape, grid, random);
  if (random.chance(0.5 * m))
    for (int i = random.integer(1, 3); i > 0; --i) hold_still(shape, grid, options, random);
  if (random.chance(0.12 * m)) quantise(shape, grid, random);
  if (random.chance(0.4 * m)) add_spikes(shape, grid, random);
  if (random.chance(0.5 * m)) add_kicks(shape, grid, random);
  if (random.chance(0.22 * m)) add_cycle_skips(shape, grid, random);
  if (random.chance(0.4 * m))
    for (int i = random.integer(1, 3); i > 0; --i) cut_gap(shape, grid, random);
}

}  // namespace logdigitise::synth
