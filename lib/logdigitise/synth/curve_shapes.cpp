#include "logdigitise/synth/curve_shapes.hpp"

#include <algorithm>
#include <cmath>

#include "logdigitise/synth/curve_events.hpp"

namespace logdigitise::synth {

namespace {

/// How a family mixes the properties of the rock: u = centre + spread * (loads . properties).
struct Recipe {
  double shale = 0.0;
  double porosity = 0.0;
  double resistivity = 0.0;
  double permeability = 0.0;
  double centre_low = 0.3;
  double centre_high = 0.6;
  double spread_low = 0.08;
  double spread_high = 0.34;
  double window_low_ft = 1.0;
  double window_high_ft = 3.5;
  double noise = 0.03;  // of the curve alone, in track widths, times a random factor
};

Recipe recipe_of(Family family) {
  switch (family) {
    case Family::kGammaRay:
      return {.shale = 1.0, .noise = 0.025};
    case Family::kSpontaneousPotential:
      return {.shale = 0.4,
              .permeability = -0.8,
              .centre_high = 0.8,
              .window_low_ft = 4.0,
              .window_high_ft = 16.0,
              .noise = 0.004};
    case Family::kDeepResistivity:
    case Family::kMediumResistivity:
    case Family::kShallowResistivity:
      return {.resistivity = 1.0,
              .centre_low = 0.15,
              .spread_low = 0.05,
              .spread_high = 0.24,
              .window_low_ft = family == Family::kShallowResistivity ? 1.0 : 2.0,
              .window_high_ft = family == Family::kShallowResistivity ? 3.5 : 8.0,
              .noise = 0.004};
    case Family::kDensity:
      return {.shale = 0.15, .porosity = -1.0, .centre_low = 0.4, .centre_high = 0.75, .noise = 0.015};
    case Family::kNeutron:
      return {.shale = -0.5, .porosity = -0.8, .centre_low = 0.25, .centre_high = 0.7, .noise = 0.015};
    case Family::kSonic:
      return {.shale = -0.3, .porosity = -0.9, .centre_high = 0.8, .noise = 0.008};
    case Family::kPhotoelectric:
      return {.shale = -0.4, .porosity = 0.3, .noise = 0.02};
    case Family::kConductivity:
      return {.resistivity = 0.7, .window_low_ft = 3.0, .window_high_ft = 8.0, .noise = 0.01};
    case Family::kNeutronCounts:
      return {.shale = -0.5, .porosity = -0.9, .noise = 0.02};
    default:
      return {};
  }
}

Shape mixture(const Recipe& r, const Formation& formation, double window_ft) {
  const auto& shale = formation.property(Property::kShale);
  const auto& porosity = formation.property(Property::kPorosity);
  const auto& resistivity = formation.property(Property::kResistivity);
  const auto& permeability = formation.property(Property::kPermeability);
  Shape shape(shale.size());
  for (std::size_t i = 0; i < shape.size(); ++i)
    shape[i] = r.shale * shale[i] + r.porosity * porosity[i] + r.resistivity * resistivity[i] +
               r.permeability * permeability[i];
  return smoothed(shape, window_ft * formation.length_factor() / formation.grid().step_ft);
}

void add_noise(Shape& shape, const Formation& formation, double amount, Random& random) {
  if (amount <= 0.0) return;
  const double ft = 1.0 / formation.grid().step_ft;
  const auto count = static_cast<int>(shape.size());
  auto rough = correlated_noise(count, random.log_uniform(0.3, 4.0) * ft, random);
  // Tools have windows: neighbouring samples of most logs agree (they turn back at a fifth of the samples).
  if (random.chance(0.8)) rough = smoothed(rough, random.uniform(0.8, 3.0) * ft);
  for (std::size_t i = 0; i < shape.size(); ++i) shape[i] += amount * rough[i];
}

void add_drift(Shape& shape, const Formation& formation, double amount, Random& random) {
  const auto slow =
      smoothed(correlated_noise(static_cast<int>(shape.size()),
                                random.log_uniform(80.0, 800.0) / formation.grid().step_ft, random),
               10.0 / formation.grid().step_ft);
  for (std::size_t i = 0; i < shape.size(); ++i) shape[i] += amount * slow[i];
}

// In gauge most of the time; washed out in soft rock.
Shape caliper(const Formation& formation, const ShapeOptions& options, Random& random) {
  const auto& shale = formation.property(Property::kShale);
  const double ft = 1.0 / formation.grid().step_ft;
  const double gauge = random.uniform(0.1, 0.6);
  const double threshold = random.uniform(-0.2, 1.6);
  const double size = random.log_uniform(0.02, 0.3);
  const auto roughness =
      correlated_noise(static_cast<int>(shale.size()), random.log_uniform(1.0, 15.0) * ft, random);
  Shape shape(shale.size());
  for (std::size_t i = 0; i < shape.size(); ++i)
    shape[i] = size * std::max(0.0, shale[i] - threshold) * std::exp(0.7 * roughness[i]);
  shape = smoothed(shape, random.uniform(0.5, 3.5) * ft);
  const double tremble = random.chance(0.4) ? 0.0 : random.log_uniform(0.02, 1.0) / options.track_px;
  for (double& value : shape) value += gauge + tremble * random.normal();
  if (random.chance(0.4)) add_drift(shape, formation, random.uniform(0.0, 0.03), random);
  return shape;
}

Shape density_correction(const Formation& formation, Random& random) {
  const auto& shale = formation.property(Property::kShale);
  Shape shape(shale.size(), random.uniform(0.3, 0.6));
  const auto rough = correlated_noise(static_cast<int>(shale.size()), 2.0 / formation.grid().step_ft, random);
  const double amount = random.log_uniform(0.003, 0.06);
  for (std::size_t i = 0; i < shape.size(); ++i)
    shape[i] += amount * (rough[i] + std::max(0.0, shale[i]) * 1.5);
  return smoothed(shape, random.uniform(0.5, 2.5) / formation.grid().step_ft);
}

Shape tension(const Formation& formation, Random& random) {
  const auto count = formation.property(Property::kShale).size();
  const auto rough = correlated_noise(static_cast<int>(count),
                                      random.log_uniform(0.3, 6.0) / formation.grid().step_ft, random);
  const double from = random.uniform(0.05, 0.95);
  const double slope = random.normal() * 0.15;
  const double amount = random.log_uniform(0.0005, 0.03);
  Shape shape(count);
  for (std::size_t i = 0; i < count; ++i)
    shape[i] = from + slope * static_cast<double>(i) / static_cast<double>(count) + amount * rough[i];
  return shape;
}

// No rock at all: a wandering line of any roughness.
Shape wandering(const Formation& formation, Random& random) {
  const auto count = static_cast<int>(formation.property(Property::kShale).size());
  const double ft = 1.0 / formation.grid().step_ft;
  const double length = random.log_uniform(0.5, 300.0);
  Shape shape = smoothed(correlated_noise(count, length * ft, random), random.log_uniform(0.3, 8.0) * ft);
  const double spread = random.log_uniform(0.01, 0.3);
  const double centre = random.uniform(0.1, 0.9);
  for (double& value : shape) value = centre + spread * value;
  add_noise(shape, formation, random.chance(0.5) ? random.log_uniform(0.001, 0.05) : 0.0, random);
  return shape;
}

// An activity that comes and goes: 0 = the curve stays at its centre.
void calm_down(Shape& shape, double centre, const Formation& formation, Random& random) {
  const auto slow = correlated_noise(static_cast<int>(shape.size()),
                                     random.log_uniform(30.0, 300.0) / formation.grid().step_ft, random);
  const double deadness = random.uniform(0.3, 1.2);
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const double activity = std::clamp(1.0 - deadness * std::max(0.0, slow[i]), 0.02, 1.0);
    shape[i] = centre + activity * (shape[i] - centre);
  }
}

}  // namespace

Shape make_shape(Family family, const Formation& formation, const ShapeOptions& options, Random& random) {
  Shape shape;
  if (family == Family::kCaliper) {
    shape = caliper(formation, options, random);
  } else if (family == Family::kBitSize) {
    shape.assign(formation.property(Property::kShale).size(), random.uniform(0.15, 0.5));
    return shape;
  } else if (family == Family::kDensityCorrection) {
    shape = density_correction(formation, random);
  } else if (family == Family::kTension) {
    shape = tension(formation, random);
  } else if (family == Family::kGeneric) {
    const double kinds[] = {0.55, 0.2, 0.25};
    const int kind = random.weighted(kinds);
    if (kind == 0) shape = wandering(formation, random);
    if (kind == 1) shape = caliper(formation, options, random);
    if (kind == 2) {
      Recipe r;
      r.shale = random.normal();
      r.porosity = random.normal();
      r.resistivity = 0.5 * random.normal();
      shape = mixture(r, formation, random.log_uniform(0.5, 10.0));
      const double centre = random.uniform(0.1, 0.9);
      const double spread = random.log_uniform(0.02, 0.3);
      for (double& value : shape) value = centre + spread * value;
      add_noise(shape, formation, random.log_uniform(0.001, 0.04), random);
    }
  } else {
    Recipe r = recipe_of(family);
    // Invaded rock: the shallower a tool reads, the further it departs where mud filtrate went.
    const bool resistive = r.resistivity == 1.0;
    Random shared = resistive ? formation.shared_random() : random.fork(1);
    if (family == Family::kMediumResistivity) r.permeability = random.uniform(-0.25, 0.35);
    if (family == Family::kShallowResistivity) r.permeability = random.uniform(-0.4, 0.9);
    const double centre = shared.uniform(r.centre_low, r.centre_high);
    const double spread = shared.log_uniform(r.spread_low, r.spread_high);
    shape = mixture(r, formation, random.log_uniform(r.window_low_ft, r.window_high_ft));
    for (double& value : shape) value = centre + spread * value;
    add_noise(shape, formation, r.noise * random.log_uniform(0.3, 2.5), random);
    if (random.chance(0.3)) calm_down(shape, centre, formation, random);
    if (random.chance(0.6)) add_drift(shape, formation, random.uniform(0.03, 0.2), random);
  }
  add_events(shape, formation.grid(), options, random);
  for (double& value : shape) value = std::clamp(value, -2.4, 3.4);  // NaN stays
  return shape;
}

}  // namespace logdigitise::synth
