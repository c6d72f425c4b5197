#include "logdigitise/band/band.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "logdigitise/core/error.hpp"

namespace logdigitise::band {

namespace {

constexpr int kColumnMultiple = 32;
constexpr double kNarrow = 0.6;
constexpr double kWide = 1.4;
constexpr double kDoubleTrackIn = 3.6;
constexpr double kWidestIn = 7.0;

bool on_page(const layout::Track& track, int page) {
  return std::any_of(track.edges.begin(), track.edges.end(),
                     [&](const layout::Edge& e) { return e.page == page; });
}

double mean_width(const layout::Track& track, int page) {
  double sum = 0.0;
  int count = 0;
  for (const layout::Edge& edge : track.edges) {
    if (edge.page != page) continue;
    sum += edge.right - edge.left;
    ++count;
  }
  return sum / count;
}

/// The median width of a page's tracks, the lower of the middle two; 0 if there is none.
double usual_width(const layout::Layout& layout, int page) {
  std::vector<double> widths;
  for (const layout::Track& track : layout.tracks) {
    if (on_page(track, page)) widths.push_back(mean_width(track, page));
  }
  std::sort(widths.begin(), widths.end());
  return widths.empty() ? 0.0 : widths[(widths.size() - 1) / 2];
}

double band_scale(double usual_width_px, const BandOptions& options) {
  double target = options.track_width_px;
  const bool dpi_is_plausible = options.scan_dpi >= 90.0 && options.scan_dpi <= 650.0;
  const double inches = dpi_is_plausible ? usual_width_px / options.scan_dpi : 0.0;
  if (inches > kDoubleTrackIn && inches < kWidestIn) target *= 2.0;
  const double ratio = usual_width_px / target;
  return ratio < kNarrow || ratio > kWide ? 1.0 / ratio : 1.0;
}

void check_edges(const layout::Track& track, int page, int page_width) {
  for (const layout::Edge& edge : track.edges) {
    if (edge.page != page) continue;
    const double slack = 0.02 * (edge.right - edge.left) + 2.0;
    if (edge.left < -slack || edge.right > page_width + slack) {
      throw input_error({},
                        fmt::format("track {} lies at x {:.1f} to {:.1f} (y {:.0f}); the scan is {} px wide",
                                    track.name, edge.left, edge.right, edge.y, page_width),
                        "Check that the layout belongs to this scan");
    }
  }
}

}  // namespace

EdgePair edges_at(const layout::Track& track, int page, double y) {
  // Sorted by page, then y: a long log has hundreds of edges, and this is asked for every row.
  const auto [first, last] =
      std::equal_range(track.edges.begin(), track.edges.end(), layout::Edge{.page = page},
                       [](const layout::Edge& a, const layout::Edge& b) { return a.page < b.page; });
  auto below =
      std::lower_bound(first, last, y, [](const layout::Edge& edge, double at) { return edge.y < at; });
  auto above = below;
  if (below == last) {
    above = --below;
  } else if (below != first && below->y > y) {
    --above;
  }
  const double gap = below->y - above->y;
  const double t = gap > 0.0 ? (y - above->y) / gap : 0.0;
  return {above->left + t * (below->left - above->left), above->right + t * (below->right - above->right)};
}

BandGeometry plan_bands(const layout::Layout& layout, const depth::DepthMap& map, int page_width,
                        int page_height, int page, const BandOptions& options) {
  BandGeometry geometry;
  const double usual = usual_width(layout, page);
  if (usual <= 0.0) {
    throw input_error({}, fmt::format("no track of the layout has an edge on page {}", page),
                      "Give the tracks edges there, or take its ties out");
  }
  geometry.scale = options.scale > 0.0 ? options.scale : band_scale(usual, options);

  const double y_top = map.y_from_depth(layout.depth.top);
  const double y_base = map.y_from_depth(layout.depth.base);
  const double pad = kBlockRows / geometry.scale;
  const double first = std::max(std::min(y_top, y_base) - pad, 0.0);
  const double last = std::min(std::max(y_top, y_base) + pad, static_cast<double>(page_height));
  if (last - first < 2.0) {
    throw input_error({},
                      fmt::format("depths {:g} to {:g} lie at y {:.0f} to {:.0f}; the scan is {} rows high",
                                  layout.depth.top, layout.depth.base, y_top, y_base, page_height),
                      "Check the ties, top and base of the layout");
  }
  geometry.y_first = first;
  geometry.rows = static_cast<int>(std::floor((last - first) * geometry.scale));

  for (std::size_t t = 0; t < layout.tracks.size(); ++t) {
    const layout::Track& track = layout.tracks[t];
    if (!on_page(track, page)) continue;
    check_edges(track, page, page_width);
    const double width = mean_width(track, page) * geometry.scale;
    TrackBand band;
    band.track = static_cast<int>(t);
    const int needed = static_cast<int>(std::ceil(width)) + 2 * options.margin_px;
    band.columns = (needed + kColumnMultiple - 1) / kColumnMultiple * kColumnMultiple;
    band.left_px = 0.5 * (band.columns - width);
    band.right_px = band.left_px + width;
    geometry.tracks.push_back(band);
  }
  return geometry;
}

ScanPoint scan_from_band(const layout::Layout& layout, const depth::DepthMap& map,
                         const BandGeometry& geometry, const TrackBand& track, int page, double x_px,
                         double row_px) {
  const layout::Track& paper = layout.tracks[static_cast<std::size_t>(track.track)];
  const double u = (x_px - track.left_px) / (track.right_px - track.left_px);
  const double y_reference = geometry.y_reference(row_px);
  const double slope = map.slope_at(y_reference);
  ScanPoint point{0.0, y_reference};
  for (int i = 0; i < 2; ++i) {  // The edges are asked at the point's own height, which needs its x.
    const EdgePair edges = edges_at(paper, page, point.y);
    point.x = edges.left + u * (edges.right - edges.left);
    point.y = y_reference + slope * (point.x - map.x_reference());
  }
  return point;
}

ScanPoint band_from_scan(const layout::Layout& layout, const depth::DepthMap& map,
                         const BandGeometry& geometry, const TrackBand& track, int page,
                         const ScanPoint& point) {
  const layout::Track& paper = layout.tracks[static_cast<std::size_t>(track.track)];
  const EdgePair edges = edges_at(paper, page, point.y);
  const double u = (point.x - edges.left) / (edges.right - edges.left);
  return {track.left_px + u * (track.right_px - track.left_px),
          geometry.row_px(map.y_reference_from_point(point.x, point.y))};
}

std::vector<Pass> colour_passes(const layout::Track& track, bool scan_has_colour) {
  std::vector<Pass> passes;
  for (std::size_t c = 0; c < track.curves.size(); ++c) {
    const auto same_colour = [&](const Pass& pass) {
      const layout::Curve& first = track.curves[static_cast<std::size_t>(pass.curves.front())];
      return !scan_has_colour || first.colour == track.curves[c].colour;
    };
    const auto found = std::find_if(passes.begin(), passes.end(), same_colour);
    Pass& pass = found != passes.end() ? *found : passes.emplace_back();
    pass.curves.push_back(static_cast<int>(c));
  }
  return passes;
}

}  // namespace logdigitise::band
