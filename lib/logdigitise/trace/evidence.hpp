#pragma once
// Chances as the prices of the tracer take them.

#include <cstdint>
#include <span>
#include <vector>

namespace logdigitise::trace {

/// Raises odds against paper to a power, after dividing them by those of the chance that counts as even:
///     chance of curve k  ~  (p_k / even odds)^certainty      chance of paper  ~  p_paper^certainty
/// scaled to sum to 1. With even_chance 0.5 and certainty 1 chances stay as they are.
class Evidence {
 public:
  Evidence() = default;
  Evidence(double even_chance, double certainty, double printed_cost);

  /// `chances`: columns x curves, the curves of a column side by side. `row`: one vector per curve, which
  /// gets the weighed chances, 0..255 for 0..1. `printed`: how surely each column is a printed line, 0..255,
  /// or empty: there the odds fall by up to `printed_cost` nats.
  void weigh(std::span<const float> chances, std::span<const std::uint8_t> printed,
             std::vector<std::vector<std::uint8_t>>& row);

 private:
  float even_odds_ = 1.0F;
  float certainty_ = 1.0F;
  float printed_cost_ = 0.0F;
  std::vector<float> weighed_;  // Of one column, kept for its memory.
  float least_ = 0.0F;          ///< Columns with less chance of any curve come out as 0.
};

}  // namespace logdigitise::trace
