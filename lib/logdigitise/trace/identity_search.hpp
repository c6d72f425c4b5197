#pragma once
// Which stroke is whose: all curves of a pass together, row by row.

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "logdigitise/trace/stroke_candidates.hpp"

namespace logdigitise::trace {

/// Rows of chances, one vector per curve, 0..255 for 0..1.
using CurveRow = std::vector<std::vector<std::uint8_t>>;

struct PlacedCurve {
  bool wraps = false;
  int kind = -1;   ///< Curves of one kind measure the same on the same scale; -1: like no other.
  int looks = -1;  ///< Curves with one number look the same to the network; -1: like no other.
};

struct IdentityOptions {
  double row_weight = 0.3;  ///< Neighbouring rows see the same dash: each counts as this part of a row, 0..1.
  double doubt = 0.15;      ///< How often the network is taken to be wrong about whose a stroke is, 0..1.
  double unexplained_cost = 2.0;  ///< Highest price of a stroke in a row that no curve takes, nats.
  double hidden_cost = 1.0;       ///< Highest price of a curve on a stroke of another one of its kind, nats,
  double hidden_owner = 0.5;      ///< whose chance there is at least this, 0..1.
  double unseen_cost = 1.4;       ///< Price of a curve that waits in a row where its stroke ended, nats.
  double absent_cost = 1.8;       ///< Price of a curve that is on no stroke in a row, nats.
  double switch_cost = 7.0;       ///< Price of appearing or vanishing, nats.
  double step_cost = 0.4;         ///< Price of one column sideways off the ink, nats.
  double wrap_cost = 1.0;         ///< Price of leaving at one edge and re-entering at the other, nats.
  double straight_cost = 0.5;     ///< Price of a row on a line that is straight for hundreds of rows, nats.
  double others_kept = 0.1;       ///< Share of its chance a curve keeps on a stroke that is another's, 0..1.
  double line_kept = 0.3;  ///< The same on a straight line that nobody takes, while the curve is on a stroke.
  double shared_claim = 0.3;  ///< Least share of a stroke's ink that each of several curves on it gets, 0..1.
  double beam = 28.0;   ///< Ways to place the curves that cost so much more than the best are given up, nats.
  int lag_rows = 1536;  ///< Rows looked ahead before a row is decided.
  CandidateOptions strokes;
};

/// Gives every stroke of a row to the curve, or the curves, that explain all rows together at the least
/// price:
///     strokes nobody takes      -log(1 - ink), at most unexplained_cost; less for straight lines
///     a stroke of curves        -sum of log min(1, n x chance), each chance mixed with `doubt`, n: how many
///                               looks they have; more for straight lines
///     curves on no stroke       unseen_cost where theirs ended, else absent_cost, and switch_cost at both
///     ends columns crossed           step_cost where there is no ink
/// The chance of a curve is that of all curves that look like it: which of them it is cannot be seen.
/// A curve may also be hidden under another of its kind, for `hidden_cost`: a deep and a shallow resistivity
/// run on one stroke for as long as nothing invades, and the network sees only the heavier line.
///
/// All so that two curves do not stand on one stroke while another stroke stands there unexplained. Dynamic
/// programming over the ways to place the curves on the strokes of a row, curve after curve, exact but for
/// the lag and the beam. Time O(curves * strokes * ways within the beam) a row.
class IdentitySearch {
 public:
  /// Most curves of a pass; more are left as they are.
  static constexpr int kMostCurves = 6;

  /// `first`, `last`: columns where curves may stand.
  IdentitySearch(int first, int last, std::vector<PlacedCurve> curves, const IdentityOptions& options);

  /// `straightness`: how straight a line each column has over hundreds of rows, 0..255 for 0..1; or empty.
  void push(CurveRow chances, std::span<const std::uint8_t> straightness = {});
  void finish();
  /// Decided rows since the last call, with each curve's chances raised to the ink on its own stroke and
  /// lowered on other curves'.
  [[nodiscard]] std::vector<CurveRow> take();

 private:
  static constexpr int kDecideRows = 256;  ///< Rows decided at a time.

  /// A way to place all curves on the strokes of a row.
  struct Placing {
    std::uint32_t places = 0;  ///< The stroke of each curve in three bits, the first curve's lowest.
    std::uint32_t from = 0;    ///< Which way of the row above it comes from.
    float cost = 0.0F;         ///< Nats, above the best of its row.
  };
  struct CameFrom {
    std::uint32_t places = 0;
    std::uint32_t index_above = 0;
  };
  struct Arrival {
    float cost;
    std::uint32_t from;
  };

  struct Row {
    CurveRow chances;
    std::vector<std::uint8_t> ink;
    std::vector<StrokeCandidate> strokes;
    std::vector<CameFrom> came_from;
  };

  /// Nats, of the strokes of a row.
  struct StrokePrices {
    std::vector<float> alone;        ///< That nobody takes the stroke.
    std::vector<float> shared;       ///< By stroke, curve, and how many looks share it, less 1.
    std::vector<float> hidden;       ///< By stroke and curve: under its owner, if that is there.
    std::vector<std::size_t> owner;  ///< Whose stroke it is most likely.
  };

  [[nodiscard]] std::size_t looks_on(std::size_t stroke, std::uint32_t places) const;
  [[nodiscard]] StrokePrices stroke_prices(const Row& row) const;
  [[nodiscard]] std::vector<float> move_prices(const Row& above, const Row& row, std::size_t curve) const;
  [[nodiscard]] std::vector<Placing> all_placings(const Row& row) const;
  [[nodiscard]] std::vector<Placing> moved(const std::vector<Placing>& placings, std::size_t curve,
                                           const std::vector<float>& moves, std::size_t to_count);
  void add_prices_of_row(const Row& row, std::vector<Placing>& placings) const;
  void step(Row& row);
  [[nodiscard]] std::vector<std::vector<int>> best_places() const;
  void decide(int count);
  [[nodiscard]] CurveRow resolved(const Row& row, const std::vector<int>& place,
                                  const std::vector<int>& column_above) const;

  int first_;
  int last_;
  std::vector<PlacedCurve> curves_;
  std::vector<std::size_t> first_alike_;  ///< Of each curve: the first one that looks like it, or itself.
  IdentityOptions options_;
  std::vector<Placing> newest_;  ///< Of the newest row.
  Row above_;                    ///< The row decided last: where curves came from.
  std::vector<int> column_above_;
  std::vector<Arrival> cheapest_;  ///< By Placing::places, while a curve moves; unreached between.
  std::deque<Row> rows_;
  std::vector<CurveRow> decided_;
};

}  // namespace logdigitise::trace
