#include "logdigitise/trace/tracer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <stdexcept>

#include "logdigitise/trace/identity_search.hpp"
#include "logdigitise/trace/path_search.hpp"
#include "logdigitise/trace/row_estimators.hpp"

namespace logdigitise::trace {

namespace {

// Columns each side of the path whose evidence still belongs to its stroke, as a share of the track's width.
constexpr double kStrokeReach = 0.004;
// How far a row's evidence is followed sideways from the path, as a share of the track's width.
constexpr double kLongestRun = 0.15;
// How far outside the track a curve that runs past its edge is followed, as a share of the track's width.
constexpr double kOutsideReach = 0.04;

// Up to this much of the rows around, a calm curve inks its column too, 0..1.
constexpr double kCurvePersistence = 0.35;

using Chances = std::vector<std::uint8_t>;

void append(Trace& trace, const RowPosition& position, double shift_px) {
  const bool drawn = !std::isnan(position.x_px);
  trace.x_px.push_back(drawn ? position.x_px + shift_px : position.x_px);
  trace.confidence.push_back(drawn ? position.confidence : 0.0F);
  trace.flags.push_back(drawn ? Flag::kNone : Flag::kGap);
}

/// One curve: its search, and the rows that still wait for a decision.
class CurveTracer {
 public:
  CurveTracer(const TrackFrame& frame, const CurveTask& task, const TraceOptions& options)
      : axis_(search_axis(frame, task)),
        method_(options.method),
        width_px_(frame.right_px - frame.left_px),
        reach_(std::max(2, static_cast<int>(std::lround(kStrokeReach * width_px_)))),
        search_(axis_, options) {}

  void push(Chances chances, std::span<const std::uint8_t> straightness) {
    if (method_ == Method::kPath) search_.push(chances, straightness);
    waiting_.push_back(std::move(chances));
  }
  void finish() { search_.finish(); }

  /// Appends decided rows to `trace` and hands their chances back, for twins to look at.
  std::vector<Chances> take(Trace& trace) {
    std::vector<Chances> done;
    if (method_ != Method::kPath) {
      for (Chances& chances : waiting_) {
        append(trace,
               method_ == Method::kArgmax ? row_argmax(chances, axis_.first, axis_.last)
                                          : row_centroid(chances, axis_.first, axis_.last),
               0.0);
        done.push_back(std::move(chances));
      }
      waiting_.clear();
      return done;
    }
    for (const PathRow& row : search_.take()) {
      Chances chances = std::move(waiting_.front());
      waiting_.pop_front();
      if (!row.drawn) {
        append(trace, {std::numeric_limits<double>::quiet_NaN(), 0.0F}, 0.0);
      } else {
        append_path_row(trace, row, chances);
      }
      done.push_back(std::move(chances));
    }
    return done;
  }

 private:
  static SearchAxis search_axis(const TrackFrame& frame, const CurveTask& task) {
    const bool wraps = task.lanes_left > 0 || task.lanes_right > 0;
    const double outside = wraps ? 0.0 : kOutsideReach * (frame.right_px - frame.left_px);
    SearchAxis axis;
    axis.first = std::max(0, static_cast<int>(std::lround(frame.left_px - outside)));
    axis.last = std::min(frame.columns, static_cast<int>(std::lround(frame.right_px + outside)));
    axis.lanes_left = task.lanes_left;
    axis.lanes_right = task.lanes_right;
    return axis;
  }

  void append_path_row(Trace& trace, const PathRow& row, const Chances& chances) const {
    const int lane = axis_.lane(row.column);
    const int column = axis_.band_column(row.column);
    // The stretch of the row that the path covers; a path that comes in from another lane covers the part
    // between the edge and its column.
    int entered = column;
    if (axis_.lane(row.entered) == lane) {
      entered = axis_.band_column(row.entered);
    } else {
      entered = axis_.lane(row.entered) < lane ? axis_.first : axis_.last - 1;
    }
    const StretchOfRow run = evidence_run(chances, std::min(entered, column), std::max(entered, column) + 1,
                                          static_cast<int>(kLongestRun * width_px_));
    RowPosition position = window_centroid(chances, std::max(run.first - reach_, axis_.first - reach_),
                                           std::min(run.last + reach_, axis_.last + reach_));
    if (std::isnan(position.x_px)) position = {column + 0.5, 0.0F};
    append(trace, position, lane * width_px_);
  }

  SearchAxis axis_;
  Method method_;
  double width_px_;
  int reach_;
  PathSearch search_;
  std::deque<Chances> waiting_;
};

IdentitySearch make_identity_search(const TrackFrame& frame, const std::vector<CurveTask>& curves,
                                    const TraceOptions& options) {
  const double outside = kOutsideReach * (frame.right_px - frame.left_px);
  const int first = std::max(0, static_cast<int>(std::lround(frame.left_px - outside)));
  const int last = std::min(frame.columns, static_cast<int>(std::lround(frame.right_px + outside)));
  std::vector<bool> wraps;
  for (const CurveTask& curve : curves) wraps.push_back(curve.lanes_left > 0 || curve.lanes_right > 0);
  IdentityOptions identity;
  identity.wrap_cost = options.wrap_cost;
  identity.straight_cost = options.straight_cost;
  identity.lag_rows = options.lag_rows;
  return {first, last, std::move(wraps), identity};
}

/// Columns that are inked in more of the rows around than a curve's are, 0..255 for 0..1.
template <typename Row>
Chances straightness_of(const Row& persistence) {
  Chances straight;
  straight.reserve(persistence.size());
  for (const std::uint8_t inked : persistence) {
    const double beyond = (inked / 255.0 - kCurvePersistence) / (1.0 - kCurvePersistence);
    straight.push_back(static_cast<std::uint8_t>(std::lround(255.0 * std::max(0.0, beyond))));
  }
  return straight;
}

/// Takes from a twin's evidence what an earlier curve has claimed in this row.
void erase_claimed(Chances& chances, double x_px, double width_px, double share) {
  const double reach = std::max(3.0, 3.0 * kStrokeReach * width_px);
  const int first = std::max(0, static_cast<int>(std::floor(x_px - reach)));
  const int last = std::min(static_cast<int>(chances.size()), static_cast<int>(std::ceil(x_px + reach)));
  for (int x = first; x < last; ++x) {
    auto& chance = chances[static_cast<std::size_t>(x)];
    chance = static_cast<std::uint8_t>(std::lround(chance * (1.0 - share)));
  }
}

}  // namespace

struct BandTracer::State {
  TrackFrame frame;
  std::vector<CurveTask> tasks;
  TraceOptions options;
  std::optional<IdentitySearch> identity;  // Who owns which stroke, where there are several curves.
  std::vector<CurveTracer> curves;
  std::vector<Trace> traces;

  std::deque<Chances> waiting_straightness;  // Of the rows whose owners are not decided.

  void pass_on(CurveRow row, std::span<const std::uint8_t> straightness) {
    for (std::size_t k = 0; k < curves.size(); ++k) {
      if (!identity && tasks[k].twin_of >= 0) continue;  // Its rows come from its owner.
      curves[k].push(std::move(row[k]), straightness);
    }
  }

  void pass_on_decided() {
    for (CurveRow& row : identity->take()) {
      pass_on(std::move(row), waiting_straightness.front());
      waiting_straightness.pop_front();
    }
  }

  void pass_to_twins(std::size_t owner, std::size_t first_row, const std::vector<Chances>& done) {
    const double width = frame.right_px - frame.left_px;
    for (std::size_t k = owner + 1; k < tasks.size(); ++k) {
      if (tasks[k].twin_of != static_cast<int>(owner)) continue;
      for (std::size_t i = 0; i < done.size(); ++i) {
        Chances chances = done[i];
        const double x = traces[owner].x_px[first_row + i];
        if (!std::isnan(x)) {
          const double lane = std::floor((x - frame.left_px) / width);
          const bool wraps = tasks[owner].lanes_left > 0 || tasks[owner].lanes_right > 0;
          erase_claimed(chances, wraps ? x - lane * width : x, width, options.twin_erase);
        }
        curves[k].push(std::move(chances), {});
      }
    }
  }

  /// Takes what the curves' searches have decided.
  void settle() {
    for (std::size_t k = 0; k < curves.size(); ++k) settle(k);
  }

  void settle(std::size_t k) {
    const std::size_t first_row = traces[k].x_px.size();
    const std::vector<Chances> done = curves[k].take(traces[k]);
    if (!identity && !done.empty()) pass_to_twins(k, first_row, done);
  }
};

BandTracer::BandTracer(const TrackFrame& frame, std::vector<CurveTask> curves, const TraceOptions& options)
    : state_(std::make_unique<State>()) {
  if (frame.columns <= 0 || frame.right_px - frame.left_px < 8.0 || options.lag_rows <= 0 ||
      options.absent_cost <= 0.0 || options.step_cost < 0.0 || options.switch_cost < 0.0) {
    throw std::invalid_argument("BandTracer: frame or options out of range");
  }
  state_->frame = frame;
  state_->options = options;
  for (std::size_t k = 0; k < curves.size(); ++k) {
    if (curves[k].twin_of >= static_cast<int>(k)) {
      throw std::invalid_argument("BandTracer: a twin must come after the curve it is a twin of");
    }
    state_->curves.emplace_back(frame, curves[k], options);
  }
  state_->traces.resize(curves.size());
  if (options.method == Method::kPath && curves.size() > 1 && curves.size() <= IdentitySearch::kMostCurves) {
    state_->identity.emplace(make_identity_search(frame, curves, options));
  }
  state_->tasks = std::move(curves);
}

BandTracer::~BandTracer() = default;
BandTracer::BandTracer(BandTracer&&) noexcept = default;
BandTracer& BandTracer::operator=(BandTracer&&) noexcept = default;

void BandTracer::push(const Image<float>& probability, const Image<std::uint8_t>& persistence) {
  State& state = *state_;
  if (probability.rows() == 0) return;
  if (probability.columns() != state.frame.columns ||
      probability.channels() != static_cast<int>(state.tasks.size()) ||
      (persistence.rows() > 0 &&
       (persistence.rows() != probability.rows() || persistence.columns() != probability.columns()))) {
    throw std::invalid_argument("BandTracer::push: rows do not fit the frame or the number of curves");
  }
  for (int r = 0; r < probability.rows(); ++r) {
    CurveRow row(state.curves.size(), Chances(static_cast<std::size_t>(state.frame.columns)));
    for (std::size_t k = 0; k < state.curves.size(); ++k) {
      for (int x = 0; x < state.frame.columns; ++x) {
        const float p = std::clamp(probability.at(r, x, static_cast<int>(k)), 0.0F, 1.0F);
        row[k][static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(std::lround(p * 255.0F));
      }
    }
    Chances straight = persistence.rows() > 0 ? straightness_of(persistence.row(r)) : Chances{};
    if (state.identity) {
      state.identity->push(std::move(row), straight);
      state.waiting_straightness.push_back(std::move(straight));
    } else {
      state.pass_on(std::move(row), straight);
    }
  }
  if (state.identity) state.pass_on_decided();
  state.settle();
}

void BandTracer::finish() {
  State& state = *state_;
  if (state.identity) {
    state.identity->finish();
    state.pass_on_decided();
  }
  for (std::size_t k = 0; k < state.curves.size(); ++k) {
    state.curves[k].finish();
    state.settle(k);
  }
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
    ready[k].confidence.assign(all.confidence.begin(), all.confidence.begin() + count);
    ready[k].flags.assign(all.flags.begin(), all.flags.begin() + count);
    all.x_px.erase(all.x_px.begin(), all.x_px.begin() + count);
    all.confidence.erase(all.confidence.begin(), all.confidence.begin() + count);
    all.flags.erase(all.flags.begin(), all.flags.begin() + count);
  }
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
