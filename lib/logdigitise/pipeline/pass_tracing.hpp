#pragma once
// One colour pass over one track: what the network is asked, who follows, where the rows go.

#include <cstddef>
#include <span>
#include <vector>

#include "logdigitise/band/band.hpp"
#include "logdigitise/layout/layout.hpp"
#include "logdigitise/nn/query.hpp"
#include "logdigitise/pipeline/column_ink.hpp"
#include "logdigitise/pipeline/curve_rows.hpp"
#include "logdigitise/pipeline/strangers.hpp"
#include "logdigitise/trace/tracer.hpp"

namespace logdigitise::pipeline {

/// Follows the curves of a pass, and beside that asks whether the track holds a curve that the layout does
/// not name. The network gives every strong stroke to some curve it was asked for; so all is traced again for
/// each style that such a stranger may have (strangers.hpp). The reading in which the curves are seen best is
/// taken of those whose stranger is there. The stranger itself is dropped.
///
/// More strangers may be looked for later (look_for). Rows that were pushed before are then pushed to the
/// readings beside these once more; what all others find does not change.
class PassTracing {
 public:
  PassTracing(const layout::Track& track, const band::TrackBand& band, const band::Pass& pass,
              const trace::TraceOptions& options,
              const std::vector<layout::LineStyle>& strangers = usual_strangers());

  /// Room for so many rows at once: vectors that grow by doubling leave holes behind.
  void expect_rows(std::size_t rows);

  /// What the network is to be asked: one list of queries per reading.
  [[nodiscard]] const std::vector<std::vector<nn::CurveQuery>>& queries() const { return queries_; }
  /// The next rows: for each reading the chances of its queries.
  void push(const std::vector<Image<float>>& chances, const trace::RasterRows& raster);
  /// The curves as far as they are decided, read beside no stranger.
  [[nodiscard]] std::span<const CurveRows> read_so_far() const { return curves_of(readings_.front()); }

  /// Looks for further styles of strangers from the first row on; those that are looked for already stay.
  void look_for(const std::vector<layout::LineStyle>& strangers);
  /// What the network is to be asked for these alone.
  [[nodiscard]] std::vector<std::vector<nn::CurveQuery>> late_queries() const;
  /// Rows that were pushed before: for each late reading the chances of its queries.
  void push_late(const std::vector<Image<float>>& chances, const trace::RasterRows& raster);

  /// No rows will follow. One CurveRows per curve of the pass, a position for every row that was pushed.
  [[nodiscard]] std::vector<CurveRows> finish();
  /// After that: the same with the strangers that were looked for later; empty if there were none.
  [[nodiscard]] std::vector<CurveRows> beside_late_strangers() const;

 private:
  struct Reading {
    trace::BandTracer tracer;
    std::vector<CurveRows> curves;  // The stranger, if any, last.
    std::vector<bool> wraps;
  };

  void begin_reading(std::vector<nn::CurveQuery> queries);
  void make_room(Reading& reading) const;
  void append_rows(Reading& reading) const;
  /// Without the stranger.
  [[nodiscard]] std::span<const CurveRows> curves_of(const Reading& reading) const {
    return {reading.curves.data(), queries_.front().size()};
  }
  /// Of the first `readings`, the one whose stranger is believed; 0, which has none, if there is no such.
  [[nodiscard]] std::size_t best_reading(std::size_t readings) const;
  /// Without the stranger, and without what only looks like the curves once all rows are known.
  void mend(std::vector<CurveRows>& curves) const;

  layout::Track track_;
  band::TrackBand band_;
  band::Pass pass_;
  trace::TraceOptions options_;
  double left_px_;
  double right_px_;
  std::vector<std::vector<nn::CurveQuery>> queries_;
  std::vector<int> kinds_;  // Of the curves, as of kind_of.
  std::vector<Reading> readings_;
  std::size_t usual_readings_ = 0;  ///< The others are late.
  std::size_t expected_rows_ = 0;
  ColumnInk column_ink_;
};

}  // namespace logdigitise::pipeline
