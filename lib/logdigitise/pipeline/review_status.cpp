#include "logdigitise/pipeline/review_status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace logdigitise::pipeline {

std::string reason_name(trace::Flag flag) {
  switch (flag) {
    case trace::Flag::kNone:
      return {};
    case trace::Flag::kGap:
      return "gap";
    case trace::Flag::kOffScale:
      return "off scale";
    case trace::Flag::kDamaged:
      return "damaged";
    case trace::Flag::kFaint:
      return "faint";
    case trace::Flag::kBridged:
      return "bridged";
    case trace::Flag::kJump:
      return "jump";
    case trace::Flag::kOverlap:
      return "overlap";
    case trace::Flag::kCrossing:
      return "crossing";
    case trace::Flag::kUnsure:
      return "unsure";
  }
  return {};
}

namespace {

/// Mean confidence of blocks of depths, a digit each.
std::string confidence_digits(const CurveSamples& samples, std::size_t block) {
  std::string digits;
  for (std::size_t first = 0; first < samples.fraction.size(); first += block) {
    const std::size_t last = std::min(first + block, samples.fraction.size());
    double sum = 0.0;
    int present = 0;
    for (std::size_t i = first; i < last; ++i) {
      if (std::isnan(samples.fraction[i])) continue;
      sum += static_cast<double>(samples.confidence[i]);
      ++present;
    }
    // A hair is added so that a mean of 0.9 is 9 on every machine.
    const int tenths = present == 0 ? 0 : static_cast<int>(std::floor(10.0 * sum / present + 1e-4));
    digits += present == 0 ? '-' : static_cast<char>('0' + std::clamp(tenths, 0, 9));
  }
  return digits;
}

}  // namespace

CurveQuality assess_curve(const std::string& mnemonic, const std::string& track,
                          const std::vector<double>& depths, const CurveSamples& samples) {
  CurveQuality quality;
  quality.mnemonic = mnemonic;
  quality.track = track;
  double confidence = 0.0;
  std::size_t present = 0;
  trace::Flag running = trace::Flag::kNone;
  for (std::size_t i = 0; i < depths.size(); ++i) {
    const trace::Flag flag = samples.flags[i];
    if (!std::isnan(samples.fraction[i])) {
      ++present;
      confidence += samples.confidence[i];
    }
    if (flag != trace::Flag::kNone) {
      if (flag == running) {
        quality.flagged.back().to = depths[i];
      } else {
        quality.flagged.push_back({depths[i], depths[i], reason_name(flag)});
      }
    }
    running = flag;
  }
  if (!depths.empty()) quality.coverage = static_cast<double>(present) / static_cast<double>(depths.size());
  if (present > 0) quality.mean_confidence = confidence / static_cast<double>(present);
  constexpr std::size_t kMostDigits = 2000;
  const std::size_t block = std::max<std::size_t>(1, (depths.size() + kMostDigits - 1) / kMostDigits);
  quality.confidence_depths = static_cast<int>(block);
  quality.confidence = confidence_digits(samples, block);
  return quality;
}

void set_status(double least_coverage, QualityRecord& quality) {
  constexpr double kLeastConfidence = 0.5;
  for (const std::string& flag : quality.layout_flags) quality.reasons.push_back(flag);
  for (const CurveQuality& curve : quality.curves) {
    if (curve.coverage < least_coverage) {
      quality.reasons.push_back(fmt::format("{}: coverage {:.0f} %", curve.mnemonic, 100.0 * curve.coverage));
    }
    if (curve.coverage > 0.0 && curve.mean_confidence < kLeastConfidence) {
      quality.reasons.push_back(
          fmt::format("{}: mean confidence {:.2f}", curve.mnemonic, curve.mean_confidence));
    }
  }
  if (!quality.reasons.empty()) quality.status = "review";
  if (!quality.damaged.empty()) {
    int rows = 0;
    for (const DamagedInterval& interval : quality.damaged) rows += interval.last_row - interval.first_row;
    quality.reasons.insert(quality.reasons.begin(), fmt::format("{} scan rows are damaged", rows));
    quality.status = "damaged";
  }
}

}  // namespace logdigitise::pipeline
