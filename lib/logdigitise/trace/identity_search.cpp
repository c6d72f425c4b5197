#include "logdigitise/trace/identity_search.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace logdigitise::trace {

namespace {

// Crossing a column costs this even on the ink.
constexpr double kLeastMove = 0.01;
constexpr int kNowhere = -1;
constexpr float kUnreached = std::numeric_limits<float>::max();

// Places of a curve in a row are written in three bits: up to seven strokes, and nowhere.
constexpr unsigned kPlaceBits = 3;
constexpr int kMostStrokes = (1 << kPlaceBits) - 1;

std::size_t place_of(std::uint32_t places, std::size_t curve) {
  return (places >> (kPlaceBits * curve)) & static_cast<unsigned>(kMostStrokes);
}

std::uint32_t with_place(std::uint32_t places, std::size_t curve, std::size_t place) {
  const unsigned shift = kPlaceBits * static_cast<unsigned>(curve);
  return (places & ~(static_cast<unsigned>(kMostStrokes) << shift)) |
         (static_cast<std::uint32_t>(place) << shift);
}

}  // namespace

IdentitySearch::IdentitySearch(int first, int last, std::vector<PlacedCurve> curves,
                               const IdentityOptions& options)
    : first_(first),
      last_(last),
      curves_(std::move(curves)),
      options_(options),
      column_above_(curves_.size(), kNowhere),
      cheapest_(std::size_t{1} << (kPlaceBits * curves_.size()), {kUnreached, 0}) {
  options_.strokes.most = std::min(options.strokes.most, kMostStrokes);
  for (std::size_t k = 0; k < curves_.size(); ++k) {
    const auto alike = [&](const PlacedCurve& curve) {
      return curve.looks >= 0 && curve.looks == curves_[k].looks;
    };
    const auto first_alike =
        std::find_if(curves_.begin(), curves_.begin() + static_cast<std::ptrdiff_t>(k), alike);
    first_alike_.push_back(static_cast<std::size_t>(first_alike - curves_.begin()));
  }
}

std::size_t IdentitySearch::looks_on(std::size_t stroke, std::uint32_t places) const {
  unsigned looks = 0;
  for (std::size_t k = 0; k < curves_.size(); ++k)
    if (place_of(places, k) == stroke) looks |= 1U << first_alike_[k];
  return static_cast<std::size_t>(std::popcount(looks));
}

IdentitySearch::StrokePrices IdentitySearch::stroke_prices(const Row& row) const {
  const std::size_t curves = curves_.size();
  const std::size_t count = row.strokes.size();
  const auto doubt = static_cast<float>(options_.doubt);
  StrokePrices prices{std::vector<float>(count), std::vector<float>(count * curves * curves),
                      std::vector<float>(count * curves, std::numeric_limits<float>::max()),
                      std::vector<std::size_t>(count, 0)};
  for (std::size_t m = 0; m < count; ++m) {
    const StrokeCandidate& stroke = row.strokes[m];
    const bool unseen = stroke.unseen_rows > 0;
    const float straight = static_cast<float>(options_.straight_cost) * stroke.straight;
    if (!unseen)
      prices.alone[m] = std::min(-std::log(std::max(1.0F - stroke.ink, 1e-3F)),
                                 static_cast<float>(options_.unexplained_cost)) *
                        (1.0F - stroke.straight);
    const std::size_t owner = prices.owner[m] = static_cast<std::size_t>(
        std::max_element(stroke.chances.begin(), stroke.chances.end()) - stroke.chances.begin());
    const bool is_owned = !unseen && stroke.chances[owner] >= static_cast<float>(options_.hidden_owner);
    for (std::size_t k = 0; k < curves; ++k) {
      const bool is_like_owner = curves_[k].kind >= 0 && curves_[k].kind == curves_[owner].kind;
      if (is_owned && k != owner && is_like_owner)
        prices.hidden[m * curves + k] = static_cast<float>(options_.hidden_cost) + straight;
      float chance = 0.0F;
      for (std::size_t j = 0; j < curves; ++j)
        if (first_alike_[j] == first_alike_[k])
          chance += (1.0F - doubt) * stroke.chances[j] + doubt * stroke.ink / static_cast<float>(curves);
      for (std::size_t n = 1; n <= curves; ++n) {
        const float seen = straight - std::log(std::clamp(static_cast<float>(n) * chance, 0.01F, 1.0F));
        prices.shared[(m * curves + k) * curves + n - 1] =
            unseen ? static_cast<float>(options_.unseen_cost) : seen;
      }
    }
  }
  return prices;
}

void IdentitySearch::add_prices_of_row(const Row& row, std::vector<Placing>& placings) const {
  const std::size_t curves = curves_.size();
  const std::size_t count = row.strokes.size();
  const StrokePrices strokes = stroke_prices(row);
  for (Placing& placing : placings) {
    std::array<std::uint8_t, kMostStrokes + 1> on{};  // Curves on each place; the last is `nowhere`.
    for (std::size_t k = 0; k < curves; ++k) ++on.at(place_of(placing.places, k));
    float price = static_cast<float>(options_.absent_cost) * static_cast<float>(on.at(count));
    for (std::size_t m = 0; m < count; ++m)
      if (on.at(m) == 0) price += strokes.alone[m];
    for (std::size_t k = 0; k < curves; ++k) {
      const std::size_t m = place_of(placing.places, k);
      if (m == count) continue;
      const std::size_t looks = on.at(m) == 1 ? 1 : looks_on(m, placing.places);
      const float open = strokes.shared[(m * curves + k) * curves + looks - 1];
      const bool owner_is_there = place_of(placing.places, strokes.owner[m]) == m;
      price += owner_is_there ? std::min(open, strokes.hidden[m * curves + k]) : open;
    }
    placing.cost += price * static_cast<float>(options_.row_weight);
  }
}

std::vector<float> IdentitySearch::move_prices(const Row& above, const Row& row, std::size_t curve) const {
  // Prices of crossing the columns left of each, in the new row; on any ink it is cheap, on one's own
  // cheapest.
  std::vector<double> sum(static_cast<std::size_t>(last_ - first_) + 1, 0.0);
  for (int x = first_; x < last_; ++x) {
    const auto i = static_cast<std::size_t>(x);
    const double ink = (0.8 * row.chances[curve][i] + 0.2 * row.ink[i]) / 255.0;
    sum[i - static_cast<std::size_t>(first_) + 1] =
        sum[i - static_cast<std::size_t>(first_)] + options_.step_cost * (1.0 - ink) + kLeastMove;
  }
  const auto to_the_left = [&](int column) { return sum[static_cast<std::size_t>(column - first_)]; };
  const double dearest = 2.0 * options_.switch_cost;
  const std::size_t from_count = above.strokes.size() + 1;
  const std::size_t to_count = row.strokes.size() + 1;
  std::vector<float> prices(from_count * to_count);
  for (std::size_t from = 0; from < from_count; ++from) {
    for (std::size_t to = 0; to < to_count; ++to) {
      double price = 0.0;
      if ((from + 1 == from_count) != (to + 1 == to_count)) {
        price = options_.switch_cost;
      } else if (to + 1 < to_count) {
        const StrokeCandidate& a = above.strokes[from];
        const StrokeCandidate& b = row.strokes[to];
        // Stretches that overlap are one stroke; else the way between their nearest ends.
        if (a.last <= b.first) {
          price = to_the_left(b.first) - to_the_left(a.last - 1);
        } else if (b.last <= a.first) {
          price = to_the_left(a.first) - to_the_left(b.last - 1);
        }
        if (curves_[curve].wraps) {
          const double around =
              options_.wrap_cost + sum.back() - std::abs(to_the_left(b.column) - to_the_left(a.column));
          price = std::min(price, around);
        }
        price = std::min(price, dearest);
      }
      prices[from * to_count + to] = static_cast<float>(price);
    }
  }
  return prices;
}

std::vector<IdentitySearch::Placing> IdentitySearch::all_placings(const Row& row) const {
  std::vector<Placing> placings{{}};
  for (std::size_t k = 0; k < curves_.size(); ++k) {
    std::vector<Placing> longer;
    for (const Placing& placing : placings) {
      for (std::size_t place = 0; place <= row.strokes.size(); ++place)
        longer.push_back({with_place(placing.places, k, place), 0, 0.0F});
    }
    placings = std::move(longer);
  }
  return placings;
}

std::vector<IdentitySearch::Placing> IdentitySearch::moved(const std::vector<Placing>& placings,
                                                           std::size_t curve, const std::vector<float>& moves,
                                                           std::size_t to_count) {
  float bound = kUnreached;
  for (const Placing& placing : placings) bound = std::min(bound, placing.cost);
  bound += static_cast<float>(options_.beam);
  std::vector<std::uint32_t> reached;
  for (const Placing& placing : placings) {
    const float* move = moves.data() + place_of(placing.places, curve) * to_count;
    for (std::size_t to = 0; to < to_count; ++to) {
      const float cost = placing.cost + move[to];
      if (cost > bound) continue;
      const std::uint32_t places = with_place(placing.places, curve, to);
      Arrival& cheapest = cheapest_[places];
      if (cheapest.cost == kUnreached) reached.push_back(places);
      if (cost < cheapest.cost) cheapest = {cost, placing.from};
    }
  }
  std::vector<Placing> next;
  next.reserve(reached.size());
  for (const std::uint32_t places : reached) {
    next.push_back({places, cheapest_[places].from, cheapest_[places].cost});
    cheapest_[places].cost = kUnreached;
  }
  return next;
}

void IdentitySearch::step(Row& row) {
  if (rows_.empty() && newest_.empty()) {
    newest_ = all_placings(row);
  } else {
    const Row& above = rows_.empty() ? above_ : rows_.back();
    for (std::size_t i = 0; i < newest_.size(); ++i) newest_[i].from = static_cast<std::uint32_t>(i);
    // Curve after curve: its place in the row above gives way to its place in this row.
    for (std::size_t k = 0; k < curves_.size(); ++k)
      newest_ = moved(newest_, k, move_prices(above, row, k), row.strokes.size() + 1);
  }
  add_prices_of_row(row, newest_);
  float least = kUnreached;
  for (const Placing& placing : newest_) least = std::min(least, placing.cost);
  std::erase_if(newest_, [&](const Placing& placing) { return placing.cost > least + options_.beam; });
  for (Placing& placing : newest_) {
    placing.cost -= least;
    row.came_from.push_back({placing.places, placing.from});
  }
}

void IdentitySearch::push(CurveRow chances, std::span<const std::uint8_t> straightness) {
  Row row;
  row.ink = row_ink(chances);
  row.strokes = find_strokes(chances, row.ink, first_, last_,
                             rows_.empty() ? above_.strokes : rows_.back().strokes, options_.strokes);
  if (!straightness.empty()) {
    for (StrokeCandidate& stroke : row.strokes)
      stroke.straight =
          std::max(stroke.straight,
                   static_cast<float>(straightness[static_cast<std::size_t>(stroke.column)]) / 255.0F);
  }
  row.chances = std::move(chances);
  step(row);
  rows_.push_back(std::move(row));
  if (static_cast<int>(rows_.size()) >= options_.lag_rows + kDecideRows) decide(kDecideRows);
}

void IdentitySearch::finish() {
  if (!rows_.empty()) decide(static_cast<int>(rows_.size()));
}

std::vector<std::vector<int>> IdentitySearch::best_places() const {
  std::vector<std::vector<int>> places_of(rows_.size(), std::vector<int>(curves_.size(), 0));
  const auto best = std::min_element(newest_.begin(), newest_.end(), [](const Placing& a, const Placing& b) {
    return a.cost != b.cost ? a.cost < b.cost : a.places < b.places;
  });
  auto index = static_cast<std::size_t>(best - newest_.begin());
  for (std::size_t r = rows_.size(); r-- > 0;) {
    const CameFrom& came = rows_[r].came_from[index];
    for (std::size_t k = 0; k < curves_.size(); ++k)
      places_of[r][k] = static_cast<int>(place_of(came.places, k));
    index = came.index_above;
  }
  return places_of;
}

void IdentitySearch::decide(int count) {
  const std::size_t curves = curves_.size();
  const std::vector<std::vector<int>> places_of = best_places();
  for (int r = 0; r < count; ++r) {
    Row& row = rows_.front();
    const std::vector<int>& place = places_of[static_cast<std::size_t>(r)];
    decided_.push_back(resolved(row, place, column_above_));
    for (std::size_t k = 0; k < curves; ++k) {
      const auto m = static_cast<std::size_t>(place[k]);
      column_above_[k] = m < row.strokes.size() ? row.strokes[m].column : kNowhere;
    }
    above_.strokes = std::move(row.strokes);
    rows_.pop_front();
  }
}

CurveRow IdentitySearch::resolved(const Row& row, const std::vector<int>& place,
                                  const std::vector<int>& column_above) const {
  CurveRow result = row.chances;
  const auto kept = static_cast<float>(options_.others_kept);
  const auto line_kept = static_cast<float>(options_.line_kept);
  for (std::size_t k = 0; k < result.size(); ++k) {
    for (std::size_t m = 0; m < row.strokes.size(); ++m) {
      const StrokeCandidate& stroke = row.strokes[m];
      if (stroke.unseen_rows > 0) continue;
      const bool own = place[k] == static_cast<int>(m);
      const bool taken = std::find(place.begin(), place.end(), static_cast<int>(m)) != place.end();
      if (own) continue;
      const bool elsewhere = place[k] < static_cast<int>(row.strokes.size());
      if (!taken && !elsewhere) continue;
      const float left = taken ? kept : 1.0F - (1.0F - line_kept) * stroke.straight;
      for (int x = stroke.first; x < stroke.last; ++x) {
        auto& chance = result[k][static_cast<std::size_t>(x)];
        chance = static_cast<std::uint8_t>(std::lround(static_cast<float>(chance) * left));
      }
    }
    const auto m = static_cast<std::size_t>(place[k]);
    if (m >= row.strokes.size() || row.strokes[m].unseen_rows > 0) continue;
    int from = row.strokes[m].first;
    int to = row.strokes[m].last;
    if (column_above[k] != kNowhere && !curves_[k].wraps) {
      from = std::min(from, column_above[k]);
      to = std::max(to, column_above[k] + 1);
    }
    const auto sharing = std::count(place.begin(), place.end(), place[k]);
    for (int x = from; x < to; ++x) {
      const auto i = static_cast<std::size_t>(x);
      const bool shared = sharing > 1 && x >= row.strokes[m].first && x < row.strokes[m].last;
      const double claim = shared ? std::max(options_.shared_claim * row.ink[i],
                                             static_cast<double>(sharing) * row.chances[k][i])
                                  : 255.0;
      const auto raised = static_cast<std::uint8_t>(std::min<double>(row.ink[i], claim));
      result[k][i] = std::max(result[k][i], raised);
    }
  }
  return result;
}

std::vector<CurveRow> IdentitySearch::take() {
  std::vector<CurveRow> rows;
  rows.swap(decided_);
  return rows;
}

}  // namespace logdigitise::trace
