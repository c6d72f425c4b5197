#pragma once
// The chance that a sample is right, from its clues.

#include <map>
#include <string>
#include <vector>

#include "logdigitise/pipeline/sample_clues.hpp"

namespace logdigitise::pipeline {

/// A small network: the clues, one layer of units with the hyperbolic tangent, the logistic function. Without
/// units it is the clue `path_near` itself, which is in the right order but no chance.
struct ConfidenceModel {
  struct Unit {
    std::vector<float> weights;  ///< One per clue.
    float bias = 0.0F;
    float output = 0.0F;  ///< Weight of the unit in the result.
  };
  std::vector<Unit> units;
  float bias = 0.0F;

  /// That the sample is within 1 % of the track of what the curve's own ink says, 0..1.
  [[nodiscard]] float chance(const SampleClues& clues) const;
};

/// Key of a model's metadata that holds the text of its ConfidenceModel.
inline constexpr const char* kConfidenceKey = "confidence";

/// Plain text: `tanh-1`, the names of the clues, then numbers.
[[nodiscard]] std::string confidence_text(const ConfidenceModel& model);

/// From a network's metadata; the model without units if there is none. An input error if it is not whole, or
/// made for other clues.
[[nodiscard]] ConfidenceModel read_confidence_model(const std::map<std::string, std::string>& metadata);

}  // namespace logdigitise::pipeline
