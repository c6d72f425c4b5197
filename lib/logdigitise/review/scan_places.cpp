#include "logdigitise/review/scan_places.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::review {

std::optional<std::size_t> page_of_depth(const std::vector<PagePlace>& pages, double depth) {
  // Between its ties a page knows a depth best; beyond them any that reaches so far may tell.
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const double a = pages[i].map.knots().front().depth;
    const double b = pages[i].map.knots().back().depth;
    if (depth >= std::min(a, b) && depth <= std::max(a, b)) return i;
  }
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const double y = pages[i].map.y_from_depth(depth);
    if (pages[i].height == 0 || (y >= 0.0 && y <= pages[i].height)) return i;
  }
  return std::nullopt;
}

double drawn_fraction(const layout::Curve& curve, layout::Scale scale, double value) {
  const double u = layout::fraction_from_value(curve, scale, value);
  // A value at an edge is drawn there, not at the other one.
  if (!curve.wrap || std::isnan(u) || (u >= 0.0 && u <= 1.0)) return u;
  return u - std::floor(u);
}

band::ScanPoint scan_point(const layout::Track& track, const PagePlace& page, double u, double depth) {
  const double y_reference = page.map.y_from_depth(depth);
  const double slope = page.map.slope_at(y_reference);
  band::ScanPoint point{0.0, y_reference};
  for (int i = 0; i < 2; ++i) {  // The edges are asked at the point's own height, which needs its x.
    const band::EdgePair edges = band::edges_at(track, page.page, point.y);
    point.x = edges.left + u * (edges.right - edges.left);
    point.y = y_reference + slope * (point.x - page.map.x_reference());
  }
  return point;
}

}  // namespace logdigitise::review
