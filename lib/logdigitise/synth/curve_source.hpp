#pragma once
// Where a sheet's curves come from: made up, or cut out of real wells.

#include <filesystem>
#include <memory>
#include <vector>

#include "logdigitise/core/random.hpp"
#include "logdigitise/layout/layout.hpp"
#include "logdigitise/synth/curve_shapes.hpp"

namespace logdigitise::synth {

/// Gives the curves of one log, all on one depth grid.
class CurveSource {
 public:
  CurveSource() = default;
  CurveSource(const CurveSource&) = delete;
  CurveSource& operator=(const CurveSource&) = delete;
  virtual ~CurveSource() = default;

  /// Families that it has a curve of its own for; empty = all.
  [[nodiscard]] virtual std::vector<Family> families() const { return {}; }
  /// The next curve of a family. May change the printed scale to one that suits the curve.
  [[nodiscard]] virtual Shape shape(Family family, layout::Scale scale, layout::Curve& curve,
                                    const ShapeOptions& options, Random& random) = 0;
};

/// Made-up curves in one formation.
[[nodiscard]] std::unique_ptr<CurveSource> make_procedural_source(const DepthGrid& grid, double length_factor,
                                                                  Random random);

}  // namespace logdigitise::synth
