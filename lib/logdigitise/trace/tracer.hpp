#pragma once
// The tracer: dynamic programming over the columns of a band, with a fixed lag so that memory does not grow.

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "logdigitise/core/image.hpp"
#include "logdigitise/trace/trace.hpp"

namespace logdigitise::trace {

enum class Method {
  kPath,      ///< Least-cost path over all rows (default).
  kArgmax,    ///< Per row: the most probable column, refined by a parabola. No memory of other rows.
  kCentroid,  ///< Per row: the probability-weighted mean column. No memory of other rows.
};

struct TraceOptions {
  Method method = Method::kPath;
  /// Which chance of a curve counts as much as paper, 0..1: below it a stroke is rather left out. This is the
  /// operating point: low finds more, high invents less.
  double even_chance = 0.21;
  /// Odds count to this power, > 0. The prices below were found with chances as sure of themselves as the
  /// loss makes a network; calibrated ones (train/calibration.hpp) are about their 2.4th root.
  double certainty = 2.4;
  double step_cost = 0.12;     ///< Price of one column sideways off the ink, in nats; >= 0.
  double absent_cost = 2.5;    ///< Price of one row where nothing is drawn, in nats; > 0.
  double switch_cost = 8.0;    ///< Price of a gap's beginning or end, in nats; >= 0.
  double wrap_cost = 1.0;      ///< Price of leaving at one edge and re-entering at the other, in nats; >= 0.
  double lane_cost = 0.02;     ///< Price of a row outside the scale's own lane, in nats; >= 0.
  double unlikely_cost = 0.1;  ///< Price of a row further out than the curve is likely to be, in nats; >= 0.
  double straight_cost = 0.5;  ///< Price of a row on a line straight for hundreds of rows, in nats; >= 0.
  double printed_cost = 1.5;   ///< What the odds of a curve lose on a printed line, in nats; >= 0.
  int lag_rows = 1536;         ///< Rows looked ahead before a row is decided; > 0.
};

/// For a network whose chances are as training left them.
[[nodiscard]] inline TraceOptions uncalibrated(TraceOptions options = {}) {
  options.even_chance = 0.5;
  options.certainty = 1.0;
  return options;
}

/// Where the track stands in the band.
struct TrackFrame {
  int columns = 0;
  double left_px = 0.0;
  double right_px = 0.0;
  std::vector<int> printed;  ///< Columns where paper of that scale has vertical lines; empty = not known.
};

/// What the raster shows beside the network's chances: rows x columns each, or empty.
struct RasterRows {
  /// How much of the rows around is inked in each column, 0..255. A printed line or a scanner's streak costs
  /// a path nothing to follow; with this, a stroke that moves is preferred if both are as sure.
  Image<std::uint8_t> persistence;
  Image<std::uint8_t> ink;  ///< How dark each pixel is, 0..255: from it the pen of a stroke is measured.
};

struct CurveTask {
  /// How many track widths beyond the left edge the curve may wrap to, parts of one too; 0 = it does not.
  double lanes_left = 0.0;
  double lanes_right = 0.0;  ///< The same beyond the right edge.
  /// So many of them are likely; further out every row costs unlikely_cost.
  double likely_left = std::numeric_limits<double>::infinity();
  double likely_right = std::numeric_limits<double>::infinity();

  int kind = -1;   ///< Curves of one kind measure the same on the same scale, and may hide each other for
                   ///< long; -1: like no other.
  int looks = -1;  ///< Curves with one number were asked of the network in the same words: it cannot tell
                   ///< them apart, and shares its chance out among them; -1: like no other.

  [[nodiscard]] bool wraps() const { return lanes_left > 0.0 || lanes_right > 0.0; }
};

/// Follows the curves of one pass from the top of a band to its bottom.
///
/// Strokes are first shared out among the curves, up to six at a time (IdentitySearch). Per curve it then
/// minimises, over one state per row (a column, or `not drawn`),
///     sum of -log p(row, column)  +  the price of the columns crossed inside each row  +  gaps  +  wraps
/// and a little for standing on a straight line.
/// Crossing a column costs step_cost * (1 - p) + 0.01, so a kick of any width is cheap along its own stroke
/// and dear across paper. A wrapping curve is traced on the unwrapped axis of all its lanes.
/// A row is decided once lag_rows rows below it are known; its position is then the centroid of the evidence
/// around the path. Rows are handled one by one, so nothing depends on how they are cut into pushes.
/// Rows in outer lanes cost lane_cost and unlikely_cost.
/// Time O(rows * columns * lanes) a curve; memory (1 + 2 * lanes) bytes * (lag_rows + 256) * columns a curve,
/// lanes counting the own one.
/// Throws std::invalid_argument if options or shapes are out of range.
class BandTracer {
 public:
  BandTracer(const TrackFrame& frame, const std::vector<CurveTask>& curves, const TraceOptions& options = {});
  ~BandTracer();
  BandTracer(BandTracer&&) noexcept;
  BandTracer& operator=(BandTracer&&) noexcept;

  /// The next rows: rows x columns x curves, calibrated chances as nn::Segmenter::segment gives them.
  void push(const Image<float>& probability, const RasterRows& raster = {});
  /// No rows will follow: all that are left become final.
  void finish();
  /// Rows that have become final since the last call, one Trace per curve, all of the same length.
  [[nodiscard]] std::vector<Trace> take();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The whole band at once: one Trace per curve, one entry per row.
[[nodiscard]] std::vector<Trace> trace_band(const Image<float>& probability, const TrackFrame& frame,
                                            const std::vector<CurveTask>& curves,
                                            const TraceOptions& options = {});

}  // namespace logdigitise::trace
