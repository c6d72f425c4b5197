#include "logdigitise/synth/formation.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::synth {

namespace {

using Sample = std::array<double, kProperties>;

enum Rock { kShaleRock, kSand, kTightLime, kPorousLime, kEvaporite, kCoal, kHotShale, kRocks };

Sample rock_mean(int rock) {
  switch (rock) {  // shale, porosity, resistivity, permeability
    case kShaleRock:
      return {0.9, 0.1, -0.6, -0.6};
    case kSand:
      return {-0.6, 0.6, -0.1, 1.2};
    case kTightLime:
      return {-0.9, -0.9, 1.1, -0.4};
    case kPorousLime:
      return {-0.8, 0.2, 0.4, 0.8};
    case kEvaporite:
      return {-1.3, -1.4, 2.6, -0.8};
    case kCoal:
      return {-0.7, 2.4, 1.9, 0.2};
    default:
      return {2.6, 0.5, 0.6, -0.5};
  }
}

void box(std::vector<double>& values, int width) {
  if (width < 2) return;
  const int count = static_cast<int>(values.size());
  const int before = (width - 1) / 2;
  const int after = width / 2;
  std::vector<double> sums(values.size() + 1, 0.0);
  for (int i = 0; i < count; ++i)
    sums[static_cast<std::size_t>(i) + 1] =
        sums[static_cast<std::size_t>(i)] + values[static_cast<std::size_t>(i)];
  for (int i = 0; i < count; ++i) {
    const int first = std::max(0, i - before);
    const int last = std::min(count - 1, i + after);
    values[static_cast<std::size_t>(i)] =
        (sums[static_cast<std::size_t>(last) + 1] - sums[static_cast<std::size_t>(first)]) /
        (last - first + 1);
  }
}

}  // namespace

std::vector<double> correlated_noise(int count, double length_samples, Random& random) {
  std::vector<double> noise(static_cast<std::size_t>(count));
  const double keep = std::exp(-1.0 / std::max(length_samples, 1e-3));
  const double fresh = std::sqrt(1.0 - keep * keep);
  double level = random.normal();
  for (double& value : noise) {
    value = level;
    level = keep * level + fresh * random.normal();
  }
  return noise;
}

std::vector<double> smoothed(const std::vector<double>& values, double width_samples) {
  std::vector<double> result = values;
  const int width = static_cast<int>(std::lround(width_samples));
  box(result, width);
  box(result, width);
  return result;
}

Formation::Formation(const DepthGrid& grid, double length_factor, Random random)
    : grid_(grid), length_factor_(length_factor), shared_(random.fork(1)) {
  for (auto& property : properties_) property.resize(static_cast<std::size_t>(grid.count));
  const double ft = length_factor / grid.step_ft;  // samples per (stretched) foot
  std::array<double, kRocks> weights{};
  double region_left = 0.0;
  double typical = 4.0;
  double contrast = 1.0;
  Sample trend{};
  int at = 0;
  int rock = kShaleRock;
  while (at < grid.count) {
    if (region_left <= 0.0) {
      region_left = random.log_uniform(40.0, 500.0) * ft;
      typical = random.log_uniform(0.7, 25.0);
      contrast = random.chance(0.15) ? random.uniform(0.1, 0.4) : random.uniform(0.6, 1.3);
      for (int r = 0; r < kRocks; ++r)
        weights[static_cast<std::size_t>(r)] =
            (r >= kEvaporite ? 0.12 : 1.0) * std::pow(random.uniform(), 2.0);
      for (double& t : trend) t = 0.3 * random.normal();
    }
    const int previous = rock;
    rock = random.weighted(weights);
    if (rock == previous && random.chance(0.5)) rock = kShaleRock;
    const double thickness_ft = std::clamp(typical * std::exp(0.8 * random.normal()), 0.5, 40.0);
    const int thickness = std::max(1, static_cast<int>(thickness_ft * ft));
    Sample level = rock_mean(rock);
    Sample slope{};
    for (std::size_t p = 0; p < kProperties; ++p) {
      level[p] = contrast * (level[p] + 0.35 * random.normal()) + trend[p];
      if (random.chance(0.25)) slope[p] = random.normal();  // coarsening up or down
    }
    for (int i = 0; i < thickness && at < grid.count; ++i, ++at)
      for (std::size_t p = 0; p < kProperties; ++p)
        properties_[p][static_cast<std::size_t>(at)] =
            level[p] + slope[p] * (static_cast<double>(i) / thickness - 0.5);
    region_left -= thickness;
  }
  for (auto& property : properties_) {
    const std::vector<double> texture =
        correlated_noise(grid.count, random.log_uniform(0.5, 4.0) * ft, random);
    const std::vector<double> strength =
        correlated_noise(grid.count, random.log_uniform(40.0, 200.0) * ft, random);
    const double amount = random.log_uniform(0.06, 0.35);
    for (std::size_t i = 0; i < property.size(); ++i)
      property[i] += amount * std::exp(0.6 * strength[i]) * texture[i];
  }
}

}  // namespace logdigitise::synth
