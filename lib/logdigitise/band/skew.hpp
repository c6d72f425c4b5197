#pragma once
// The skew of the printed depth lines, for layouts whose ties all stand at one x.

#include <vector>

#include "logdigitise/depth/depth_map.hpp"
#include "logdigitise/layout/layout.hpp"
#include "logdigitise/raster/reader.hpp"

namespace logdigitise::band {

/// Reads the scan once and measures, about every 2000 rows between `y_first` and `y_last`, the slope at which
/// the ink of the tracks lines up best along straight lines: the slope s that maximises
///     sum over y of (sum over strips of darkness(strip, y + s * (x of strip - x of the middle)))^2.
/// Heights at which no slope stands out (no printed lines) are left out; the slopes are then made robust by
/// a running median of five. Empty if there is no grid. Slopes up to 3 % are tried.
[[nodiscard]] std::vector<depth::SkewSample> measure_skew(raster::RowReader& scan,
                                                          const layout::Layout& layout, int page,
                                                          double y_first, double y_last);

}  // namespace logdigitise::band
