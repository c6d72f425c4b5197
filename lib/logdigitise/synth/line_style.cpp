#include "logdigitise/synth/line_style.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::synth {

namespace {

std::vector<double> random_lengths(layout::LineStyle style, double pen_pt, Random& random) {
  switch (style) {
    case layout::LineStyle::kSolid:
      return {};
    case layout::LineStyle::kDotted: {
      const double on = random.chance(0.4) ? pen_pt * random.uniform(0.5, 1.3) : random.uniform(0.4, 2.0);
      return {on, std::max(1.0, on) * random.uniform(0.9, 2.6)};
    }
    case layout::LineStyle::kDashed: {
      const double on = random.log_uniform(3.2, 7.0);
      return {on, std::max(pen_pt + 0.8, on * random.uniform(0.4, 1.0))};
    }
    case layout::LineStyle::kLongDash: {
      const double on = random.log_uniform(8.5, 20.0);
      return {on, std::max(pen_pt + 1.0, on * random.uniform(0.15, 0.45))};
    }
  }
  return {};
}

}  // namespace

DashPattern random_pattern(layout::LineStyle style, double pt_px, double pen_px, Random& random) {
  DashPattern pattern;
  pattern.lengths_px = random_lengths(style, pen_px / pt_px, random);
  double period = 0.0;
  for (double& length : pattern.lengths_px) {
    length = std::max(length * pt_px, 1.0);
    period += length;
  }
  pattern.phase_px = random.uniform(0.0, std::max(period, 1.0));
  const double measures[] = {0.7, 0.18, 0.12};
  pattern.measure = static_cast<DashPattern::Measure>(random.weighted(measures));
  if (pattern.measure == DashPattern::Measure::kDepth && style == layout::LineStyle::kDotted)
    pattern.measure = DashPattern::Measure::kArcLength;
  pattern.restart_px = random.log_uniform(3.0, 30.0) * std::max(period, 4.0);
  pattern.jitter = random.chance(0.3) ? random.uniform(0.0, 0.35) : 0.0;
  return pattern;
}

std::vector<Polyline> dash(const Polyline& line, const DashPattern& pattern, Random& random) {
  if (pattern.lengths_px.empty() || line.size() < 2) return {line};
  std::vector<Polyline> pieces;
  std::size_t index = 0;
  double left = 0.0;  // of the current length
  const auto next_length = [&](std::size_t i) {
    const double stretch =
        pattern.jitter > 0.0 ? random.uniform(1.0 - pattern.jitter, 1.0 + pattern.jitter) : 1.0;
    return std::max(pattern.lengths_px[i % pattern.lengths_px.size()] * stretch, 0.25);
  };
  left = next_length(0);
  double skip = pattern.phase_px;
  while (skip >= left) {
    skip -= left;
    left = next_length(++index);
  }
  left -= skip;

  Polyline current;
  double since_restart = 0.0;
  if (index % 2 == 0) current.push_back(line.front());
  const auto pen_up = [&] {
    if (!current.empty()) pieces.push_back(std::move(current));
    current.clear();
  };
  for (std::size_t i = 1; i < line.size(); ++i) {
    const cv::Point2d from = line[i - 1];
    const cv::Point2d step = line[i] - from;
    const double arc = std::hypot(step.x, step.y);
    // A pen lifted by a clock still moves while the paper stands; a tenth of the arc keeps the cost bounded.
    const double length =
        pattern.measure == DashPattern::Measure::kDepth ? std::max(std::abs(step.y), arc * 0.05) : arc;
    if (length <= 0.0) continue;
    double done = 0.0;
    while (length - done > left) {
      done += left;
      const cv::Point2d at = from + step * (done / length);
      if (index % 2 == 0) {
        current.push_back(at);
        pen_up();
      } else {
        current.push_back(at);
      }
      left = next_length(++index);
    }
    left -= length - done;
    since_restart += length;
    if (index % 2 == 0) current.push_back(line[i]);
    if (pattern.measure == DashPattern::Measure::kRestarted && since_restart > pattern.restart_px) {
      pen_up();
      index = 0;
      left = next_length(0);
      since_restart = 0.0;
      current.push_back(line[i]);
    }
  }
  pen_up();
  return pieces;
}

}  // namespace logdigitise::synth
