#include "logdigitise/trace/curve_tracer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "logdigitise/trace/row_estimators.hpp"

namespace logdigitise::trace {

namespace {

// Columns each side of the path whose evidence still belongs to its stroke, as a share of the track's width.
constexpr double kStrokeReach = 0.004;
// How far a row's evidence is followed sideways from the path, as a share of the track's width.
constexpr double kLongestRun = 0.15;

void append(Trace& trace, const RowPosition& position, double shift_px) {
  const bool drawn = !std::isnan(position.x_px);
  trace.x_px.push_back(drawn ? position.x_px + shift_px : position.x_px);
  RowEvidence evidence;
  if (drawn) evidence.on_path = static_cast<std::uint8_t>(std::lround(255.0F * position.confidence));
  trace.evidence.push_back(evidence);
  trace.flags.push_back(drawn ? Flag::kNone : Flag::kGap);
}

SearchAxis search_axis(const TrackFrame& frame, const CurveTask& task) {
  const ColumnRange range = columns_within_reach(frame, task.wraps() ? 0.0 : kOutsideReach);
  const auto columns = [&](double lanes) {
    return static_cast<int>(std::ceil(lanes * (range.last - range.first)));
  };
  return {range.first,
          range.last,
          columns(task.lanes_left),
          columns(task.lanes_right),
          columns(std::min(task.lanes_left, task.likely_left)),
          columns(std::min(task.lanes_right, task.likely_right))};
}

}  // namespace

ColumnRange columns_within_reach(const TrackFrame& frame, double outside_share) {
  const double outside = outside_share * (frame.right_px - frame.left_px);
  return {std::max(0, static_cast<int>(std::lround(frame.left_px - outside))),
          std::min(frame.columns, static_cast<int>(std::lround(frame.right_px + outside)))};
}

CurveTracer::CurveTracer(const TrackFrame& frame, const CurveTask& task, const TraceOptions& options)
    : axis_(search_axis(frame, task)),
      method_(options.method),
      width_px_(frame.right_px - frame.left_px),
      reach_(std::max(2, static_cast<int>(std::lround(kStrokeReach * width_px_)))),
      search_(axis_, options) {}

void CurveTracer::push(std::vector<std::uint8_t> chances, std::span<const std::uint8_t> straightness) {
  if (method_ == Method::kPath) search_.push(chances, straightness);
  waiting_.push_back(std::move(chances));
}

void CurveTracer::finish() { search_.finish(); }

void CurveTracer::take(Trace& trace) {
  if (method_ != Method::kPath) {
    const auto estimate = method_ == Method::kArgmax ? row_argmax : row_centroid;
    for (const auto& chances : waiting_) append(trace, estimate(chances, axis_.first, axis_.last), 0.0);
    waiting_.clear();
    return;
  }
  for (const PathRow& row : search_.take()) {
    if (row.drawn) {
      append_path_row(trace, row, waiting_.front());
    } else {
      append(trace, {std::numeric_limits<double>::quiet_NaN(), 0.0F}, 0.0);
    }
    waiting_.pop_front();
  }
}

void CurveTracer::append_path_row(Trace& trace, const PathRow& row,
                                  std::span<const std::uint8_t> chances) const {
  const int lane = axis_.lane(row.column);
  const int column = axis_.band_column(row.column);
  // The stretch of the row that the path covers; a path that comes in from another lane covers the part
  // between the edge and its column.
  const int entered_lane = axis_.lane(row.entered);
  int entered = axis_.band_column(row.entered);
  if (entered_lane != lane) entered = entered_lane < lane ? axis_.first : axis_.last - 1;
  const StretchOfRow run = evidence_run(chances, std::min(entered, column), std::max(entered, column) + 1,
                                        static_cast<int>(kLongestRun * width_px_));
  RowPosition position = window_centroid(chances, std::max(run.first - reach_, axis_.first - reach_),
                                         std::min(run.last + reach_, axis_.last + reach_));
  if (std::isnan(position.x_px)) position = {column + 0.5, 0.0F};
  append(trace, position, lane * width_px_);
}

}  // namespace logdigitise::trace
