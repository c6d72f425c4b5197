#include "logdigitise/depth/depth_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "logdigitise/core/error.hpp"

namespace logdigitise::depth {

namespace {

using layout::Tie;

constexpr double kSameDepth = 1e-6;
constexpr double kSameHeight_px = 1e-3;
// Ties closer than this sideways tell nothing about skew: an error of 1 px would be 1 part in 20.
constexpr double kLeastSpread_px = 20.0;
// A scan is not fed at more than 11 degrees; a steeper line is a mistyped tie.
constexpr double kSteepest = 0.2;

/// The ties of one depth.
struct Group {
  double depth = 0.0;
  std::vector<Tie> ties;
};

std::vector<Group> groups_by_depth(std::vector<Tie> ties) {
  std::stable_sort(ties.begin(), ties.end(), [](const Tie& a, const Tie& b) { return a.depth < b.depth; });
  std::vector<Group> groups;
  for (const Tie& tie : ties) {
    if (groups.empty() || tie.depth - groups.back().depth >= kSameDepth) groups.push_back({tie.depth, {}});
    groups.back().ties.push_back(tie);
  }
  return groups;
}

double mean_x(const std::vector<Tie>& ties) {
  double sum = 0.0;
  for (const Tie& tie : ties) sum += tie.x;
  return sum / static_cast<double>(ties.size());
}

// One slope per depth that has ties far enough apart, at the height where the line crosses x_reference.
std::vector<SkewSample> slopes_of_groups(const std::vector<Group>& groups, double x_reference) {
  std::vector<SkewSample> samples;
  for (const Group& group : groups) {
    const auto [left, right] = std::minmax_element(group.ties.begin(), group.ties.end(),
                                                   [](const Tie& a, const Tie& b) { return a.x < b.x; });
    if (right->x - left->x < kLeastSpread_px) continue;
    const double x = mean_x(group.ties);
    double y = 0.0;
    for (const Tie& tie : group.ties) y += tie.y / static_cast<double>(group.ties.size());
    double xx = 0.0;
    double xy = 0.0;
    for (const Tie& tie : group.ties) {
      xx += (tie.x - x) * (tie.x - x);
      xy += (tie.x - x) * (tie.y - y);
    }
    const double slope = xy / xx;
    if (std::abs(slope) > kSteepest) {
      throw input_error(
          "depth ties",
          fmt::format("the ties of depth {} at x {}, y {} and x {}, y {} make a line that falls {:.2f} px "
                      "per px; expected {} at most",
                      group.depth, left->x, left->y, right->x, right->y, slope, kSteepest),
          "Correct or remove the wrong tie");
    }
    samples.push_back({y + slope * (x_reference - x), slope});
  }
  return samples;
}

// Least squares of y = a + b depth + slope x: the skew that ties on both sides of a sheet tell together
// though no two share a depth. Paper stretch disturbs it, so it is the last resort.
double common_slope(const std::vector<Tie>& ties, double x_reference) {
  const double n = static_cast<double>(ties.size());
  if (ties.size() < 3) return 0.0;
  double depth = 0.0;
  double y = 0.0;
  for (const Tie& tie : ties) {
    depth += tie.depth / n;
    y += tie.y / n;
  }
  double dd = 0.0;
  double dx = 0.0;
  double dy = 0.0;
  for (const Tie& tie : ties) {
    dd += (tie.depth - depth) * (tie.depth - depth);
    dx += (tie.depth - depth) * (tie.x - x_reference);
    dy += (tie.depth - depth) * (tie.y - y);
  }
  // What is left of x and y once depth has explained its part.
  double xx = 0.0;
  double xy = 0.0;
  for (const Tie& tie : ties) {
    const double x_rest = tie.x - x_reference - dx / dd * (tie.depth - depth);
    const double y_rest = tie.y - y - dy / dd * (tie.depth - depth);
    xx += x_rest * x_rest;
    xy += x_rest * y_rest;
  }
  if (xx / n < kLeastSpread_px * kLeastSpread_px) return 0.0;
  const double slope = xy / xx;
  return std::abs(slope) <= kSteepest ? slope : 0.0;
}

void check_monotone(const std::vector<DepthMap::Knot>& knots) {
  const bool increasing = knots.back().depth > knots.front().depth;
  for (std::size_t i = 1; i < knots.size(); ++i) {
    const auto& above = knots[i - 1];
    const auto& below = knots[i];
    const bool apart = below.y_reference - above.y_reference > kSameHeight_px;
    if (apart && (below.depth > above.depth) == increasing) continue;
    throw input_error(
        "depth ties",
        fmt::format("the tie of depth {} at height {:.2f} is followed by that of depth {} at {:.2f} px; "
                    "expected depths that {} all the way down the page",
                    above.depth, above.y_reference, below.depth, below.y_reference,
                    increasing ? "increase" : "decrease"),
        "Correct or remove the wrong tie");
  }
}

double lerp_between(double x, double x0, double y0, double x1, double y1) {
  return y0 + (x - x0) / (x1 - x0) * (y1 - y0);
}

}  // namespace

DepthMap::DepthMap(const std::vector<Tie>& ties, const std::vector<SkewSample>& skew) : skew_(skew) {
  const std::vector<Group> groups = groups_by_depth(ties);
  if (groups.size() < 2) {
    throw input_error("depth ties", fmt::format("{} tie(s) at {} depth(s); expected two depths or more",
                                                ties.size(), groups.size()));
  }
  x_reference_ = mean_x(ties);
  const std::vector<SkewSample> own = slopes_of_groups(groups, x_reference_);
  slope_is_known_ = !own.empty();
  if (slope_is_known_) skew_ = own;
  if (skew_.empty()) skew_ = {{0.0, common_slope(ties, x_reference_)}};
  std::sort(skew_.begin(), skew_.end(), [](const SkewSample& a, const SkewSample& b) { return a.y < b.y; });
  for (const Group& group : groups) {
    double y = 0.0;
    for (const Tie& tie : group.ties) {
      y += y_reference_from_point(tie.x, tie.y) / static_cast<double>(group.ties.size());
    }
    knots_.push_back({y, group.depth});
  }
  std::sort(knots_.begin(), knots_.end(),
            [](const Knot& a, const Knot& b) { return a.y_reference < b.y_reference; });
  check_monotone(knots_);
}

double DepthMap::slope_at(double y_reference) const {
  const auto below = std::upper_bound(skew_.begin(), skew_.end(), y_reference,
                                      [](double y, const SkewSample& sample) { return y < sample.y; });
  if (below == skew_.begin()) return skew_.front().slope;
  if (below == skew_.end()) return skew_.back().slope;
  const auto above = below - 1;
  return lerp_between(y_reference, above->y, above->slope, below->y, below->slope);
}

double DepthMap::depth_from_y(double y_reference) const {
  // The segment that holds y, or the outer one beyond the ends.
  const auto next = std::upper_bound(knots_.begin() + 1, knots_.end() - 1, y_reference,
                                     [](double y, const Knot& knot) { return y < knot.y_reference; });
  const Knot& a = *(next - 1);
  const Knot& b = *next;
  return lerp_between(y_reference, a.y_reference, a.depth, b.y_reference, b.depth);
}

double DepthMap::y_from_depth(double depth) const {
  const double sign = knots_.back().depth > knots_.front().depth ? 1.0 : -1.0;
  const auto next =
      std::upper_bound(knots_.begin() + 1, knots_.end() - 1, depth,
                       [sign](double d, const Knot& knot) { return sign * d < sign * knot.depth; });
  const Knot& a = *(next - 1);
  const Knot& b = *next;
  return lerp_between(depth, a.depth, a.y_reference, b.depth, b.y_reference);
}

double DepthMap::y_reference_from_point(double x, double y) const {
  // Solves r + slope(r) dx = y. slope is piecewise linear in r, so each segment is solved exactly; which one
  // it is, is told by where the depth lines of the samples pass at x.
  const double dx = x - x_reference_;
  const auto below = std::upper_bound(
      skew_.begin(), skew_.end(), y,
      [dx](double height, const SkewSample& sample) { return height < sample.y + sample.slope * dx; });
  if (below == skew_.begin()) return y - skew_.front().slope * dx;
  if (below == skew_.end()) return y - skew_.back().slope * dx;
  const auto above = below - 1;
  return lerp_between(y, above->y + above->slope * dx, above->y, below->y + below->slope * dx, below->y);
}

std::vector<double> DepthMap::residuals_px(const std::vector<Tie>& ties) const {
  std::vector<double> residuals;
  residuals.reserve(ties.size());
  for (const Tie& tie : ties) {
    const double line = y_from_depth(tie.depth);
    residuals.push_back(tie.y - (line + slope_at(line) * (tie.x - x_reference_)));
  }
  return residuals;
}

}  // namespace logdigitise::depth
