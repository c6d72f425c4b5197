#pragma once
// One curve of a pass: its search, and the rows that wait for a decision.

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "logdigitise/trace/path_search.hpp"
#include "logdigitise/trace/trace.hpp"
#include "logdigitise/trace/tracer.hpp"

namespace logdigitise::trace {

/// How far outside the track a curve that runs past its edge is followed, as a share of the track's width.
inline constexpr double kOutsideReach = 0.04;

/// The columns of the band where curves may stand, margins beside the track included.
struct ColumnRange {
  int first = 0;
  int last = 0;
};
[[nodiscard]] ColumnRange columns_within_reach(const TrackFrame& frame, double outside_share);

class CurveTracer {
 public:
  CurveTracer(const TrackFrame& frame, const CurveTask& task, const TraceOptions& options);

  /// The next row; see PathSearch::push.
  void push(std::vector<std::uint8_t> chances, std::span<const std::uint8_t> straightness);
  void finish();
  /// Appends the rows decided since the last call.
  void take(Trace& trace);

 private:
  void append_path_row(Trace& trace, const PathRow& row, std::span<const std::uint8_t> chances) const;

  SearchAxis axis_;
  Method method_;
  double width_px_;
  int reach_;
  PathSearch search_;
  std::deque<std::vector<std::uint8_t>> waiting_;
};

}  // namespace logdigitise::trace
