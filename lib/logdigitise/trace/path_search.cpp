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
// So much dearer, in nats, that rounding does not matter.
constexpr double kSurelyDearer = 0.1;
constexpr float kNever = std::numeric_limits<float>::max();  // The cost of a column that is not looked at.

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
      seam_price_(column_price_.size(), 0.0F),
      row_price_(256),
      move_price_(256),
      cost_(column_price_.size(), 0.0F),
      looked_at_{{0, axis.columns()}} {
  for (int x = 0; x < axis.columns(); ++x) band_column_.push_back(axis.band_column(x));
  for (const LaneSpan& lane : lanes_)
    seam_price_[static_cast<std::size_t>(lane.end - 1)] = static_cast<float>(options.wrap_cost);
  for (std::size_t i = 0; i < 256; ++i) {
    const double chance = static_cast<double>(i) / 255.0;
    row_price_[i] = static_cast<float>(-std::log(std::max(chance, kLeastChance)));
    if (row_price_[i] > static_cast<float>(options.absent_cost + kSurelyDearer))
      least_ink_ = static_cast<std::uint8_t>(i + 1);
    move_price_[i] = static_cast<float>(options.step_cost * (1.0 - chance) + kLeastMove);
  }
}

/// Of one row and one way.
class PathSearch::Walker {
 public:
  Walker(PathSearch& search, std::span<const std::uint8_t> chances, std::vector<std::int16_t>& from)
      : search_(search), chances_(chances.data()), from_(from.data()) {}

  void start(int x) {
    cost_here_ = search_.cost_[static_cast<std::size_t>(x)];
    from_here_ = from_[x];
  }
  /// Goes on to column `x` beside the last. Whether that is cheaper than `known`, and so the best path there.
  bool cross_to(int x, float seam, float known) {
    const auto i = static_cast<std::size_t>(x);
    const float moved = cost_here_ + search_.move_price_[chances_[search_.band_column_[i]]] + seam;
    const bool cheaper = moved < known;
    if (cheaper) {
      cost_here_ = search_.cost_[i] = moved;
      from_[x] = from_here_;
    } else {
      start(x);
    }
    return cheaper;
  }
  bool cross_to(int x, float seam) { return cross_to(x, seam, search_.cost_[static_cast<std::size_t>(x)]); }

 private:
  PathSearch& search_;
  const std::uint8_t* chances_;
  std::int16_t* from_;
  float cost_here_ = 0.0F;
  std::int16_t from_here_ = 0;
};

void PathSearch::step(std::span<const std::uint8_t> chances, std::span<const std::uint8_t> straightness) {
  const auto row = static_cast<std::size_t>(buffered_);
  if (from_.size() == row) from_.emplace_back(cost_.size() + 1);
  look_at_ink(chances);
  come_down(from_[row]);
  cross_to_the_right(Walker(*this, chances, from_[row]));
  cross_to_the_left(Walker(*this, chances, from_[row]));
  pay_row(chances, straightness);
  forget_dear_columns();
  ++buffered_;
}

void PathSearch::look_at_ink(std::span<const std::uint8_t> chances) {
  if (least_ink_ == 0) return;
  find_inked(
      chances.subspan(static_cast<std::size_t>(axis_.first), static_cast<std::size_t>(axis_.lane_columns())),
      axis_.first, least_ink_, inked_);
  if (inked_.empty()) return;
  on_axis_.clear();
  for (const LaneSpan& lane : lanes_) {
    const int shift = lane.begin - lane.band_first;
    for (const Stretch& ink : inked_) {
      const Stretch there{std::max(ink.begin + shift, lane.begin), std::min(ink.end + shift, lane.end)};
      if (there.begin < there.end) on_axis_.push_back(there);
    }
  }
  unite(looked_at_, on_axis_, wider_);
  looked_at_.swap(wider_);
}

void PathSearch::come_down(FromRow& from) {
  const auto switch_cost = static_cast<float>(options_.switch_cost);
  appear_cost_ = absent_cost_ + switch_cost;
  float best = std::numeric_limits<float>::max();
  int best_column = 0;
  for (const Stretch& stretch : looked_at_) {
    for (int x = stretch.begin; x < stretch.end; ++x) {
      const auto i = static_cast<std::size_t>(x);
      if (cost_[i] < best) {
        best = cost_[i];
        best_column = x;
      }
      const bool appears = appear_cost_ < cost_[i];
      cost_[i] = appears ? appear_cost_ : cost_[i];
      from[i] = appears ? kAbsent : static_cast<std::int16_t>(x);
    }
  }
  const bool vanishes = best + switch_cost < absent_cost_;
  from.back() = vanishes ? static_cast<std::int16_t>(best_column) : kAbsent;
  absent_cost_ = (vanishes ? best + switch_cost : absent_cost_) + static_cast<float>(options_.absent_cost);
}

void PathSearch::cross_to_the_right(Walker walker) {
  wider_.clear();
  for (std::size_t k = 0; k < looked_at_.size(); ++k) {
    Stretch stretch = looked_at_[k];
    const bool goes_on = !wider_.empty() && wider_.back().end == stretch.begin;
    if (!goes_on) walker.start(stretch.begin);
    for (int x = stretch.begin + (goes_on ? 0 : 1); x < stretch.end; ++x)
      walker.cross_to(x, seam_price_[static_cast<std::size_t>(x - 1)]);
    const int next = k + 1 < looked_at_.size() ? looked_at_[k + 1].begin : axis_.columns();
    while (stretch.end < next &&
           walker.cross_to(stretch.end, seam_price_[static_cast<std::size_t>(stretch.end - 1)], appear_cost_))
      ++stretch.end;
    if (goes_on) {
      wider_.back().end = stretch.end;
    } else {
      wider_.push_back(stretch);
    }
  }
  looked_at_.swap(wider_);
}

void PathSearch::cross_to_the_left(Walker walker) {
  wider_.clear();
  for (std::size_t k = looked_at_.size(); k-- > 0;) {
    Stretch stretch = looked_at_[k];
    const bool goes_on = !wider_.empty() && wider_.back().begin == stretch.end;
    if (!goes_on) walker.start(stretch.end - 1);
    for (int x = stretch.end - (goes_on ? 1 : 2); x >= stretch.begin; --x)
      walker.cross_to(x, seam_price_[static_cast<std::size_t>(x)]);
    const int next = k > 0 ? looked_at_[k - 1].end : 0;
    while (stretch.begin > next &&
           walker.cross_to(stretch.begin - 1, seam_price_[static_cast<std::size_t>(stretch.begin - 1)],
                           appear_cost_))
      --stretch.begin;
    if (goes_on) {
      wider_.back().begin = stretch.begin;
    } else {
      wider_.push_back(stretch);
    }
  }
  std::reverse(wider_.begin(), wider_.end());
  looked_at_.swap(wider_);
}

void PathSearch::pay_row(std::span<const std::uint8_t> chances, std::span<const std::uint8_t> straightness) {
  const auto straight_price = static_cast<float>(options_.straight_cost / 255.0);
  float least = absent_cost_;
  for (const Stretch& stretch : looked_at_) {
    for (int x = stretch.begin; x < stretch.end; ++x) {
      const auto i = static_cast<std::size_t>(x);
      const auto column = static_cast<std::size_t>(band_column_[i]);
      const std::uint8_t chance = chances[column];
      float cost = cost_[i] + (row_price_[chance] + column_price_[i]);
      // A stroke that is surely the curve's may stand on a printed line.
      if (!straightness.empty() && straightness[column] > 0) {
        const float doubt = 1.0F - static_cast<float>(chance) / 255.0F;
        cost += straight_price * static_cast<float>(straightness[column]) * doubt;
      }
      cost_[i] = cost;
      least = std::min(least, cost);
    }
  }
  // Only differences matter; without this the costs would outgrow a float's digits on a long log.
  for (const Stretch& stretch : looked_at_)
    for (int x = stretch.begin; x < stretch.end; ++x) cost_[static_cast<std::size_t>(x)] -= least;
  absent_cost_ -= least;
}

void PathSearch::forget_dear_columns() {
  if (least_ink_ == 0) return;
  const float appear = absent_cost_ + static_cast<float>(options_.switch_cost);
  const auto forget = [&](int x) {
    float& cost = cost_[static_cast<std::size_t>(x)];
    if (!(cost > appear)) return false;
    cost = kNever;
    return true;
  };
  std::size_t kept = 0;
  for (Stretch stretch : looked_at_) {
    while (stretch.begin < stretch.end && forget(stretch.begin)) ++stretch.begin;
    while (stretch.begin < stretch.end && forget(stretch.end - 1)) --stretch.end;
    if (stretch.begin < stretch.end) looked_at_[kept++] = stretch;
  }
  looked_at_.resize(kept);
}

void PathSearch::push(std::span<const std::uint8_t> chances, std::span<const std::uint8_t> straightness) {
  step(chances, straightness);
  if (buffered_ >= options_.lag_rows + kDecideRows) decide(kDecideRows);
}

void PathSearch::finish() {
  if (buffered_ > 0) decide(buffered_);
}

int PathSearch::cheapest_state() const {
  int state = kAbsent;
  float least = absent_cost_;
  for (const Stretch& stretch : looked_at_) {
    for (int x = stretch.begin; x < stretch.end; ++x) {
      const float cost = cost_[static_cast<std::size_t>(x)];
      if (cost < least || (cost == least && state == kAbsent)) {
        least = cost;
        state = x;
      }
    }
  }
  return state;
}

void PathSearch::decide(int count) {
  int state = cheapest_state();
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
  std::rotate(from_.begin(), from_.begin() + count, from_.end());
  buffered_ -= count;
}

std::vector<PathRow> PathSearch::take() {
  std::vector<PathRow> rows;
  rows.swap(decided_);
  return rows;
}

}  // namespace logdigitise::trace
