#include "logdigitise/pipeline/guessed_curves.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace logdigitise::pipeline {

namespace {

// Of 42 curves guessed on drawn logs those that were on the paper had 0.58 and more, most others less than
// 0.33.
constexpr double kSeen = 0.45;

double mean_confidence(const CurveSamples& samples) {
  double sum = 0.0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < samples.fraction.size(); ++i) {
    if (std::isnan(samples.fraction[i])) continue;
    sum += samples.confidence[i];
    ++count;
  }
  return count > 0 ? sum / static_cast<double>(count) : 0.0;
}

}  // namespace

bool has_guessed_curves(const layout::Track& track) {
  return track.curves.size() >= 2 &&
         std::all_of(track.curves.begin(), track.curves.end(), [](const layout::Curve& curve) {
           return curve.mnemonic.starts_with("TRACK") && curve.mnemonic.find("_CURVE") != std::string::npos &&
                  curve.left == 0.0 && curve.right == 1.0;
         });
}

void drop_unseen_guesses(const layout::Track& track, std::vector<CurveSamples>& samples) {
  if (!has_guessed_curves(track)) return;
  std::vector<double> seen;
  for (const CurveSamples& one : samples) seen.push_back(mean_confidence(one));
  const double most = *std::max_element(seen.begin(), seen.end());
  for (std::size_t c = 0; c < samples.size(); ++c) {
    if (seen[c] >= kSeen || seen[c] == most) continue;
    CurveSamples& own = samples[c];
    for (std::size_t i = 0; i < own.fraction.size(); ++i) {
      if (std::isnan(own.fraction[i])) continue;
      own.fraction[i] = std::numeric_limits<double>::quiet_NaN();
      own.confidence[i] = 0.0F;
      own.flags[i] = trace::Flag::kUnsure;
    }
  }
}

}  // namespace logdigitise::pipeline
