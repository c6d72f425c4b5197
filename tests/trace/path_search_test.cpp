#include "logdigitise/trace/path_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "logdigitise/trace/stretches.hpp"

namespace logdigitise::trace {
namespace {

using Row = std::vector<std::uint8_t>;

/// What PathSearch does, written down for all columns of all rows, which are decided at the end.
class PlainSearch {
 public:
  PlainSearch(const SearchAxis& axis, const TraceOptions& options) : axis_(axis), options_(options) {
    cost_.assign(static_cast<std::size_t>(axis.columns()), 0.0F);
  }

  void push(const Row& chances, const Row& straightness) {
    const auto columns = static_cast<std::size_t>(axis_.columns());
    const auto switch_cost = static_cast<float>(options_.switch_cost);
    std::vector<int> from(columns + 1);
    const auto best = std::min_element(cost_.begin(), cost_.end());
    const bool vanishes = *best + switch_cost < absent_;
    from.back() = vanishes ? static_cast<int>(best - cost_.begin()) : -1;
    const float appear = absent_ + switch_cost;
    absent_ = (vanishes ? *best + switch_cost : absent_) + static_cast<float>(options_.absent_cost);
    for (std::size_t x = 0; x < columns; ++x) {
      from[x] = appear < cost_[x] ? -1 : static_cast<int>(x);
      cost_[x] = std::min(cost_[x], appear);
    }
    const auto cross = [&](std::size_t here, std::size_t there) {
      const bool is_seam = axis_.lane(static_cast<int>(here)) != axis_.lane(static_cast<int>(there));
      const float moved = cost_[here] + move(chance_at(chances, there)) +
                          (is_seam ? static_cast<float>(options_.wrap_cost) : 0.0F);
      if (moved >= cost_[there]) return;
      cost_[there] = moved;
      from[there] = from[here];
    };
    for (std::size_t x = 1; x < columns; ++x) cross(x - 1, x);
    for (std::size_t x = columns - 1; x-- > 0;) cross(x + 1, x);
    float least = absent_;
    for (std::size_t x = 0; x < columns; ++x) {
      const double chance = chance_at(chances, x) / 255.0;
      const double lane = options_.lane_cost * std::abs(axis_.lane(static_cast<int>(x)));
      cost_[x] += static_cast<float>(-std::log(std::max(chance, 0.01))) + static_cast<float>(lane);
      const float doubt = 1.0F - static_cast<float>(chance_at(chances, x)) / 255.0F;
      cost_[x] += static_cast<float>(options_.straight_cost / 255.0) *
                  static_cast<float>(chance_at(straightness, x)) * doubt;
      least = std::min(least, cost_[x]);
    }
    for (float& cost : cost_) cost -= least;
    absent_ -= least;
    from_.push_back(std::move(from));
  }

  /// Column of the axis in each row; -1 = not drawn.
  [[nodiscard]] std::vector<int> columns() const {
    const auto best = std::min_element(cost_.begin(), cost_.end());
    int state = *best <= absent_ ? static_cast<int>(best - cost_.begin()) : -1;
    std::vector<int> found(from_.size());
    for (std::size_t r = from_.size(); r-- > 0;) {
      found[r] = state;
      state = state < 0 ? from_[r].back() : from_[r][static_cast<std::size_t>(state)];
    }
    return found;
  }

 private:
  [[nodiscard]] std::uint8_t chance_at(const Row& row, std::size_t column) const {
    return row[static_cast<std::size_t>(axis_.band_column(static_cast<int>(column)))];
  }
  [[nodiscard]] float move(std::uint8_t chance) const {
    return static_cast<float>(options_.step_cost * (1.0 - static_cast<double>(chance) / 255.0) + 0.01);
  }

  SearchAxis axis_;
  TraceOptions options_;
  std::vector<float> cost_;
  float absent_ = 0.0F;
  std::vector<std::vector<int>> from_;
};

/// A stroke that wanders and has gaps, a printed line, and specks.
std::vector<Row> made_rows(int count, int columns, std::mt19937& random) {
  std::uniform_int_distribution<int> any(0, 255);
  std::vector<Row> rows;
  int middle = columns / 2;
  for (int r = 0; r < count; ++r) {
    Row& row = rows.emplace_back(static_cast<std::size_t>(columns), std::uint8_t{0});
    middle = std::clamp(middle + any(random) % 7 - 3, 2, columns - 3);
    if (any(random) == 0) middle = 2 + any(random) % (columns - 4);
    if (r % 40 < 28) {
      for (int x = middle - 2; x <= middle + 2; ++x)
        row[static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(60 + any(random) * 3 / 4);
    }
    if (r % 300 > 150) row[20] = static_cast<std::uint8_t>(any(random));
    for (int i = 0; i < 3; ++i)
      row[static_cast<std::size_t>(any(random) % columns)] = static_cast<std::uint8_t>(any(random) / 3);
  }
  return rows;
}

TEST(PathSearch, FindsWhatASearchOfAllColumnsFinds) {
  TraceOptions dear_gaps;
  dear_gaps.absent_cost = 5.0;  // Dearer than bare paper: all columns have to be looked at.
  TraceOptions cheap_ways;
  cheap_ways.step_cost = 0.0;
  cheap_ways.switch_cost = 0.0;
  for (const TraceOptions& options : {TraceOptions{}, dear_gaps, cheap_ways}) {
    for (const SearchAxis& axis : {SearchAxis{4, 190, 0, 0}, SearchAxis{10, 180, 200, 90, 200, 90}}) {
      std::mt19937 random(7);
      const std::vector<Row> rows = made_rows(1200, 200, random);
      Row straightness(200, 0);
      straightness[20] = 200;
      PlainSearch plain(axis, options);
      PathSearch search(axis, options);
      for (const Row& row : rows) {
        plain.push(row, straightness);
        search.push(row, straightness);
      }
      search.finish();
      std::vector<int> found;
      for (const PathRow& row : search.take()) found.push_back(row.drawn ? row.column : -1);
      EXPECT_EQ(found, plain.columns());
    }
  }
}

TEST(Stretches, AreFoundWhereARowIsInked) {
  Row row(40, 0);
  row[0] = 9;
  row[17] = 8;
  row[18] = 7;
  row[39] = 200;
  std::vector<Stretch> found{{1, 2}};
  find_inked(row, 100, 8, found);
  EXPECT_EQ(found, (std::vector<Stretch>{{100, 101}, {117, 118}, {139, 140}}));
  find_inked(row, 0, 1, found);
  EXPECT_EQ(found, (std::vector<Stretch>{{0, 1}, {17, 19}, {39, 40}}));
}

TEST(Stretches, ThatMeetBecomeOne) {
  std::vector<Stretch> all;
  unite(std::vector<Stretch>{{0, 3}, {10, 20}}, std::vector<Stretch>{{3, 5}, {12, 14}, {19, 25}, {30, 31}},
        all);
  EXPECT_EQ(all, (std::vector<Stretch>{{0, 5}, {10, 25}, {30, 31}}));
}

}  // namespace
}  // namespace logdigitise::trace
