#pragma once
// A confidence that means what it says, from samples whose truth is known.

#include <cstdint>
#include <vector>

#include "logdigitise/pipeline/confidence.hpp"

namespace logdigitise::pipeline {

struct JudgedClues {
  SampleClues clues;
  bool right = false;  ///< Within 1 % of the track.
};

struct ConfidenceFitOptions {
  int units = 12;           ///< > 0.
  int passes = 12;          ///< How often each sample is seen; > 0.
  int batch = 512;          ///< Samples a step; > 0.
  double rate = 0.003;      ///< Highest step of Adam, falling to 0 in a straight line; > 0.
  double shrinkage = 1e-5;  ///< Price of the squared weights; >= 0.
  std::uint64_t seed = 1;
};

/// Minimises the cross-entropy by Adam (Kingma and Ba, 2015). The same samples, options and seed give the
/// same model. O(passes * samples * units * clues). Throws a usage error if all samples are right, or none.
[[nodiscard]] ConfidenceModel fit_confidence(const std::vector<JudgedClues>& samples,
                                             const ConfidenceFitOptions& options = {});

}  // namespace logdigitise::pipeline
