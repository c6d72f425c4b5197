#pragma once

#include <array>
#include <cstdint>

namespace logdigitise::train {

enum class CalibrationKind {
  kShared,   ///< Slope and offset, the same for all curves.
  kByStyle,  ///< And an offset for each line style, which takes much data: a style has few curves.
};

/// A chance p of a curve beside paper's p0 becomes proportional to exp(offset) p^slope beside p0^slope:
/// temperature scaling (Guo et al. 2017) with one more number for how scarce curves are. The order of the
/// curves at a pixel stays as it is, but for offsets by style.
struct Calibration {
  double slope = 1.0;                 ///< > 0; below 1 when the network was too sure of itself.
  double offset = 0.0;                ///< Below 0 when it saw curves where there were none.
  double cross_entropy_before = 0.0;  ///< Mean over the pixels looked at, nats.
  double cross_entropy_after = 0.0;
  std::int64_t pixels = 0;  ///< Looked at: those that the network takes for paper are left out.
  /// Added to `offset` for curves asked for as solid, dashed, dotted and long dash.
  std::array<double, 4> style_offset{};

  bool operator==(const Calibration&) const = default;
};

}  // namespace logdigitise::train
