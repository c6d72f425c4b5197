#include "logdigitise/pipeline/doubts.hpp"

#include <cmath>
#include <limits>

namespace logdigitise::pipeline {

namespace {

// Clues at which a reason is named; see kClueNames for what they measure.
constexpr float kLeap = 0.15F;    // Of 2 % of the track without any ink, or of more with some.
constexpr float kBeside = 0.8F;   // Within 1 % of the track.
constexpr float kShared = 0.35F;  // Of 65 rows.

}  // namespace

trace::Flag doubt_reason(const SampleClues& clues) {
  if (clues[clue_index("leap_64")] > kLeap) return trace::Flag::kJump;
  if (clues[clue_index("shared_32")] > kShared) return trace::Flag::kOverlap;
  if (clues[clue_index("beside_near")] > kBeside) return trace::Flag::kCrossing;
  return trace::Flag::kFaint;
}

void flag_doubts(float review_below, float null_below, CurveSamples& samples) {
  for (std::size_t i = 0; i < samples.fraction.size(); ++i) {
    if (std::isnan(samples.fraction[i]) || samples.flags[i] != trace::Flag::kNone) continue;
    if (samples.confidence[i] < null_below) {
      samples.fraction[i] = std::numeric_limits<double>::quiet_NaN();
      samples.confidence[i] = 0.0F;
      samples.flags[i] = trace::Flag::kUnsure;
    } else if (samples.confidence[i] < review_below) {
      samples.flags[i] = doubt_reason(samples.clues[i]);
    }
  }
}

}  // namespace logdigitise::pipeline
