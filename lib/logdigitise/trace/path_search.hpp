#pragma once
// Least-cost path of one curve through rows that arrive one by one.

#include <cstdint>
#include <span>
#include <vector>

#include "logdigitise/trace/stretches.hpp"
#include "logdigitise/trace/tracer.hpp"

namespace logdigitise::trace {

/// One decided row of a path, on the unwrapped axis of the search (see PathSearch).
struct PathRow {
  bool drawn = false;
  int entered = 0;  ///< Column in which the path comes in from the row above.
  int column = 0;   ///< Column in which it leaves downwards.
};

/// The search axis holds the columns [first, last) of the band as the scale's own lane, and beside them on
/// both sides so many columns of further lanes, which are the same columns of the band over again. A curve
/// that does not wrap has its own lane alone, which may reach into the margins of the band.
struct SearchAxis {
  int first = 0;
  int last = 0;
  int columns_left = 0;   ///< Of the lanes to the left, >= 0; the outermost lane need not be whole.
  int columns_right = 0;  ///< The same on the right.
  int likely_left = 0;    ///< So many of columns_left, next to the own lane, are as likely as any,
  int likely_right = 0;   ///< and of columns_right; the others cost unlikely_cost.

  [[nodiscard]] int lane_columns() const { return last - first; }
  [[nodiscard]] int columns() const { return columns_left + lane_columns() + columns_right; }
  /// 0 for the scale's own lane, negative to its left.
  [[nodiscard]] int lane(int column) const;
  [[nodiscard]] int band_column(int column) const {
    return first + column - columns_left - lane(column) * lane_columns();
  }
};

/// The columns [begin, end) of the axis that lie in one lane.
struct LaneSpan {
  int lane = 0;
  int begin = 0;
  int end = 0;
  int band_first = 0;  ///< The band's column at `begin`.
};
/// From left to right.
[[nodiscard]] std::vector<LaneSpan> lane_spans(const SearchAxis& axis);

/// Only columns that can matter are looked at: those that cost less than appearing anew, and those with ink.
/// In any other a path would rather appear in the next row than have been there, whatever comes.
class PathSearch {
 public:
  PathSearch(const SearchAxis& axis, const TraceOptions& options);

  /// One row of chances, 0..255 for 0..1, one per band column.
  /// `straightness`: how straight a line each column has over hundreds of rows, 0..255 for 0..1; or empty.
  void push(std::span<const std::uint8_t> chances, std::span<const std::uint8_t> straightness = {});
  void finish();
  /// Decided rows since the last call.
  [[nodiscard]] std::vector<PathRow> take();

 private:
  static constexpr int kDecideRows = 256;  ///< Rows decided at a time.
  static constexpr std::int16_t kAbsent = -1;
  using FromRow = std::vector<std::int16_t>;

  void step(std::span<const std::uint8_t> chances, std::span<const std::uint8_t> straightness);
  /// Adds the columns with ink to those that are looked at.
  void look_at_ink(std::span<const std::uint8_t> chances);
  /// From the row above: stays in its column, appears or vanishes.
  void come_down(FromRow& from);
  /// Sideways inside the row: two sweeps give the least price over all ways to cross columns.
  class Walker;
  void cross_to_the_right(Walker walker);
  void cross_to_the_left(Walker walker);
  /// What it costs to be in this row, where it is left.
  void pay_row(std::span<const std::uint8_t> chances, std::span<const std::uint8_t> straightness);
  /// Looks no more at columns at the ends of a stretch where appearing anew is cheaper.
  void forget_dear_columns();
  [[nodiscard]] int cheapest_state() const;
  void decide(int count);

  SearchAxis axis_;
  std::vector<LaneSpan> lanes_;
  TraceOptions options_;
  std::uint8_t least_ink_ = 0;  ///< Below this chance it never pays to appear for one row; 0: it always may.
  std::vector<int> band_column_;     ///< By column of the axis.
  std::vector<float> column_price_;  ///< Of a row outside the own lane, by column.
  std::vector<float> seam_price_;    ///< Of going from a column to the next, besides what its ink says.
  std::vector<float> row_price_;     ///< -log of a chance, by its 8-bit value.
  std::vector<float> move_price_;    ///< Of crossing a column, by the 8-bit chance there.
  std::vector<float> cost_;          ///< Of the best path to each column of the newest row that is looked at.
  std::vector<Stretch> looked_at_;   ///< From left to right, apart from each other.
  std::vector<Stretch> inked_;       // Of the newest row; these three are kept for their memory.
  std::vector<Stretch> on_axis_;
  std::vector<Stretch> wider_;
  float absent_cost_ = 0.0F;
  float appear_cost_ = 0.0F;  ///< The most that any column costs after come_down, and all not looked at.
  int buffered_ = 0;
  /// Per undecided row: where the best path of each column looked at came from; the last entry is the
  /// `not drawn` state's. Rows behind the first `buffered_` are kept for their memory.
  std::vector<FromRow> from_;
  std::vector<PathRow> decided_;
};

}  // namespace logdigitise::trace
