#pragma once
// A traced curve, row by row.

#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/trace/trace.hpp"

namespace logdigitise::pipeline {

/// A curve's position in every row of a page, as a fraction of the track (0 = left edge; beyond 0..1 where it
/// wrapped); NaN with a flag where there is none.
struct CurveRows {
  int track = 0;  ///< Index into Layout::tracks.
  int curve = 0;  ///< Index into Track::curves.
  std::vector<float> fraction;
  std::vector<trace::RowEvidence> evidence;
  std::vector<trace::Flag> flags;
  std::vector<float> named;  ///< Chance that it is not a curve drawn alike; empty where there is none.
  std::vector<float>
      drawn;  ///< Chance that the stroke there is its own (borrowed_strokes.hpp); empty: all 1.
  /// How it is drawn, where that is not what the layout says.
  std::optional<layout::LineStyle> other_style;
};

/// True where both curves lie within 1 % of the track of each other, in whatever lanes; false where either
/// has no position.
[[nodiscard]] inline bool on_one_stroke(const CurveRows& a, const CurveRows& b, std::size_t row) {
  constexpr float kOneStroke = 0.01F;
  const float apart = a.fraction[row] - b.fraction[row];
  return std::abs(apart - std::round(apart)) < kOneStroke;
}

}  // namespace logdigitise::pipeline
