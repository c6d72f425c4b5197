#include "logdigitise/metrics/confidence_score.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace logdigitise::metrics {

namespace {

constexpr double kRight = 0.01;
constexpr double kGross = 0.05;
constexpr float kSure = 0.9F;

double share(std::int64_t part, std::int64_t all) {
  return all > 0 ? static_cast<double>(part) / static_cast<double>(all)
                 : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

ConfidenceScore confidence_score(const std::vector<JudgedSample>& samples) {
  ConfidenceScore score;
  std::array<double, 20> said_less_seen{};
  std::int64_t sure = 0;
  std::int64_t sure_right = 0;
  std::int64_t gross_flagged = 0;
  std::int64_t flagged = 0;
  for (const JudgedSample& sample : samples) {
    const bool right = sample.error <= kRight;
    const auto bar = static_cast<std::size_t>(std::clamp(sample.confidence * 20.0F, 0.0F, 19.0F));
    said_less_seen[bar] += static_cast<double>(sample.confidence) - (right ? 1.0 : 0.0);
    if (sample.confidence >= kSure) {
      ++sure;
      sure_right += right ? 1 : 0;
    }
    flagged += sample.flagged ? 1 : 0;
    if (sample.error <= kGross) continue;
    ++score.gross;
    gross_flagged += sample.flagged ? 1 : 0;
  }
  score.n = static_cast<std::int64_t>(samples.size());
  double apart = 0.0;
  for (const double bar : said_less_seen) apart += std::abs(bar);
  score.calibration_error =
      score.n > 0 ? apart / static_cast<double>(score.n) : std::numeric_limits<double>::quiet_NaN();
  score.sure = share(sure, score.n);
  score.sure_right = share(sure_right, sure);
  score.gross_flagged = share(gross_flagged, score.gross);
  score.flagged = share(flagged, score.n);
  return score;
}

}  // namespace logdigitise::metrics
