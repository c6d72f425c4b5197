#include "logdigitise/pipeline/hidden_curves.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "logdigitise/pipeline/curve_kinds.hpp"

namespace logdigitise::pipeline {

namespace {

// All moves from stroke to stroke, from where the curve ends to where it comes out, share of the track.
constexpr float kMostMoves = 0.04F;
// A gap of so few rows may be under any curve: strokes that cross at a narrow angle lie on each other so
// long.
constexpr std::size_t kShortRows = 64;
constexpr float kNever = std::numeric_limits<float>::max();

/// Rows [first, last) without a position, with one above and one below.
struct Gap {
  std::size_t first = 0;
  std::size_t last = 0;
};

std::vector<Gap> gaps_of(const CurveRows& curve) {
  std::vector<Gap> gaps;
  const std::size_t rows = curve.fraction.size();
  for (std::size_t r = 1; r < rows; ++r) {
    if (!std::isnan(curve.fraction[r]) || std::isnan(curve.fraction[r - 1])) continue;
    std::size_t last = r;
    bool is_plain = true;
    while (last < rows && std::isnan(curve.fraction[last])) {
      is_plain = is_plain && curve.flags[last] != trace::Flag::kOffScale;
      ++last;
    }
    if (last < rows && is_plain) gaps.push_back({r, last});
    r = last;
  }
  return gaps;
}

/// Which of `covers` to be under in each row of the gap, so that all moves together are least; empty where
/// they are too many or no stroke leads through.
std::vector<std::size_t> way_under(const CurveRows& curve, const std::vector<const CurveRows*>& covers,
                                   const Gap& gap) {
  const std::size_t count = covers.size();
  const auto move = [](float from, float to) {
    const float way = std::abs(to - from);
    return std::isnan(way) ? kNever : way;
  };
  const auto sum = [](float a, float b) { return a == kNever || b == kNever ? kNever : a + b; };
  std::vector<float> cost(count);
  // Compared in one row: strokes may be steep.
  const auto apart = [&](std::size_t k, std::size_t row) {
    return move(curve.fraction[row], covers[k]->fraction[row]);
  };
  for (std::size_t k = 0; k < count; ++k)
    cost[k] = std::isnan(covers[k]->fraction[gap.first]) ? kNever : apart(k, gap.first - 1);
  std::vector<std::vector<std::size_t>> from;
  for (std::size_t r = gap.first + 1; r < gap.last; ++r) {
    std::vector<float> next(count, kNever);
    std::vector<std::size_t>& came = from.emplace_back(count, 0);
    for (std::size_t to = 0; to < count; ++to) {
      if (std::isnan(covers[to]->fraction[r])) continue;
      for (std::size_t k = 0; k < count; ++k) {
        // To stay under one stroke costs nothing, wherever it goes.
        const float way = k == to ? (cost[k] == kNever ? kNever : 0.0F)
                                  : move(covers[k]->fraction[r - 1], covers[to]->fraction[r - 1]);
        const float price = sum(cost[k], way);
        if (price >= next[to]) continue;
        next[to] = price;
        came[to] = k;
      }
    }
    cost = std::move(next);
  }
  for (std::size_t k = 0; k < count; ++k) cost[k] = sum(cost[k], apart(k, gap.last));
  const auto best = std::min_element(cost.begin(), cost.end());
  if (*best > kMostMoves) return {};
  std::vector<std::size_t> way(gap.last - gap.first, static_cast<std::size_t>(best - cost.begin()));
  for (std::size_t i = way.size() - 1; i > 0; --i) way[i - 1] = from[i - 1][way[i]];
  return way;
}

void lay_under(const std::vector<const CurveRows*>& covers, const Gap& gap,
               const std::vector<std::size_t>& way, CurveRows& curve) {
  for (std::size_t r = gap.first; r < gap.last; ++r) {
    const CurveRows& cover = *covers[way[r - gap.first]];
    curve.fraction[r] = cover.fraction[r];
    curve.flags[r] = trace::Flag::kNone;
    curve.evidence[r] = cover.evidence[r];
    curve.evidence[r].own = 0;
    curve.evidence[r].rival = 0;
  }
}

}  // namespace

void lay_hidden(const layout::Track& track, std::vector<std::vector<CurveRows>>& passes) {
  // Only what was seen hides: curves that are put under others here do not.
  const std::vector<std::vector<CurveRows>> seen = passes;
  for (std::size_t p = 0; p < passes.size(); ++p) {
    for (CurveRows& curve : passes[p]) {
      const int kind = kind_of(track, curve.curve);
      std::vector<const CurveRows*> all;
      std::vector<const CurveRows*> of_kind;
      for (std::size_t q = 0; q < seen.size(); ++q) {
        for (const CurveRows& other : seen[q]) {
          if (q == p) continue;
          all.push_back(&other);
          if (kind >= 0 && kind_of(track, other.curve) == kind) of_kind.push_back(&other);
        }
      }
      for (const Gap& gap : gaps_of(curve)) {
        const auto& covers = gap.last - gap.first <= kShortRows ? all : of_kind;
        if (covers.empty()) continue;
        const std::vector<std::size_t> way = way_under(curve, covers, gap);
        if (!way.empty()) lay_under(covers, gap, way, curve);
      }
    }
  }
}

}  // namespace logdigitise::pipeline
