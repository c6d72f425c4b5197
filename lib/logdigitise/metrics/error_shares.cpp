#include "logdigitise/metrics/error_shares.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::metrics {

namespace {

constexpr double kClose = 0.02;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double position_on_paper(double fraction, bool wraps) {
  return wraps ? fraction - std::floor(fraction) : fraction;
}

/// Distance of two places in a track; across the edge if both are of curves that wrap.
double distance(double a, double b, bool round) {
  const double straight = std::abs(a - b);
  return round ? std::min(straight, std::abs(1.0 - straight)) : straight;
}

/// Where one curve is drawn, by row of the truth; NaN where it is not.
struct OtherCurve {
  bool wraps = false;
  std::vector<double> position;
};

std::vector<OtherCurve> others_in_track(const Comparison& comparison, const CurveComparison& curve) {
  std::vector<OtherCurve> others;
  for (const CurveComparison& other : comparison.curves) {
    if (&other == &curve || !other.track_index || other.track_index != curve.track_index) continue;
    OtherCurve drawn{other.wraps, {}};
    for (const Sample& sample : other.samples) {
      if (sample.row >= drawn.position.size()) drawn.position.resize(sample.row + 1, kNaN);
      drawn.position[sample.row] = position_on_paper(sample.truth_track, other.wraps);
    }
    others.push_back(std::move(drawn));
  }
  return others;
}

void count(const Sample& sample, bool wraps, const std::vector<OtherCurve>& others, ErrorCounts& counts) {
  if (sample.sample_class != SampleClass::kGross && sample.sample_class != SampleClass::kMissing) return;
  ++counts.gross;
  if (sample.sample_class == SampleClass::kMissing) {
    ++counts.missing;
    return;
  }
  const double error = sample.predicted_track - sample.truth_track;
  const double lanes = std::round(error);
  if (lanes != 0.0 && std::abs(error - lanes) <= kClose) {
    ++counts.lane;
    return;
  }
  const double position = position_on_paper(sample.predicted_track, wraps);
  const bool is_swapped = std::any_of(others.begin(), others.end(), [&](const OtherCurve& other) {
    return sample.row < other.position.size() &&
           distance(position, other.position[sample.row], wraps && other.wraps) <= kClose;
  });
  ++(is_swapped ? counts.swapped : counts.jump);
}

}  // namespace

ErrorShares error_shares(const Comparison& comparison) {
  ErrorShares shares;
  for (const CurveComparison& curve : comparison.curves) {
    if (!curve.track) continue;
    const std::vector<OtherCurve> others = others_in_track(comparison, curve);
    CurveErrorCounts counted{curve.mnemonic, {}};
    for (const Sample& sample : curve.samples) count(sample, curve.wraps, others, counted.counts);
    shares.all.gross += counted.counts.gross;
    shares.all.missing += counted.counts.missing;
    shares.all.lane += counted.counts.lane;
    shares.all.swapped += counted.counts.swapped;
    shares.all.jump += counted.counts.jump;
    shares.curves.push_back(std::move(counted));
  }
  return shares;
}

}  // namespace logdigitise::metrics
