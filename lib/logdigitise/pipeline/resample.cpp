#include "logdigitise/pipeline/resample.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "logdigitise/pipeline/broken_line_fit.hpp"

namespace logdigitise::pipeline {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kLeastRowsPerStep = 2.5;  // Fewer do not determine the corners of a broken line.
constexpr double kBlurRows = 1.0;          // Height over which a row's centroid averages the drawn line.
constexpr double kBendPrice = 0.002;       // Against the squared misfit of one row.
constexpr double kBesideEdge =
    0.04;  // A gap that begins this near to an edge is the curve leaving the track.

/// Index of the first row at or after a depth, with rows put into increasing order of depth.
struct RowOrder {
  const RowSeries& rows;
  bool increasing;
  [[nodiscard]] std::size_t size() const { return rows.depth.size(); }
  [[nodiscard]] std::size_t index(std::size_t i) const { return increasing ? i : size() - 1 - i; }
  [[nodiscard]] double depth(std::size_t i) const { return rows.depth[index(i)]; }
  [[nodiscard]] double fraction(std::size_t i) const { return rows.fraction[index(i)]; }
};

struct Support {
  bool valid = false;
  trace::Flag reason = trace::Flag::kGap;
};

/// Looks at the rows within `reach` of a depth: is there a value near enough, and if not, why.
Support support_at(const RowOrder& order, std::size_t first, double depth, double reach, double near) {
  Support support;
  double nearest = std::numeric_limits<double>::max();
  double nearest_any = nearest;
  for (std::size_t i = first; i < order.size() && order.depth(i) <= depth + reach; ++i) {
    const std::size_t r = order.index(i);
    const double distance = std::abs(order.depth(i) - depth);
    if (distance < nearest_any) {
      nearest_any = distance;
      support.reason = order.rows.flags[r];
    }
    if (std::isnan(order.rows.fraction[r])) continue;
    nearest = std::min(nearest, distance);
  }
  support.valid = nearest <= near;
  if (support.valid) {
    support.reason = trace::Flag::kNone;
  } else if (support.reason == trace::Flag::kNone) {
    support.reason = trace::Flag::kGap;
  }
  return support;
}

double interpolate_at(const RowOrder& order, std::size_t after, double depth, double near) {
  const double a = after > 0 ? order.fraction(after - 1) : kNan;
  const double b = after < order.size() ? order.fraction(after) : kNan;
  if (!std::isnan(a) && !std::isnan(b)) {
    const double gap = order.depth(after) - order.depth(after - 1);
    return a + (b - a) * (depth - order.depth(after - 1)) / gap;
  }
  if (!std::isnan(a)) return a;
  if (!std::isnan(b)) return b;
  for (std::size_t away = 1; away < 64; ++away) {  // The nearest row with a value.
    for (const std::size_t i : {after + away, after - 1 - away}) {
      if (i < order.size() && !std::isnan(order.fraction(i)) && std::abs(order.depth(i) - depth) <= near) {
        return order.fraction(i);
      }
    }
  }
  return kNan;
}

double mean_around(const RowOrder& order, std::size_t first, double depth, double reach) {
  double sum = 0.0;
  int count = 0;
  for (std::size_t i = first; i < order.size() && order.depth(i) <= depth + reach; ++i) {
    if (std::isnan(order.fraction(i))) continue;
    sum += order.fraction(i);
    ++count;
  }
  return count > 0 ? sum / count : kNan;
}

std::vector<double> spline_values(const RowOrder& order, const std::vector<double>& depths, double step,
                                  double row_height) {
  std::vector<LineObservation> observations;
  observations.reserve(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double position = (order.depth(i) - depths.front()) / step;
    const double fraction = order.fraction(i);
    if (std::isnan(fraction) || position < -0.5 || position > static_cast<double>(depths.size()) - 0.5)
      continue;
    observations.push_back({position, fraction, 1.0});
  }
  return fit_broken_line(observations, static_cast<int>(depths.size()), 0.5 * kBlurRows * row_height / step,
                         kBendPrice);
}

/// Cubic Hermite with slopes limited as by Fritsch and Carlson (1980): no overshoot inside a gap.
double monotone_cubic(double t, double y0, double y1, double slope0, double slope1) {
  const double rise = y1 - y0;
  const auto limited = [&](double slope) {
    if (rise == 0.0 || slope * rise < 0.0) return 0.0;
    return std::abs(slope) > 3.0 * std::abs(rise) ? 3.0 * rise : slope;
  };
  const double m0 = limited(slope0);
  const double m1 = limited(slope1);
  const double t2 = t * t;
  const double t3 = t2 * t;
  return (2 * t3 - 3 * t2 + 1) * y0 + (t3 - 2 * t2 + t) * m0 + (-2 * t3 + 3 * t2) * y1 + (t3 - t2) * m1;
}

}  // namespace

CurveSamples resample(const RowSeries& rows, const std::vector<double>& depths, double step,
                      Resample method) {
  const std::size_t n = depths.size();
  CurveSamples samples;
  samples.fraction.assign(n, kNan);
  samples.confidence.assign(n, 0.0F);
  samples.flags.assign(n, trace::Flag::kGap);
  if (rows.depth.size() < 2 || n == 0) return samples;

  const RowOrder order{rows, rows.depth.back() > rows.depth.front()};
  const double row_height =
      std::abs(rows.depth.back() - rows.depth.front()) / static_cast<double>(order.size() - 1);
  const double reach = std::max(0.5 * step, 1.01 * row_height);
  const double near = std::max(0.3 * step, 1.01 * row_height);
  if (method == Resample::kSpline && step < kLeastRowsPerStep * row_height) method = Resample::kInterpolate;
  const std::vector<double> spline =
      method == Resample::kSpline ? spline_values(order, depths, step, row_height) : std::vector<double>{};

  std::size_t first = 0;  // First row within reach of the depth.
  std::size_t after = 0;  // First row at or below the depth.
  for (std::size_t i = 0; i < n; ++i) {
    while (first < order.size() && order.depth(first) < depths[i] - reach) ++first;
    while (after < order.size() && order.depth(after) < depths[i]) ++after;
    const Support support = support_at(order, first, depths[i], reach, near);
    samples.flags[i] = support.reason;
    if (!support.valid) continue;
    switch (method) {
      case Resample::kSpline:
        samples.fraction[i] = spline[i];
        break;
      case Resample::kInterpolate:
        samples.fraction[i] = interpolate_at(order, after, depths[i], near);
        break;
      case Resample::kMean:
        samples.fraction[i] = mean_around(order, first, depths[i], reach);
        break;
    }
  }
  return samples;
}

void bridge_gaps(const std::vector<double>& depths, double max_gap, Fill fill, bool wraps,
                 CurveSamples& samples) {
  const std::size_t n = depths.size();
  const auto missing = [&](std::size_t i) { return std::isnan(samples.fraction[i]); };
  const auto beside_edge = [&](double u) { return u < kBesideEdge || u > 1.0 - kBesideEdge; };
  for (std::size_t begin = 0; begin < n;) {
    if (!missing(begin)) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    bool plain = true;
    bool unsure = false;
    for (; end < n && missing(end); ++end) {
      unsure = unsure || samples.flags[end] == trace::Flag::kUnsure;
      plain =
          plain && (samples.flags[end] == trace::Flag::kGap || samples.flags[end] == trace::Flag::kUnsure);
    }
    const bool enclosed = begin > 0 && end < n;
    const bool leaves = !wraps && !unsure &&
                        ((begin > 0 && beside_edge(samples.fraction[begin - 1])) ||
                         (end < n && beside_edge(samples.fraction[end])));
    if (plain && leaves) {
      std::fill(samples.flags.begin() + static_cast<std::ptrdiff_t>(begin),
                samples.flags.begin() + static_cast<std::ptrdiff_t>(end), trace::Flag::kOffScale);
    } else if (plain && enclosed) {
      const double a = depths[begin - 1];
      const double b = depths[end];
      const bool is_short = b - a <= max_gap + (b - a) / static_cast<double>(end - begin + 1) + 1e-9;
      if (is_short || fill == Fill::kSpline) {
        const double y0 = samples.fraction[begin - 1];
        const double y1 = samples.fraction[end];
        const double slope0 = begin > 1 && !missing(begin - 2)
                                  ? (y0 - samples.fraction[begin - 2]) * (b - a) / (a - depths[begin - 2])
                                  : y1 - y0;
        const double slope1 = end + 1 < n && !missing(end + 1)
                                  ? (samples.fraction[end + 1] - y1) * (b - a) / (depths[end + 1] - b)
                                  : y1 - y0;
        for (std::size_t i = begin; i < end; ++i) {
          const double t = (depths[i] - a) / (b - a);
          samples.fraction[i] = is_short ? y0 + t * (y1 - y0) : monotone_cubic(t, y0, y1, slope0, slope1);
          samples.flags[i] = trace::Flag::kBridged;
          samples.confidence[i] = 0.25F * (samples.confidence[begin - 1] + samples.confidence[end]);
        }
      }
    }
    begin = end;
  }
}

}  // namespace logdigitise::pipeline
