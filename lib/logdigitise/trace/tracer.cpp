#include "logdigitise/trace/tracer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <stdexcept>

#include "logdigitise/trace/curve_tracer.hpp"
#include "logdigitise/trace/evidence.hpp"
#include "logdigitise/trace/identity_search.hpp"
#include "logdigitise/trace/row_evidence.hpp"
#include "logdigitise/trace/straightness.hpp"

namespace logdigitise::trace {

namespace {

using Chances = std::vector<std::uint8_t>;

/// Curves whose strokes are shared out among them, and the rows that wait for it.
class CurveGroup {
 public:
  CurveGroup(const TrackFrame& frame, std::vector<std::size_t> members, const std::vector<CurveTask>& tasks,
             const TraceOptions& options)
      : members_(std::move(members)) {
    if (options.method != Method::kPath || members_.size() < 2) return;
    const ColumnRange range = columns_within_reach(frame, kOutsideReach);
    std::vector<PlacedCurve> placed;
    for (const std::size_t k : members_) placed.push_back({tasks[k].wraps(), tasks[k].kind, tasks[k].looks});
    IdentityOptions identity;
    identity.wrap_cost = options.wrap_cost;
    identity.straight_cost = options.straight_cost;
    identity.lag_rows = options.lag_rows;

    search_.emplace(range.first, range.last, std::move(placed), identity);
  }

  /// `row`: of all curves of the pass; those of the group are moved from.
  void push(CurveRow& row, const SharedRow& straightness, std::vector<CurveTracer>& tracers) {
    CurveRow own;
    own.reserve(members_.size());
    for (const std::size_t k : members_) own.push_back(std::move(row[k]));
    if (!search_) {
      hand_on(std::move(own), *straightness, tracers);
      return;
    }
    search_->push(std::move(own), *straightness);
    waiting_straightness_.push_back(straightness);
  }

  void finish() {
    if (search_) search_->finish();
  }

  void hand_on_decided(std::vector<CurveTracer>& tracers) {
    if (!search_) return;
    for (CurveRow& row : search_->take()) {
      hand_on(std::move(row), *waiting_straightness_.front(), tracers);
      waiting_straightness_.pop_front();
    }
  }

 private:
  void hand_on(CurveRow row, const Chances& straightness, std::vector<CurveTracer>& tracers) const {
    for (std::size_t i = 0; i < members_.size(); ++i)
      tracers[members_[i]].push(std::move(row[i]), straightness);
  }

  std::vector<std::size_t> members_;
  std::optional<IdentitySearch> search_;
  std::deque<SharedRow> waiting_straightness_;
};

/// Groups of neighbours, none larger than the search can hold.
std::vector<CurveGroup> group_curves(const TrackFrame& frame, const std::vector<CurveTask>& tasks,
                                     const TraceOptions& options) {
  std::vector<CurveGroup> groups;
  for (std::size_t first = 0; first < tasks.size(); first += IdentitySearch::kMostCurves) {
    std::vector<std::size_t> members;
    for (std::size_t k = first; k < std::min(tasks.size(), first + IdentitySearch::kMostCurves); ++k)
      members.push_back(k);
    groups.emplace_back(frame, std::move(members), tasks, options);
  }
  return groups;
}

}  // namespace

struct BandTracer::State {
  TrackFrame frame;
  Evidence evidence;
  StraightLines lines;
  std::vector<CurveGroup> groups;
  std::vector<CurveTracer> tracers;
  EvidenceRecord record;
  std::vector<Trace> traces;

  State(const TrackFrame& track, const TraceOptions& options)
      : frame(track), evidence(options.even_chance, options.certainty, options.printed_cost), record(track) {}

  void settle() {
    for (CurveGroup& group : groups) group.hand_on_decided(tracers);
    for (std::size_t k = 0; k < tracers.size(); ++k) tracers[k].take(traces[k]);
  }
};

BandTracer::BandTracer(const TrackFrame& frame, const std::vector<CurveTask>& curves,
                       const TraceOptions& options)
    : state_(std::make_unique<State>(frame, options)) {
  if (frame.columns <= 0 || frame.right_px - frame.left_px < 8.0 || options.lag_rows <= 0 ||
      options.absent_cost <= 0.0 || options.certainty <= 0.0 || options.even_chance <= 0.0 ||
      options.even_chance >= 1.0 ||
      std::min({options.step_cost, options.switch_cost, options.wrap_cost, options.lane_cost,
                options.unlikely_cost, options.straight_cost, options.printed_cost}) < 0.0) {
    throw std::invalid_argument("BandTracer: frame or options out of range");
  }
  for (const CurveTask& curve : curves) state_->tracers.emplace_back(frame, curve, options);
  state_->groups = group_curves(frame, curves, options);
  state_->traces.resize(curves.size());
}

BandTracer::~BandTracer() = default;
BandTracer::BandTracer(BandTracer&&) noexcept = default;
BandTracer& BandTracer::operator=(BandTracer&&) noexcept = default;

void BandTracer::push(const Image<float>& probability, const RasterRows& raster) {
  State& state = *state_;
  if (probability.rows() == 0) return;
  const auto fits = [&](const Image<std::uint8_t>& plane) {
    return plane.rows() == 0 ||
           (plane.rows() == probability.rows() && plane.columns() == probability.columns());
  };
  if (probability.columns() != state.frame.columns ||
      probability.channels() != static_cast<int>(state.tracers.size()) || !fits(raster.persistence) ||
      !fits(raster.ink)) {
    throw std::invalid_argument("BandTracer::push: rows do not fit the frame or the number of curves");
  }
  for (int r = 0; r < probability.rows(); ++r) {
    CurveRow row(state.tracers.size());
    for (Chances& chances : row) chances.resize(static_cast<std::size_t>(state.frame.columns));
    if (raster.persistence.rows() > 0) state.lines.look_at(raster.persistence.row(r), state.frame.printed);
    state.evidence.weigh(probability.row(r), state.lines.printed(), row);
    std::span<const std::uint8_t> pen;
    if (raster.ink.rows() > 0) pen = raster.ink.row(r);
    state.record.push(row, state.lines.straight(), pen);
    for (CurveGroup& group : state.groups) group.push(row, state.lines.straight(), state.tracers);
  }
  state.settle();
}

void BandTracer::finish() {
  State& state = *state_;
  for (CurveGroup& group : state.groups) {
    group.finish();
    group.hand_on_decided(state.tracers);
  }
  for (CurveTracer& tracer : state.tracers) tracer.finish();
  state.settle();
}

std::vector<Trace> BandTracer::take() {
  State& state = *state_;
  std::size_t rows = std::numeric_limits<std::size_t>::max();
  for (const Trace& trace : state.traces) rows = std::min(rows, trace.x_px.size());
  std::vector<Trace> ready(state.traces.size());
  if (state.traces.empty()) return ready;
  for (std::size_t k = 0; k < ready.size(); ++k) {
    Trace& all = state.traces[k];
    const auto count = static_cast<std::ptrdiff_t>(rows);
    ready[k].x_px.assign(all.x_px.begin(), all.x_px.begin() + count);
    ready[k].evidence.assign(all.evidence.begin(), all.evidence.begin() + count);
    ready[k].flags.assign(all.flags.begin(), all.flags.begin() + count);
    all.x_px.erase(all.x_px.begin(), all.x_px.begin() + count);
    all.evidence.erase(all.evidence.begin(), all.evidence.begin() + count);
    all.flags.erase(all.flags.begin(), all.flags.begin() + count);
  }
  state.record.take(ready);
  return ready;
}

std::vector<Trace> trace_band(const Image<float>& probability, const TrackFrame& frame,
                              const std::vector<CurveTask>& curves, const TraceOptions& options) {
  BandTracer tracer(frame, curves, options);
  tracer.push(probability);
  tracer.finish();
  return tracer.take();
}

}  // namespace logdigitise::trace
