#pragma once
// What the pen under a path says: whether it is the curve's own pen, and whether it draws the curve's style.

#include <cstddef>
#include <functional>
#include <vector>

#include "logdigitise/pipeline/page_traces.hpp"
#include "logdigitise/pipeline/row_means.hpp"

namespace logdigitise::pipeline {

/// How much the pen of the rows around differs from the curve's usual one: of a quantity of the pen, its mean
/// over calm rows with evidence against the median of them all. In a steep row a pen's ink is as wide as its
/// way.
class PenChange {
 public:
  /// `move`: how far the curve goes in each row, share of the track.
  PenChange(const CurveRows& curve, const std::vector<float>& move,
            const std::function<double(const trace::RowEvidence&)>& quantity);
  /// 0 where nothing is known; at most 1.
  [[nodiscard]] double around(std::ptrdiff_t row, std::ptrdiff_t reach) const;

 private:
  RowMeans calm_;
  RowMeans sum_;
  double usual_ = 0.0;
};

/// How the ink under the path comes: without end under a solid curve, in strokes under others. A path along a
/// stroke of another style shows another pattern than the layout gives the curve. A row is inked where the
/// ink is at least half as dark as it usually is on this path.
class StrokePattern {
 public:
  StrokePattern(const CurveRows& curve, double width_px);
  /// Share of the drawn rows around that are inked; 0 where none is drawn.
  [[nodiscard]] double inked(std::ptrdiff_t row, std::ptrdiff_t reach) const;
  /// Mean length of the strokes around, measured along the path: log2(1 + 256 x share of the track) / 8,
  /// 0..1.
  [[nodiscard]] double length(std::ptrdiff_t row, std::ptrdiff_t reach) const;

 private:
  RowMeans drawn_;
  RowMeans inked_;
  RowMeans way_;     // Along inked rows, share of the track.
  RowMeans starts_;  // Of strokes.
};

}  // namespace logdigitise::pipeline
