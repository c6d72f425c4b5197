#include "logdigitise/trace/path_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace logdigitise::trace {

namespace {

// Below this chance all evidence is alike: a faint row must not outweigh many good ones.
constexpr double kLeastChance = 0.01;
// Crossing a column costs this even on the ink, so that a path does not wander inside a wide stroke.
constexpr double kLeastMove = 0.01;

std::vector<float> column_prices(const SearchAxis& axis, const TraceOptions& options) {
  std::vector<float> prices;
  for (int x = 0; x < axis.columns(); ++x) {
    const bool is_likely = x >= axis.columns_left - axis.likely_left &&
                           x < axis.columns_left + axis.lane_columns() + axis.likely_right;
    prices.push_back(static_cast<float>(options.lane_cost * std::abs(axis.lane(x)) +
                                        (is_likely ? 0.0 : options.unlikely_cost)));
  }
  return prices;
}

}  // namespace

int SearchAxis::lane(int column) const {
  const int beside = column - columns_left;
  return beside >= 0 ? beside / lane_columns() : (beside + 1) / lane_columns() - 1;
}

std::vector<LaneSpan> lane_spans(const SearchAxis& axis) {
  std::vector<LaneSpan> spans;
  for (int begin = 0; begin < axis.columns();) {
    const int lane = axis.lane(begin);
    const int end = std::min(axis.columns(), axis.columns_left + (lane + 1) * axis.lane_columns());
    spans.push_back({lane, begin, end, axis.band_column(begin)});
    begin = end;
  }
  return spans;
}

PathSearch::PathSearch(const SearchAxis& axis, const TraceOptions& options)
    : axis_(axis),
      lanes_(lane_spans(axis)),
      options_(options),
      column_price_(column_prices(axis, options)),
      row_price_(256),
      move_price_(256),
      cost_(static_cast<std::size_t>(axis.columns()), 0.0F),
      next_(cost_.size()) {
  for (std::size_t i = 0; i < 256; ++i) {
    const double chance = static_cast<double>(i) / 255.0;
    row_price_[i] = static_cast<float>(-std::log(std::max(chance, kLeastChance)));
    move_price_[i] = static_cast<float>(options.step_cost * (1.0 - chance) + kLeastMove);
  }
}

void PathSearch::step(std::span<const std::uint8_t> chances, std::span<const std::uint8_t> straightness) {
  std::vector<std::int16_t> from(static_cast<std::size_t>(axis_.columns()) + 1);
  come_down(from);
  cross_columns(chances, from);
  pay_row(chances, straightness);
  std::swap(cost_, next_);
  from_.push_back(std::move(from));
  ++buffered_;
}

void PathSearch::come_down(std::vector<std::int16_t>& from) {
  const auto switch_cost = static_cast<float>(options_.switch_cost);
  const float from_absent = absent_cost_ + switch_cost;
  float best = std::numeric_limits<float>::max();
  int best_column = 0;
  for (int x = 0; x < axis_.columns(); ++x) {
    const auto i = static_cast<std::size_t>(x);
    if (cost_[i] < best) {
      best = cost_[i];
      best_column = x;
    }
    const bool appears = from_absent < cost_[i];
    next_[i] = appears ? from_absent : cost_[i];
    from[i] = appears ? kAbsent : static_cast<std::int16_t>(x);
  }
  const bool vanishes = best + switch_cost < absent_cost_;
  from.back() = vanishes ? static_cast<std::int16_t>(best_column) : kAbsent;
  absent_cost_ = (vanishes ? best + switch_cost : absent_cost_) + static_cast<float>(options_.absent_cost);
}

void PathSearch::cross_columns(std::span<const std::uint8_t> chances, std::vector<std::int16_t>& from) {
  const int columns = axis_.columns();
  const auto wrap_cost = static_cast<float>(options_.wrap_cost);
  for (const LaneSpan& lane : lanes_) {
    const auto* const chance = chances.data() + lane.band_first;
    for (int x = lane.begin; x < lane.end; ++x) {
      if (x == 0) continue;
      const auto i = static_cast<std::size_t>(x);
      const float seam = x == lane.begin ? wrap_cost : 0.0F;
      const float moved = next_[i - 1] + move_price_[chance[x - lane.begin]] + seam;
      if (moved < next_[i]) {
        next_[i] = moved;
        from[i] = from[i - 1];
      }
    }
  }
  for (auto lane = lanes_.rbegin(); lane != lanes_.rend(); ++lane) {
    const auto* const chance = chances.data() + lane->band_first;
    for (int x = lane->end - 1; x >= lane->begin; --x) {
      if (x == columns - 1) continue;
      const auto i = static_cast<std::size_t>(x);
      const float seam = x == lane->end - 1 ? wrap_cost : 0.0F;
      const float moved = next_[i + 1] + move_price_[chance[x - lane->begin]] + seam;
      if (moved < next_[i]) {
        next_[i] = moved;
        from[i] = from[i + 1];
      }
    }
  }
}

void PathSearch::pay_row(std::span<const std::uint8_t> chances, std::span<const std::uint8_t> straightness) {
  const auto straight_price = static_cast<float>(options_.straight_cost / 255.0);
  float least = absent_cost_;
  for (const LaneSpan& lane : lanes_) {
    const auto* const chance = chances.data() + lane.band_first;
    const std::uint8_t* const straight =
        straightness.empty() ? nullptr : straightness.data() + lane.band_first;
    for (int x = 0; x < lane.end - lane.begin; ++x) {
      const auto i = static_cast<std::size_t>(lane.begin) + static_cast<std::size_t>(x);
      next_[i] += row_price_[chance[x]] + column_price_[i];
      // A stroke that is surely the curve's may stand on a printed line.
      if (straight != nullptr) {
        const float doubt = 1.0F - static_cast<float>(chance[x]) / 255.0F;
        next_[i] += straight_price * static_cast<float>(straight[x]) * doubt;
      }
      least = std::min(least, next_[i]);
    }
  }
  // Only differences matter; without this the costs would outgrow a float's digits on a long log.
  for (float& value : next_) value -= least;
  absent_cost_ -= least;
}

void PathSearch::push(std::span<const std::uint8_t> chances, std::span<const std::uint8_t> straightness) {
  step(chances, straightness);
  if (buffered_ >= options_.lag_rows + kDecideRows) decide(kDecideRows);
}

void PathSearch::finish() {
  if (buffered_ > 0) decide(buffered_);
}

void PathSearch::decide(int count) {
  const auto cheapest = std::min_element(cost_.begin(), cost_.end());
  int state = *cheapest <= absent_cost_ ? static_cast<int>(cheapest - cost_.begin()) : kAbsent;
  const auto absent_entry = static_cast<std::size_t>(axis_.columns());

  std::vector<PathRow> rows(static_cast<std::size_t>(count));
  for (int r = buffered_ - 1; r >= 0; --r) {
    const auto& from = from_[static_cast<std::size_t>(r)];
    const int previous = from[state == kAbsent ? absent_entry : static_cast<std::size_t>(state)];
    if (r < count && state != kAbsent) {
      PathRow& row = rows[static_cast<std::size_t>(r)];
      row.drawn = true;
      row.column = state;
      row.entered = previous == kAbsent ? state : previous;
    }
    state = previous;
  }
  decided_.insert(decided_.end(), rows.begin(), rows.end());
  from_.erase(from_.begin(), from_.begin() + count);
  buffered_ -= count;
}

std::vector<PathRow> PathSearch::take() {
  std::vector<PathRow> rows;
  rows.swap(decided_);
  return rows;
}

}  // namespace logdigitise::trace
