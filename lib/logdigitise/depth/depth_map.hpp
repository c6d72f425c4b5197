#pragma once
// From pixels to depth: piecewise between ties, with the skew of the depth lines.

#include <vector>

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::depth {

/// How much a depth line falls from left to right (dy per dx) at a height of the scan; interpolated along y.
struct SkewSample {
  double y = 0.0;
  double slope = 0.0;
};

/// Maps one page. A depth line is straight: y = y_reference + slope(y_reference) * (x - x_reference).
/// `y_reference` maps to depth piecewise linearly through the ties and straight on beyond the outer ones.
class DepthMap {
 public:
  /// `ties` of one page, two depths at least (checked by layout::parse_layout; throws an input error if not).
  /// Ties at different x and (nearly) the same depth give the slope where they stand; otherwise `skew`, if
  /// any, is taken; otherwise the slope is 0.
  DepthMap(const std::vector<layout::Tie>& ties, const std::vector<SkewSample>& skew);

  [[nodiscard]] double x_reference() const { return x_reference_; }
  [[nodiscard]] double slope_at(double y_reference) const;
  [[nodiscard]] double depth_from_y(double y_reference) const;
  [[nodiscard]] double y_from_depth(double depth) const;
  /// The y_reference of the depth line through a point of the scan.
  [[nodiscard]] double y_reference_from_point(double x, double y) const;
  /// True if the ties themselves tell the slope, so that no printed grid need be asked.
  [[nodiscard]] bool slope_is_known() const { return slope_is_known_; }

  struct Knot {
    double y_reference;
    double depth;
  };
  [[nodiscard]] const std::vector<Knot>& knots() const { return knots_; }
  /// The slopes in use, by height; a map made of the same ties and these is the same map.
  [[nodiscard]] const std::vector<SkewSample>& skew() const { return skew_; }
  /// For each tie given: its distance in px from the map's depth line (0 where it made the map itself).
  [[nodiscard]] std::vector<double> residuals_px(const std::vector<layout::Tie>& ties) const;

 private:
  double x_reference_ = 0.0;
  bool slope_is_known_ = false;
  std::vector<SkewSample> skew_;
  std::vector<Knot> knots_;  ///< Increasing in y_reference, strictly monotone in depth.
};

}  // namespace logdigitise::depth
