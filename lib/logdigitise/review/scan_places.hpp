#pragma once
// Where on its scan a value of a log stands: the way from rows to values, walked back.

#include <optional>
#include <vector>

#include "logdigitise/band/band.hpp"
#include "logdigitise/depth/depth_map.hpp"
#include "logdigitise/layout/layout.hpp"

namespace logdigitise::review {

/// One page of the log that holds depths.
struct PagePlace {
  int page = 1;
  int width = 0;   ///< Scan px; 0 where the scan was not asked.
  int height = 0;  ///< Scan px; 0 = no limit known.
  depth::DepthMap map;
};

/// The first page on whose paper `depth` lies, as an index into `pages`; nothing if it is on none.
[[nodiscard]] std::optional<std::size_t> page_of_depth(const std::vector<PagePlace>& pages, double depth);

/// The share of the track width a value stands at on the paper (0 to 1), its lane taken off; NaN stays NaN.
/// Without `wrap` the value is where it is, beyond the edges too.
[[nodiscard]] double drawn_fraction(const layout::Curve& curve, layout::Scale scale, double value);

/// The point of fraction `u` of a track on the depth line `depth` of a page, in scan px.
[[nodiscard]] band::ScanPoint scan_point(const layout::Track& track, const PagePlace& page, double u,
                                         double depth);

}  // namespace logdigitise::review
