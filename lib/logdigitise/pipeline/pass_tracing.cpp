#include "logdigitise/pipeline/pass_tracing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <utility>

#include "logdigitise/pipeline/curve_kinds.hpp"
#include "logdigitise/pipeline/grid_columns.hpp"
#include "logdigitise/pipeline/lanes.hpp"
#include "logdigitise/pipeline/line_islands.hpp"

namespace logdigitise::pipeline {

namespace {

// A curve this near to an edge of the track (share of its width) cannot be told from one that is pegged
// there.
constexpr double kEdgeShare = 0.004;
// A stranger counts where it is apart from all curves by this share of the track,
constexpr float kApart = 0.02F;
// is believed if it is seen there in this share of the rows,
constexpr double kLeastSeen = 0.3;
// and inked, as a solid curve is, in this share of them,
constexpr double kLeastInked = 0.9;
// and if the curves beside it are still seen so well, compared to the reading without it: a stranger that
// takes their strokes is none.
constexpr double kLeastKept = 0.95;
constexpr std::size_t kMostCurves = 3;  // More than these and a stranger cannot be told apart together.

/// A curve that may be there though nobody asked for it.
std::optional<nn::CurveQuery> stranger_beside(const std::vector<nn::CurveQuery>& asked) {
  const bool solid = std::any_of(asked.begin(), asked.end(), [](const nn::CurveQuery& query) {
    return query.style == layout::LineStyle::kSolid;
  });
  if (solid || asked.empty() || asked.size() > kMostCurves) return std::nullopt;
  return nn::CurveQuery{layout::LineStyle::kSolid, layout::LineWeight::kUnknown};
}

/// Mean over the rows of the evidence on the paths, 0..1 a curve.
double seen(std::span<const CurveRows> curves) {
  double sum = 0.0;
  std::size_t rows = 1;
  for (const CurveRows& curve : curves) {
    rows = std::max(rows, curve.evidence.size());
    for (const trace::RowEvidence& evidence : curve.evidence) sum += evidence.on_path / 255.0;
  }
  return sum / static_cast<double>(rows);
}

/// A stranger where it is apart from all of `curves`.
struct StrangerApart {
  double seen = 0.0;   ///< Mean over all rows of the evidence on its path there.
  double inked = 0.0;  ///< Share of the rows there that have ink under the path.
};
StrangerApart stranger_apart(const CurveRows& stranger, std::span<const CurveRows> curves) {
  constexpr std::uint8_t kInk = 64;
  double sum = 0.0;
  std::size_t apart_rows = 0;
  std::size_t inked = 0;
  for (std::size_t r = 0; r < stranger.fraction.size(); ++r) {
    const bool beside = std::any_of(curves.begin(), curves.end(), [&](const CurveRows& curve) {
      const float apart = curve.fraction[r] - stranger.fraction[r];
      return std::abs(apart - std::round(apart)) < kApart;  // In whatever lane.
    });
    if (std::isnan(stranger.fraction[r]) || beside) continue;
    sum += stranger.evidence[r].on_path / 255.0;
    ++apart_rows;
    if (stranger.evidence[r].pen_ink >= kInk) ++inked;
  }
  return {sum / static_cast<double>(std::max<std::size_t>(1, stranger.fraction.size())),
          static_cast<double>(inked) / static_cast<double>(std::max<std::size_t>(1, apart_rows))};
}

}  // namespace

PassTracing::PassTracing(const layout::Track& track, const band::TrackBand& band, const band::Pass& pass,
                         const trace::TraceOptions& options)
    : left_px_(band.left_px), right_px_(band.right_px) {
  std::vector<nn::CurveQuery> queries;
  std::vector<trace::CurveTask> tasks;
  std::vector<CurveRows> curves;
  std::vector<bool> wraps;
  for (const int c : pass.curves) {
    const layout::Curve& curve = track.curves[static_cast<std::size_t>(c)];
    const Lanes lanes = lanes_of(curve, track.scale);
    const trace::CurveTask task{lanes.left, lanes.right, lanes.likely_left, lanes.likely_right,
                                kind_of(track, c)};
    queries.push_back({curve.style, curve.weight});
    tasks.push_back(task);
    wraps.push_back(task.wraps());
    CurveRows& rows = curves.emplace_back();
    rows.track = band.track;
    rows.curve = c;
  }
  const auto read = [&] {
    queries_.push_back(queries);
    readings_.push_back(
        {trace::BandTracer({band.columns, band.left_px, band.right_px, grid_columns(track, band)}, tasks,
                           options),
         curves, wraps});
  };
  read();
  const auto stranger = stranger_beside(queries);
  if (!stranger || options.method != trace::Method::kPath) return;
  queries.push_back(*stranger);
  tasks.emplace_back();
  curves.emplace_back();
  wraps.push_back(false);
  read();
}

void PassTracing::push(const std::vector<Image<float>>& chances, const trace::RasterRows& raster) {
  for (std::size_t i = 0; i < readings_.size(); ++i) {
    readings_[i].tracer.push(chances[i], raster);
    append_rows(readings_[i]);
  }
  column_ink_.push(raster.ink);
}

void PassTracing::append_rows(Reading& reading) const {
  const double width = right_px_ - left_px_;
  const std::vector<trace::Trace> traces = reading.tracer.take();
  for (std::size_t k = 0; k < traces.size(); ++k) {
    CurveRows& rows = reading.curves[k];
    for (std::size_t r = 0; r < traces[k].x_px.size(); ++r) {
      double fraction = (traces[k].x_px[r] - left_px_) / width;
      trace::Flag flag = traces[k].flags[r];
      trace::RowEvidence evidence = traces[k].evidence[r];
      if (!reading.wraps[k] && (fraction < kEdgeShare || fraction > 1.0 - kEdgeShare)) {
        fraction = std::numeric_limits<double>::quiet_NaN();
        flag = trace::Flag::kOffScale;
        evidence = {};
      }
      rows.fraction.push_back(static_cast<float>(fraction));
      rows.evidence.push_back(evidence);
      rows.flags.push_back(flag);
    }
  }
}

std::vector<CurveRows> PassTracing::finish() {
  for (Reading& reading : readings_) {
    reading.tracer.finish();
    append_rows(reading);
  }
  std::vector<CurveRows>& curves = readings_.front().curves;
  if (readings_.size() > 1) {
    std::vector<CurveRows>& beside = readings_.back().curves;
    const CurveRows stranger = std::move(beside.back());
    beside.pop_back();
    const StrangerApart apart = stranger_apart(stranger, beside);
    if (apart.seen >= kLeastSeen && apart.inked >= kLeastInked && seen(beside) >= kLeastKept * seen(curves))
      curves = std::move(beside);
  }
  std::vector<layout::LineStyle> styles;
  for (const nn::CurveQuery& query : queries_.front()) styles.push_back(query.style);
  lay_on_still_strokes(column_ink_, left_px_, right_px_, styles, curves);
  for (CurveRows& curve : curves) drop_line_islands(right_px_ - left_px_, curve);
  return std::move(curves);
}

}  // namespace logdigitise::pipeline
