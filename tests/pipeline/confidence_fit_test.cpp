#include "logdigitise/pipeline/confidence_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/random.hpp"

namespace logdigitise::pipeline {
namespace {

/// Right with a chance that depends on two clues and their product, as no weighted sum can say.
double truth(const SampleClues& clues) { return 0.1 + 0.8 * (clues[0] > 0.5F ? clues[1] : 1.0F - clues[1]); }

std::vector<JudgedClues> draw(int count, std::uint64_t seed) {
  Random random(seed);
  std::vector<JudgedClues> samples;
  for (int i = 0; i < count; ++i) {
    JudgedClues sample{};
    for (float& clue : sample.clues) clue = static_cast<float>(random.uniform());
    sample.right = random.chance(truth(sample.clues));
    samples.push_back(sample);
  }
  return samples;
}

TEST(FitConfidence, FindsChancesThatWereThere) {
  ConfidenceFitOptions options;
  options.units = 6;
  options.rate = 0.02;
  options.batch = 128;
  options.passes = 40;
  const ConfidenceModel model = fit_confidence(draw(12000, 1), options);
  double apart = 0.0;
  const std::vector<JudgedClues> others = draw(1000, 2);
  for (const JudgedClues& sample : others)
    apart += std::abs(model.chance(sample.clues) - truth(sample.clues));
  EXPECT_LT(apart / 1000.0, 0.08) << "the mean chance alone is 0.2 off";
}

TEST(FitConfidence, GivesTheSameModelAgain) {
  ConfidenceFitOptions options;
  options.passes = 1;
  EXPECT_EQ(confidence_text(fit_confidence(draw(2000, 3), options)),
            confidence_text(fit_confidence(draw(2000, 3), options)));
}

TEST(FitConfidence, NeedsRightAndWrongSamples) {
  std::vector<JudgedClues> samples = draw(10, 4);
  for (JudgedClues& sample : samples) sample.right = true;
  EXPECT_THROW((void)fit_confidence(samples), Error);
  EXPECT_THROW((void)fit_confidence({}), Error);
}

}  // namespace
}  // namespace logdigitise::pipeline
