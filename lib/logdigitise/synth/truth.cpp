#include "logdigitise/synth/truth.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "logdigitise/synth/draw_curves.hpp"
#include "logdigitise/synth/lanes.hpp"
#include "logdigitise/synth/stroke.hpp"

namespace logdigitise::synth {

namespace {

constexpr double kNull = std::numeric_limits<double>::quiet_NaN();

double shape_at(const Shape& shape, std::size_t i) { return i < shape.size() ? shape[i] : kNull; }

// A sample on its own, with no neighbour to draw a line to, leaves no ink.
bool is_drawn(const CurveSpec& spec, std::size_t i) {
  const double u = shape_at(spec.shape, i);
  if (std::isnan(u)) return false;
  if (!spec.curve.wrap && (u < 0.0 || u > 1.0)) return false;
  return !std::isnan(shape_at(spec.shape, i + 1)) || (i > 0 && !std::isnan(spec.shape[i - 1]));
}

welllog::WellLog empty_log(const SheetSpec& sheet) {
  welllog::WellLog log;
  log.depth_unit = sheet.unit;
  const auto first = static_cast<double>(std::llround(sheet.top / sheet.step));
  for (int i = 0; i < sheet.samples(); ++i) log.depths.push_back((first + i) * sheet.step);
  return log;
}

double rounded(double px) { return std::round(px * 100.0) / 100.0; }

// The scan's x at height `scan_y` of the page's vertical line x = `page_x`.
double scan_x_at(const ScanGeometry& geometry, double page_x, double page_y, double scan_y) {
  cv::Point2d page(page_x, page_y);
  cv::Point2d scan = geometry.to_scan(page);
  for (int i = 0; i < 4; ++i) {
    page.y += scan_y - scan.y;
    scan = geometry.to_scan(page);
  }
  return scan.x;
}

std::vector<double> tie_depths(const SheetSpec& sheet) {
  double spacing = sheet.column.numbers_every;
  if (spacing * sheet.px_per_unit > 700.0) spacing /= 2.0;
  std::vector<double> depths{sheet.top};
  for (double depth = std::ceil(sheet.top / spacing) * spacing; depth < sheet.base; depth += spacing)
    if (depth - sheet.top > 0.1 * spacing && sheet.base - depth > 0.1 * spacing) depths.push_back(depth);
  depths.push_back(sheet.base);
  return depths;
}

/// Depths between two ties at which more are needed, so that straight lines between ties follow the paper's
/// stretch, in order.
void add_between(const SheetSpec& sheet, const ScanGeometry& geometry, double above, double below,
                 std::vector<double>& depths) {
  constexpr double kMostOffPx = 0.2;
  constexpr double kClosestPx = 32.0;
  if ((below - above) * sheet.px_per_unit < 2.0 * kClosestPx) return;
  const double middle = 0.5 * (above + below);
  double off = 0.0;
  for (const double x : {sheet.column.left_px, sheet.column.right_px}) {
    const auto y = [&](double depth) { return geometry.to_scan({x, sheet.y_of_depth(depth)}).y; };
    for (const double share : {0.25, 0.5, 0.75})
      off = std::max(off,
                     std::abs(y(above + share * (below - above)) - y(above) - share * (y(below) - y(above))));
  }
  if (off <= kMostOffPx) return;
  add_between(sheet, geometry, above, middle, depths);
  depths.push_back(middle);
  add_between(sheet, geometry, middle, below, depths);
}

std::vector<double> tie_depths(const SheetSpec& sheet, const ScanGeometry& geometry) {
  const std::vector<double> even = tie_depths(sheet);
  std::vector<double> depths;
  for (std::size_t i = 0; i < even.size(); ++i) {
    if (i > 0) add_between(sheet, geometry, even[i - 1], even[i], depths);
    depths.push_back(even[i]);
  }
  return depths;
}

/// Row by row, the middle of the ink; NaN where there is none. First row first.
std::vector<double> ink_centroids(const SheetSpec& sheet, const TrackSpec& track, const CurveSpec& spec) {
  std::vector<Polyline> lines;
  for (const Polyline& line : unwrapped_lines(sheet, track, spec)) {
    if (spec.curve.wrap) {
      lines.push_back(line);
    } else {
      for (Polyline& part : clip_to(line, track.left_px, track.right_px)) lines.push_back(std::move(part));
    }
  }
  std::vector<double> centroids(static_cast<std::size_t>(sheet.height_px), kNull);
  if (lines.empty()) return centroids;
  double low = std::numeric_limits<double>::max();
  double high = std::numeric_limits<double>::lowest();
  for (const Polyline& line : lines)
    for (const cv::Point2d& point : line) {
      low = std::min(low, point.x);
      high = std::max(high, point.x);
    }
  const double border = spec.pen.width_px + 3.0;
  const double origin = std::floor(low - border);
  cv::Mat canvas(sheet.height_px, static_cast<int>(std::ceil(high + border - origin)), CV_8UC1,
                 cv::Scalar(0));
  for (Polyline& line : lines) {
    for (cv::Point2d& point : line) point.x -= origin;
    draw_with_pen(canvas, line, spec.pen);
  }
  for (int row = 0; row < canvas.rows; ++row) {
    const auto* ink = canvas.ptr<std::uint8_t>(row);
    std::int64_t mass = 0;
    std::int64_t moment = 0;
    for (int column = 0; column < canvas.cols; ++column) {
      mass += ink[column];
      moment += static_cast<std::int64_t>(ink[column]) * column;
    }
    if (mass > 0)
      centroids[static_cast<std::size_t>(row)] =
          origin + 0.5 + static_cast<double>(moment) / static_cast<double>(mass);
  }
  return centroids;
}

double centroid_at(const std::vector<double>& centroids, double y) {
  const double at = y - 0.5;
  const auto last = static_cast<double>(centroids.size()) - 1.0;
  const auto above = static_cast<std::size_t>(std::clamp(std::floor(at), 0.0, last));
  const auto below = std::min(above + 1, centroids.size() - 1);
  const double share = std::clamp(at - static_cast<double>(above), 0.0, 1.0);
  if (std::isnan(centroids[below])) return centroids[above];
  if (std::isnan(centroids[above])) return centroids[below];
  return centroids[above] * (1.0 - share) + centroids[below] * share;
}

}  // namespace

welllog::WellLog truth_of(const SheetSpec& sheet) {
  welllog::WellLog log = empty_log(sheet);
  for (const TrackSpec& track : sheet.tracks)
    for (const CurveSpec& spec : track.curves) {
      if (!spec.in_layout) continue;
      welllog::Curve curve;
      curve.mnemonic = spec.curve.mnemonic;
      curve.unit = spec.curve.unit;
      for (std::size_t i = 0; i < log.depths.size(); ++i) {
        const std::size_t at = i * static_cast<std::size_t>(sheet.fine);
        curve.values.push_back(is_drawn(spec, at)
                                   ? layout::value_from_fraction(spec.curve, track.scale, spec.shape[at])
                                   : kNull);
      }
      log.curves.push_back(std::move(curve));
    }
  return log;
}

welllog::WellLog ceiling_of(const SheetSpec& sheet, const welllog::WellLog& truth) {
  welllog::WellLog log = truth;
  std::size_t index = 0;
  for (const TrackSpec& track : sheet.tracks)
    for (const CurveSpec& spec : track.curves) {
      if (!spec.in_layout) continue;
      welllog::Curve& curve = log.curves[index++];
      const std::vector<double> centroids = ink_centroids(sheet, track, spec);
      for (std::size_t i = 0; i < log.depths.size(); ++i) {
        if (std::isnan(curve.values[i])) continue;
        const double x = centroid_at(centroids, sheet.y_of_depth(log.depths[i]));
        const double u = (x - track.left_px) / (track.right_px - track.left_px);
        curve.values[i] = layout::value_from_fraction(spec.curve, track.scale, u);
      }
    }
  return log;
}

layout::Layout layout_of(const SheetSpec& sheet, const ScanGeometry& geometry, double edge_pitch_px) {
  layout::Layout result;
  result.depth.unit = sheet.unit;
  result.depth.top = sheet.top;
  result.depth.base = sheet.base;
  result.depth.step = sheet.step;
  for (const double depth : tie_depths(sheet, geometry))
    for (const double x : {sheet.column.left_px, sheet.column.right_px}) {
      const cv::Point2d at = geometry.to_scan({x, sheet.y_of_depth(depth)});
      result.depth.ties.push_back({rounded(at.x), rounded(at.y), depth, 1});
    }
  const double length = sheet.section_end_y() - sheet.section_y;
  const int pieces = std::max(1, static_cast<int>(std::lround(length / edge_pitch_px)));
  for (const TrackSpec& track : sheet.tracks) {
    layout::Track out;
    out.name = track.name;
    out.scale = track.scale;
    for (int i = 0; i <= pieces; ++i) {
      const double page_y = sheet.section_y + length * i / pieces;
      const double y = rounded(geometry.to_scan({(track.left_px + track.right_px) / 2.0, page_y}).y);
      out.edges.push_back({y, rounded(scan_x_at(geometry, track.left_px, page_y, y)),
                           rounded(scan_x_at(geometry, track.right_px, page_y, y)), 1});
    }
    for (const CurveSpec& spec : track.curves)
      if (spec.in_layout) out.curves.push_back(spec.curve);
    result.tracks.push_back(std::move(out));
  }
  return result;
}

}  // namespace logdigitise::synth
