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
    : track_(track),
      band_(band),
      pass_(pass),
      options_(options),
      left_px_(band.left_px),
      right_px_(band.right_px) {
  std::vector<nn::CurveQuery> queries;
  for (const int c : pass.curves) {
    const layout::Curve& curve = track.curves[static_cast<std::size_t>(c)];
    queries.push_back({curve.style, curve.weight});
    kinds_.push_back(kind_of(track, c));
  }
  begin_reading(std::move(queries));
  look_for(strangers);
  usual_readings_ = readings_.size();
}

/// `queries`: those of the curves, and perhaps one more for a stranger.
void PassTracing::begin_reading(std::vector<nn::CurveQuery> queries) {
  std::vector<trace::CurveTask> tasks;
  std::vector<CurveRows> curves;
  std::vector<bool> wraps;
  for (std::size_t i = 0; i < pass_.curves.size(); ++i) {
    const int c = pass_.curves[i];
    const Lanes lanes = lanes_of(track_.curves[static_cast<std::size_t>(c)], track_.scale);
    const auto looks = std::find(queries.begin(), queries.end(), queries[i]) - queries.begin();
    tasks.push_back(
        {lanes.left, lanes.right, lanes.likely_left, lanes.likely_right, kinds_[i], static_cast<int>(looks)});
    wraps.push_back(tasks.back().wraps());
    CurveRows& rows = curves.emplace_back();
    rows.track = band_.track;
    rows.curve = c;
  }
  tasks.resize(queries.size());
  curves.resize(queries.size());
  wraps.resize(queries.size(), false);
  queries_.push_back(std::move(queries));
  const trace::TrackFrame frame{band_.columns, left_px_, right_px_, grid_columns(track_, band_)};
  readings_.push_back({trace::BandTracer(frame, tasks, options_), std::move(curves), std::move(wraps)});
  make_room(readings_.back());
}

void PassTracing::expect_rows(std::size_t rows) {
  expected_rows_ = rows;
  column_ink_.expect_rows(rows);
  for (Reading& reading : readings_) make_room(reading);
}

void PassTracing::make_room(Reading& reading) const {
  for (CurveRows& rows : reading.curves) {
    rows.fraction.reserve(expected_rows_);
    rows.evidence.reserve(expected_rows_);
    rows.flags.reserve(expected_rows_);
  }
}

void PassTracing::look_for(const std::vector<layout::LineStyle>& strangers) {
  if (options_.method != trace::Method::kPath) return;
  for (const layout::LineStyle style : strangers) {
    const auto stranger = stranger_beside(queries_.front(), style);
    if (!stranger) continue;
    std::vector<nn::CurveQuery> queries = queries_.front();
    queries.push_back(*stranger);
    if (std::find(queries_.begin(), queries_.end(), queries) == queries_.end())
      begin_reading(std::move(queries));
  }
}

std::vector<std::vector<nn::CurveQuery>> PassTracing::late_queries() const {
  return {queries_.begin() + static_cast<std::ptrdiff_t>(usual_readings_), queries_.end()};
}

void PassTracing::push(const std::vector<Image<float>>& chances, const trace::RasterRows& raster) {
  for (std::size_t i = 0; i < readings_.size(); ++i) {
    readings_[i].tracer.push(chances[i], raster);
    append_rows(readings_[i]);
  }
  column_ink_.push(raster.ink);
}

void PassTracing::push_late(const std::vector<Image<float>>& chances, const trace::RasterRows& raster) {
  for (std::size_t i = usual_readings_; i < readings_.size(); ++i) {
    readings_[i].tracer.push(chances[i - usual_readings_], raster);
    append_rows(readings_[i]);
  }
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

std::size_t PassTracing::best_reading(std::size_t readings) const {
  const std::span<const CurveRows> without = curves_of(readings_.front());
  std::size_t best = 0;
  double most = -1.0;
  for (std::size_t i = 1; i < readings; ++i) {
    const std::span<const CurveRows> beside = curves_of(readings_[i]);
    const layout::LineStyle style = queries_[i].back().style;
    const double seen_beside = seen(beside);
    if (seen_beside <= most || !is_stranger(readings_[i].curves.back(), style, beside, without)) continue;
    best = i;
    if (style == layout::LineStyle::kSolid) break;  // The proof is strongest for these.
    most = seen_beside;
  }
  return best;
}

void PassTracing::mend(std::vector<CurveRows>& curves) const {
  curves.resize(pass_.curves.size());
  std::vector<layout::LineStyle> styles;
  for (const nn::CurveQuery& query : queries_.front()) styles.push_back(query.style);
  for (CurveRows& curve : curves) {
    drop_line_islands(right_px_ - left_px_, curve, [&](std::size_t first, std::size_t last) {
      return stands_on_printed_line(column_ink_, left_px_, right_px_, curve, first, last);
    });
  }
  drop_stroke_islands(kinds_, curves);
  lay_on_still_strokes(column_ink_, left_px_, right_px_, styles, curves);
}

std::vector<CurveRows> PassTracing::finish() {
  for (Reading& reading : readings_) {
    reading.tracer.finish();
    append_rows(reading);
  }
  const std::size_t best = best_reading(usual_readings_);
  std::vector<CurveRows> curves;
  if (readings_.size() > usual_readings_) {
    curves = readings_[best].curves;
  } else {
    curves = std::move(readings_[best].curves);
    readings_.clear();  // Nobody asks for the others any more, and long logs fill the memory.
  }
  mend(curves);
  return curves;
}

std::vector<CurveRows> PassTracing::beside_late_strangers() const {
  if (readings_.size() <= usual_readings_) return {};
  std::vector<CurveRows> curves = readings_[best_reading(readings_.size())].curves;
  mend(curves);
  return curves;
}

}  // namespace logdigitise::pipeline
