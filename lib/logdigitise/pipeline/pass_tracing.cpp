#include "logdigitise/pipeline/pass_tracing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "logdigitise/pipeline/curve_kinds.hpp"
#include "logdigitise/pipeline/grid_columns.hpp"
#include "logdigitise/pipeline/lanes.hpp"
#include "logdigitise/pipeline/line_islands.hpp"
#include "logdigitise/pipeline/still_strokes.hpp"
#include "logdigitise/pipeline/strangers.hpp"
#include "logdigitise/pipeline/stroke_islands.hpp"

namespace logdigitise::pipeline {

namespace {

// A curve this near to an edge of the track (share of its width) cannot be told from one that is pegged
// there.
constexpr double kEdgeShare = 0.004;
}  // namespace

PassTracing::PassTracing(const layout::Track& track, const band::TrackBand& band, const band::Pass& pass,
                         const trace::TraceOptions& options, const std::vector<layout::LineStyle>& strangers)
    : left_px_(band.left_px), right_px_(band.right_px) {
  std::vector<nn::CurveQuery> queries;
  std::vector<trace::CurveTask> tasks;
  std::vector<CurveRows> curves;
  std::vector<bool> wraps;
  for (const int c : pass.curves) {
    const layout::Curve& curve = track.curves[static_cast<std::size_t>(c)];
    const Lanes lanes = lanes_of(curve, track.scale);
    queries.push_back({curve.style, curve.weight});
    const auto looks = std::find(queries.begin(), queries.end(), queries.back()) - queries.begin();
    const trace::CurveTask task{lanes.left,         lanes.right,       lanes.likely_left,
                                lanes.likely_right, kind_of(track, c), static_cast<int>(looks)};
    tasks.push_back(task);
    kinds_.push_back(task.kind);
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
  if (options.method != trace::Method::kPath) return;
  tasks.emplace_back();
  curves.emplace_back();
  wraps.push_back(false);
  const std::vector<nn::CurveQuery> asked = queries;
  for (const layout::LineStyle style : strangers) {
    const auto stranger = stranger_beside(asked, style);
    if (!stranger) continue;
    queries = asked;
    queries.push_back(*stranger);
    read();
  }
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

std::vector<CurveRows> PassTracing::with_believed_stranger() {
  const std::vector<CurveRows>& without = readings_.front().curves;
  const std::vector<CurveRows>* best = &without;
  double most = -1.0;
  for (std::size_t i = 1; i < readings_.size(); ++i) {
    std::vector<CurveRows>& beside = readings_[i].curves;
    const CurveRows stranger = std::move(beside.back());
    beside.pop_back();
    const layout::LineStyle style = queries_[i].back().style;
    const double seen_beside = seen(beside);
    if (seen_beside <= most || !is_stranger(stranger, style, beside, without)) continue;
    best = &beside;
    if (style == layout::LineStyle::kSolid) break;  // The proof is strongest for these.
    most = seen_beside;
  }
  return *best;
}

std::vector<CurveRows> PassTracing::finish() {
  for (Reading& reading : readings_) {
    reading.tracer.finish();
    append_rows(reading);
  }
  std::vector<CurveRows> curves = with_believed_stranger();
  std::vector<layout::LineStyle> styles;
  for (const nn::CurveQuery& query : queries_.front()) styles.push_back(query.style);
  for (CurveRows& curve : curves) {
    drop_line_islands(right_px_ - left_px_, curve, [&](std::size_t first, std::size_t last) {
      return stands_on_printed_line(column_ink_, left_px_, right_px_, curve, first, last);
    });
  }
  drop_stroke_islands(kinds_, curves);
  lay_on_still_strokes(column_ink_, left_px_, right_px_, styles, curves);
  return curves;
}

}  // namespace logdigitise::pipeline
