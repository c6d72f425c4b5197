#pragma once
// The geometry of straightened bands: one per track, edges vertical, depth lines horizontal.

#include <vector>

#include "logdigitise/depth/depth_map.hpp"
#include "logdigitise/layout/layout.hpp"

namespace logdigitise::band {

struct BandOptions {
  /// The usual track (the median of a page's widths, the lower of two) is brought to this width when it is
  /// under 0.6 or over 1.4 times as wide; else the scan's own pixels stay.
  double track_width_px = 512.0;
  /// Stated resolution; 0 = unknown. Used for one thing: a usual track of 3.6 to 7 inches is two tracks wide
  /// and is brought to twice the width.
  double scan_dpi = 0.0;
  double scale = 0.0;          ///< Band pixels per scan pixel; 0 = as the usual track wants it.
  int margin_px = 32;          ///< Band columns outside each track edge.
  int persistence_rows = 448;  ///< Rows each side that the persistence plane averages over.
};

/// Bands are made in blocks of this many rows, counted from the first, so that nothing depends on tile size.
inline constexpr int kBlockRows = 64;

/// One track of one page in band pixels.
struct TrackBand {
  int track = 0;          ///< Index into Layout::tracks.
  int columns = 0;        ///< A multiple of 32.
  double left_px = 0.0;   ///< Band x of the left edge (centre of the first column = 0.5).
  double right_px = 0.0;  ///< Band x of the right edge.
};

/// The geometry of all bands of one page; row r of each of them is the same depth line.
struct BandGeometry {
  double scale = 1.0;    ///< Band pixels per scan pixel, the same along and across.
  double y_first = 0.0;  ///< y_reference of the upper border of band row 0.
  int rows = 0;
  std::vector<TrackBand> tracks;  ///< Those that stand on this page.

  /// y_reference of a height in band px (0.5 = centre of the first row).
  [[nodiscard]] double y_reference(double row_px) const { return y_first + row_px / scale; }
  [[nodiscard]] double row_px(double y_reference) const { return (y_reference - y_first) * scale; }
};

/// A place on the scan, in its pixels.
struct ScanPoint {
  double x = 0.0;
  double y = 0.0;
};

/// Left and right edge of a track at a height, interpolated along y and constant beyond the outer edges.
struct EdgePair {
  double left = 0.0;
  double right = 0.0;
};
[[nodiscard]] EdgePair edges_at(const layout::Track& track, int page, double y);

/// Bands for the tracks of `page` between the layout's top and base, and `kBlockRows` beyond, cut at the
/// page's borders. `page_width`, `page_height` in scan px. Throws an input error if none of the layout's
/// interval lies on the page or a track's edges lie outside it.
[[nodiscard]] BandGeometry plan_bands(const layout::Layout& layout, const depth::DepthMap& map,
                                      int page_width, int page_height, int page = 1,
                                      const BandOptions& options = {});

/// Where a point of a band (in band px) lies on the scan.
[[nodiscard]] ScanPoint scan_from_band(const layout::Layout& layout, const depth::DepthMap& map,
                                       const BandGeometry& geometry, const TrackBand& track, int page,
                                       double x_px, double row_px);
/// The inverse: x is band px across (out.x), y is band px along (out.y).
[[nodiscard]] ScanPoint band_from_scan(const layout::Layout& layout, const depth::DepthMap& map,
                                       const BandGeometry& geometry, const TrackBand& track, int page,
                                       const ScanPoint& point);

/// Curves of a track that the network looks for in one pass: those that share a colour (or have none), by
/// index into Track::curves. One pass for all if the scan has no colour.
struct Pass {
  std::vector<int> curves;
};
[[nodiscard]] std::vector<Pass> colour_passes(const layout::Track& track, bool scan_has_colour);

}  // namespace logdigitise::band
