#include "logdigitise/pipeline/still_strokes.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

namespace logdigitise::pipeline {

namespace {

constexpr float kLeap = 0.02F;       // Share of the track between two rows.
constexpr int kMostDrift = 2;        // Columns from one block to the next.
constexpr double kMostMiss = 4.0;    // Columns from the stroke to a curve that is on it.
constexpr int kLeastInk = 150;       // Of 255, of every block on the way.
constexpr double kHardlySeen = 0.6;  // Mean evidence.
constexpr int kBeside = 3;           // Columns that are another curve's stroke.
constexpr int kClear = 6;            // Columns that are this curve's own.
// A column that has so much of the stroke's ink elsewhere goes on there, and one that does in so many of the
// blocks is a printed line.
constexpr double kSameInk = 0.6;
constexpr double kMostElsewhere = 0.5;
constexpr int kLeastElsewhere = 16;  // Blocks that it takes to tell.
// A line that is inked in so many of them is printed for certain,
constexpr double kGoesOn = 0.9;
// and a curve is on it if so much of it stands still there, px.
constexpr double kStillPx = 2.5;
constexpr double kMostlyStill = 0.8;
constexpr std::uint8_t kSeen = 170;  // Evidence of a row on such a stroke: the network saw none.

/// Where a curve is in a band, px.
class Place {
 public:
  Place(double left_px, double width_px) : left_px_(left_px), width_px_(width_px) {}
  /// In whatever lane.
  [[nodiscard]] double px(float fraction) const {
    return left_px_ + (fraction - std::floor(fraction)) * width_px_;
  }
  [[nodiscard]] double fraction(double px) const { return (px - left_px_) / width_px_; }

 private:
  double left_px_;
  double width_px_;
};

/// A stroke that goes on where the curve leaves it, to where the curve is on it again.
struct Stroke {
  std::size_t first = 0;  ///< Rows [first, last) that the curve is away.
  std::size_t last = 0;
  int first_block = 0;
  std::vector<int> columns;  ///< Of each block from first_block on.

  [[nodiscard]] int block_at(std::size_t row) const {
    return std::clamp(static_cast<int>(row) / ColumnInk::kBlockRows, first_block,
                      first_block + static_cast<int>(columns.size()) - 1);
  }
  [[nodiscard]] int column_at(std::size_t row) const {
    return columns[static_cast<std::size_t>(block_at(row) - first_block)];
  }
};

/// The column of the stroke that comes from `at`, in the next block; none where it breaks off.
std::optional<int> next_column(const ColumnInk& ink, int block, int at) {
  int best = std::clamp(at, 0, ink.columns() - 1);
  for (int x = std::max(0, at - kMostDrift); x <= std::min(ink.columns() - 1, at + kMostDrift); ++x)
    if (ink.mean(block, x) > ink.mean(block, best)) best = x;
  if (ink.mean(block, best) < kLeastInk) return std::nullopt;
  return best;
}

/// Follows the stroke that the curve is on in row first - 1.
std::optional<Stroke> stroke_from(const ColumnInk& ink, const Place& place, const CurveRows& curve,
                                  std::size_t first) {
  constexpr std::size_t kBlock = ColumnInk::kBlockRows;
  Stroke stroke;
  stroke.first = first;
  stroke.first_block = static_cast<int>((first + kBlock - 1) / kBlock);
  const double lane = std::floor(curve.fraction[first - 1]);
  int at = static_cast<int>(std::floor(place.px(curve.fraction[first - 1])));
  std::size_t r = first;
  for (int block = stroke.first_block; block < ink.blocks(); ++block) {
    const auto column = next_column(ink, block, at);
    if (!column) return std::nullopt;
    at = *column;
    stroke.columns.push_back(at);
    const std::size_t next_block = (static_cast<std::size_t>(block) + 1) * kBlock;
    for (; r < next_block; ++r) {
      if (curve.flags[r] == trace::Flag::kOffScale || curve.flags[r] == trace::Flag::kDamaged)
        return std::nullopt;
      if (r < static_cast<std::size_t>(block) * kBlock) continue;  // Above the first block.
      if (std::isnan(curve.fraction[r]) || std::floor(curve.fraction[r]) != lane) continue;
      if (std::abs(place.px(curve.fraction[r]) - (at + 0.5)) > kMostMiss) continue;
      if (stroke.columns.size() <= 2) return std::nullopt;
      stroke.columns.pop_back();  // The curve is back in this block.
      stroke.last = r;
      return stroke;
    }
  }
  return std::nullopt;
}

/// In how many of the blocks in which the curve is elsewhere one of the columns low to high has so much ink;
/// none if these are too few to tell. Blocks [first, last) are left out.
std::optional<double> inked_elsewhere(const ColumnInk& ink, const Place& place, const CurveRows& curve,
                                      std::pair<int, int> columns, std::pair<int, int> blocks_left_out,
                                      double least_ink) {
  const auto [low, high] = columns;
  int looked = 0;
  int inked = 0;
  for (int block = 0; block < ink.blocks(); ++block) {
    if (block >= blocks_left_out.first && block < blocks_left_out.second) continue;
    constexpr std::size_t kBlock = ColumnInk::kBlockRows;
    const float at = curve.fraction[static_cast<std::size_t>(block) * kBlock + kBlock / 2];
    if (std::isnan(at)) continue;  // It may stand there too.
    const double x = place.px(at);
    if (x > low - kClear && x < high + kClear) continue;
    int most = 0;
    for (int c = std::max(0, low - 1); c <= std::min(ink.columns() - 1, high + 1); ++c)
      most = std::max(most, ink.mean(block, c));
    ++looked;
    inked += most >= least_ink ? 1 : 0;
  }
  if (looked < kLeastElsewhere) return std::nullopt;
  return static_cast<double>(inked) / looked;
}

/// Whether the columns of the stroke are as inked where the curve is elsewhere.
bool is_printed(const ColumnInk& ink, const Place& place, const CurveRows& curve, const Stroke& stroke) {
  const auto [low, high] = std::minmax_element(stroke.columns.begin(), stroke.columns.end());
  double sum = 0.0;
  for (std::size_t i = 0; i < stroke.columns.size(); ++i)
    sum += ink.mean(stroke.first_block + static_cast<int>(i), stroke.columns[i]);
  const int last_block = stroke.first_block + static_cast<int>(stroke.columns.size());
  const auto share =
      inked_elsewhere(ink, place, curve, {*low, *high}, {stroke.first_block - 1, last_block + 1},
                      kSameInk * sum / static_cast<double>(stroke.columns.size()));
  return !share || *share > kMostElsewhere;
}

/// Rows of [first, last) in which another curve of the pass is at `at(row)`, px.
template <typename At>
std::size_t rows_beside_others(const std::vector<CurveRows>& curves, std::size_t own, const Place& place,
                               std::size_t first, std::size_t last, const At& at) {
  std::size_t rows = 0;
  for (std::size_t r = first; r < last; ++r) {
    const double here = at(r);
    rows +=
        std::any_of(curves.begin(), curves.end(),
                    [&](const CurveRows& other) {
                      return &other != &curves[own] && std::abs(place.px(other.fraction[r]) - here) < kBeside;
                    })
            ? 1
            : 0;
  }
  return rows;
}

/// Whether what the curve was given away from the stroke is nothing to keep: no value, one that is hardly
/// seen, or another curve's.
bool is_to_drop(const std::vector<CurveRows>& curves, std::size_t own, const Place& place,
                const Stroke& stroke) {
  const CurveRows& curve = curves[own];
  double seen = 0.0;
  std::size_t rows = 0;
  for (std::size_t r = stroke.first; r < stroke.last; ++r) {
    if (std::isnan(curve.fraction[r])) continue;
    seen += curve.evidence[r].on_path / 255.0;
    ++rows;
  }
  if (seen <= kHardlySeen * static_cast<double>(rows)) return true;
  return 2 * rows_beside_others(curves, own, place, stroke.first, stroke.last,
                                [&](std::size_t r) { return place.px(curve.fraction[r]); }) >
         rows;
}

/// Centre of the ink around a column, band px.
double middle_of(const ColumnInk& ink, int block, int column) {
  constexpr int kReach = 3;
  const int first = std::max(0, column - kReach);
  const int last = std::min(ink.columns() - 1, column + kReach);
  const int floor = std::max(ink.mean(block, first), ink.mean(block, last));
  double sum = 0.0;
  double moment = 0.0;
  for (int x = first; x <= last; ++x) {
    const double above = std::max(0, ink.mean(block, x) - floor);
    sum += above;
    moment += above * (x + 0.5);
  }
  return sum > 0.0 ? moment / sum : column + 0.5;
}

void stand_on(const ColumnInk& ink, const Place& place, const Stroke& stroke, CurveRows& curve) {
  const double lane = std::floor(curve.fraction[stroke.first - 1]);
  for (std::size_t r = stroke.first; r < stroke.last; ++r) {
    const int block = stroke.block_at(r);
    const int column = stroke.column_at(r);
    curve.fraction[r] = static_cast<float>(lane + place.fraction(middle_of(ink, block, column)));
    curve.flags[r] = trace::Flag::kNone;
    trace::RowEvidence& evidence = curve.evidence[r];
    evidence = {};
    evidence.on_path = evidence.own = evidence.ink = kSeen;
    evidence.pen_ink = static_cast<std::uint8_t>(ink.mean(block, column));
  }
}

}  // namespace

void lay_on_still_strokes(const ColumnInk& ink, double left_px, double right_px,
                          std::span<const layout::LineStyle> styles, std::vector<CurveRows>& curves) {
  const Place place(left_px, right_px - left_px);
  for (std::size_t k = 0; k < curves.size() && k < styles.size(); ++k) {
    if (styles[k] != layout::LineStyle::kSolid) continue;
    CurveRows& curve = curves[k];
    for (std::size_t r = 1; r < curve.fraction.size(); ++r) {
      const float before = curve.fraction[r - 1];
      if (std::isnan(before) || std::abs(curve.fraction[r] - before) <= kLeap) continue;
      const auto stroke = stroke_from(ink, place, curve, r);
      if (!stroke || !is_to_drop(curves, k, place, *stroke) || is_printed(ink, place, curve, *stroke))
        continue;
      const std::size_t others =
          rows_beside_others(curves, k, place, stroke->first, stroke->last,
                             [&](std::size_t row) { return stroke->column_at(row) + 0.5; });
      if (2 * others > stroke->last - stroke->first) continue;
      stand_on(ink, place, *stroke, curve);
      r = stroke->last;
    }
  }
}

bool stands_on_printed_line(const ColumnInk& ink, double left_px, double right_px, const CurveRows& curve,
                            std::size_t first, std::size_t last) {
  const Place place(left_px, right_px - left_px);
  std::vector<double> places;
  for (std::size_t r = first; r < last; ++r)
    if (!std::isnan(curve.fraction[r])) places.push_back(place.px(curve.fraction[r]));
  if (places.empty()) return false;
  const auto middle = places.begin() + static_cast<std::ptrdiff_t>(places.size() / 2);
  std::nth_element(places.begin(), middle, places.end());
  const double at = *middle;
  const auto still =
      std::count_if(places.begin(), places.end(), [&](double x) { return std::abs(x - at) <= kStillPx; });
  if (static_cast<double>(still) < kMostlyStill * static_cast<double>(places.size())) return false;
  const int column = static_cast<int>(std::floor(at));
  const auto share = inked_elsewhere(ink, place, curve, {column, column}, {0, 0}, kLeastInk);
  return share && *share >= kGoesOn;
}

}  // namespace logdigitise::pipeline
