#pragma once
// Dashes and dots: where along a line the pen is down.

#include <vector>

#include "logdigitise/core/random.hpp"
#include "logdigitise/layout/layout.hpp"
#include "logdigitise/synth/stroke.hpp"

namespace logdigitise::synth {

/// Pen down, pen up, pen down, ... in turn, repeated for ever; empty = always down.
struct DashPattern {
  /// What the lengths are measured along.
  enum class Measure {
    kArcLength,  ///< The line itself, as plotters do.
    kDepth,      ///< The paper's motion, as a chopped light beam or a pen lifted by a clock does.
    kRestarted,  ///< The line, begun anew every few samples, as some renderers do.
  };
  std::vector<double> lengths_px;  ///< Even count, all > 0.
  Measure measure = Measure::kArcLength;
  double phase_px = 0.0;      ///< Where in the pattern the line begins.
  double restart_px = 400.0;  ///< For kRestarted: a new start after this much line.
  double jitter = 0.0;        ///< 0..0.5: each length is drawn anew within this share of itself.
};

/// A pattern that a reader would name `style`, at `pt_px` pixels per point (1/72 in); `pen_px` wide.
[[nodiscard]] DashPattern random_pattern(layout::LineStyle style, double pt_px, double pen_px,
                                         Random& random);

/// The pieces of `line` where the pen is down. Solid lines come back whole.
[[nodiscard]] std::vector<Polyline> dash(const Polyline& line, const DashPattern& pattern, Random& random);

}  // namespace logdigitise::synth
