#pragma once
// The rock that all curves of one log see: layers with shared properties, so that curves of a log agree.

#include <array>
#include <vector>

#include "logdigitise/core/random.hpp"

namespace logdigitise::synth {

/// Depths of the samples, in feet whatever the log's unit: formations do not know units.
struct DepthGrid {
  double step_ft = 0.5;
  int count = 0;
};

/// Properties of the rock that curves are mixtures of.
enum class Property { kShale, kPorosity, kResistivity, kPermeability };
inline constexpr int kProperties = 4;

/// Piecewise constant layers (0.5 to 40 ft, thinner and thicker in turns) with thin-bed texture on top.
/// Each property has a mean near 0 and a spread near 1, with heavy tails to one side.
class Formation {
 public:
  /// `length_factor` stretches all thicknesses: 1 = ordinary rock.
  Formation(const DepthGrid& grid, double length_factor, Random random);

  [[nodiscard]] const DepthGrid& grid() const { return grid_; }
  [[nodiscard]] double length_factor() const { return length_factor_; }
  /// The same numbers at every call: for choices that curves of one formation share.
  [[nodiscard]] Random shared_random() const { return shared_; }
  [[nodiscard]] const std::vector<double>& property(Property p) const {
    return properties_[static_cast<std::size_t>(p)];
  }

 private:
  DepthGrid grid_;
  double length_factor_;
  Random shared_;
  std::array<std::vector<double>, kProperties> properties_;
};

/// First-order autoregressive noise: mean 0, spread 1, correlation 1/e after `length` samples.
[[nodiscard]] std::vector<double> correlated_noise(int count, double length_samples, Random& random);

/// What a tool with a window of `width` samples (a sum of two boxes, hence a triangle) reads.
[[nodiscard]] std::vector<double> smoothed(const std::vector<double>& values, double width_samples);

}  // namespace logdigitise::synth
