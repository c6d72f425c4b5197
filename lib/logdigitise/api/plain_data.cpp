#include "logdigitise/api/plain_data.hpp"

#include <cstddef>

#include "logdigitise/layout/layout_json.hpp"

namespace logdigitise::api {

namespace {

/// The enumerations of the two sides have the same names in the same order.
template <typename To, typename From>
constexpr To same(From value) {
  return static_cast<To>(value);
}
static_assert(same<ErrorKind>(logdigitise::ErrorKind::kEnvironment) == ErrorKind::kEnvironment);
static_assert(same<DepthUnit>(logdigitise::DepthUnit::kMetres) == DepthUnit::kMetres);
static_assert(same<Scale>(layout::Scale::kLog) == Scale::kLog);
static_assert(same<LineStyle>(layout::LineStyle::kLongDash) == LineStyle::kLongDash);
static_assert(same<LineWeight>(layout::LineWeight::kHeavy) == LineWeight::kHeavy);

PrintedCurve public_curve(const layout::Curve& curve) {
  PrintedCurve plain;
  plain.mnemonic = curve.mnemonic;
  plain.unit = curve.unit;
  plain.left = curve.left;
  plain.right = curve.right;
  plain.style = same<LineStyle>(curve.style);
  plain.weight = same<LineWeight>(curve.weight);
  if (curve.colour) plain.colour = Colour{curve.colour->red, curve.colour->green, curve.colour->blue};
  plain.wrap = curve.wrap;
  return plain;
}

layout::Curve inner_curve(const PrintedCurve& curve) {
  layout::Curve inner;
  inner.mnemonic = curve.mnemonic;
  inner.unit = curve.unit;
  inner.left = curve.left;
  inner.right = curve.right;
  inner.style = same<layout::LineStyle>(curve.style);
  inner.weight = same<layout::LineWeight>(curve.weight);
  if (curve.colour) inner.colour = layout::Colour{curve.colour->red, curve.colour->green, curve.colour->blue};
  inner.wrap = curve.wrap;
  return inner;
}

}  // namespace

Layout public_layout(const layout::Layout& layout) {
  Layout plain;
  plain.raster = layout.raster;
  plain.rasters = layout.rasters;
  plain.turn = layout.turn;
  plain.well = layout.well;
  plain.depth_unit = same<DepthUnit>(layout.depth.unit);
  plain.top = layout.depth.top;
  plain.base = layout.depth.base;
  plain.step = layout.depth.step;
  for (const layout::Tie& tie : layout.depth.ties) plain.ties.push_back({tie.x, tie.y, tie.depth, tie.page});
  for (const layout::Track& track : layout.tracks) {
    Track& added = plain.tracks.emplace_back(Track{track.name, same<Scale>(track.scale), {}, {}});
    for (const layout::Edge& edge : track.edges)
      added.edges.push_back({edge.y, edge.left, edge.right, edge.page});
    for (const layout::Curve& curve : track.curves) added.curves.push_back(public_curve(curve));
  }
  return plain;
}

layout::Layout checked_layout(const Layout& layout) {
  layout::Layout inner;
  inner.raster = layout.raster;
  inner.rasters = layout.rasters;
  inner.turn = layout.turn;
  inner.well = layout.well;
  inner.depth.unit = same<logdigitise::DepthUnit>(layout.depth_unit);
  inner.depth.top = layout.top;
  inner.depth.base = layout.base;
  inner.depth.step = layout.step;
  for (const Tie& tie : layout.ties) inner.depth.ties.push_back({tie.x, tie.y, tie.depth, tie.page});
  for (const Track& track : layout.tracks) {
    layout::Track& added =
        inner.tracks.emplace_back(layout::Track{track.name, same<layout::Scale>(track.scale), {}, {}});
    for (const Edge& edge : track.edges) added.edges.push_back({edge.y, edge.left, edge.right, edge.page});
    for (const PrintedCurve& curve : track.curves) added.curves.push_back(inner_curve(curve));
  }
  // By way of its text, so that a layout made by a program is held to all that one in a file is.
  return layout::parse_layout(layout::layout_to_json(inner), "layout");
}

Log public_log(const welllog::WellLog& log) {
  Log plain{log.well, same<DepthUnit>(log.depth_unit), log.depths, {}, log.remarks};
  for (const welllog::Curve& curve : log.curves)
    plain.curves.push_back({curve.mnemonic, curve.unit, curve.description, curve.values});
  return plain;
}

welllog::WellLog inner_log(const Log& log) {
  welllog::WellLog inner;
  inner.well = log.well;
  inner.depth_unit = same<logdigitise::DepthUnit>(log.depth_unit);
  inner.depths = log.depths;
  inner.remarks = log.remarks;
  for (const Curve& curve : log.curves)
    inner.curves.push_back({curve.mnemonic, curve.unit, curve.description, curve.values});
  return inner;
}

Conversion public_conversion(const pipeline::ConvertResult& result) {
  Conversion plain;
  plain.log = public_log(result.log);
  plain.status = result.quality.status;
  plain.reasons = result.quality.reasons;
  plain.record = pipeline::quality_json(result.quality);
  for (std::size_t i = 0; i < result.quality.curves.size(); ++i) {
    const pipeline::CurveQuality& quality = result.quality.curves[i];
    CurveQuality& added = plain.quality.emplace_back(
        CurveQuality{quality.coverage, quality.mean_confidence, result.confidence[i].values, {}});
    for (const pipeline::Interval& interval : quality.flagged)
      added.flags.push_back({interval.from, interval.to, interval.reason});
  }
  return plain;
}

}  // namespace logdigitise::api
