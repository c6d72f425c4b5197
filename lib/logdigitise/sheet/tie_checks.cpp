#include "logdigitise/sheet/tie_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "logdigitise/core/median.hpp"

namespace logdigitise::sheet {

namespace {

constexpr std::size_t kWitnesses = 3;     // Ties above, and as many below.
constexpr std::size_t kLongestBlock = 2;  // Ties that one scratch, or two, have drawn away.
constexpr double kWitnessesAgreePx = 3.0;
constexpr double kOffPx = 4.0;        // Less may be the paper's, or noise;
constexpr double kOverDoubt = 2.0;    // and times what the witnesses differ by.
constexpr double kNeverPx = 6.0;      // No paper springs to and fro by more,
constexpr double kNeverShare = 0.03;  // nor by this share of the way to the next tie.

/// Straight line through ties [first, last), by least squares: y at `depth`.
double straight_at(const std::vector<LineTie>& ties, std::size_t first, std::size_t last, double depth) {
  double mean_depth = 0.0;
  double mean_y = 0.0;
  const auto count = static_cast<double>(last - first);
  for (std::size_t i = first; i < last; ++i) {
    mean_depth += ties[i].depth / count;
    mean_y += ties[i].y / count;
  }
  double products = 0.0;
  double squares = 0.0;
  for (std::size_t i = first; i < last; ++i) {
    products += (ties[i].depth - mean_depth) * (ties[i].y - mean_y);
    squares += (ties[i].depth - mean_depth) * (ties[i].depth - mean_depth);
  }
  return mean_y + products / squares * (depth - mean_depth);
}

/// Where tie i should be if the ties above `first` and from `last` on are right; nothing where they do not
/// agree, or agree with it.
std::optional<double> contradicted_at(const std::vector<LineTie>& ties, std::size_t i, std::size_t first,
                                      std::size_t last) {
  const double above = straight_at(ties, first - kWitnesses, first, ties[i].depth);
  const double below = straight_at(ties, last, last + kWitnesses, ties[i].depth);
  const double apart = std::abs(above - below);
  if (apart > kWitnessesAgreePx) return std::nullopt;
  const double expected = 0.5 * (above + below);
  if (std::abs(ties[i].y - expected) < kOffPx + kOverDoubt * apart) return std::nullopt;
  return expected;
}

/// Puts the ties [first, last) right; false if they are not contradicted. `last` becomes the end of what is
/// left of them.
bool mend_block(std::vector<LineTie>& ties, std::size_t first, std::size_t& last,
                const LookAgain& look_again) {
  std::vector<double> expected;
  for (std::size_t i = first; i < last; ++i) {
    const std::optional<double> y = contradicted_at(ties, i, first, last);
    if (!y) return false;
    expected.push_back(*y);
  }
  const double away = std::min(ties[last].y - ties[last - 1].y, ties[first].y - ties[first - 1].y);
  for (std::size_t i = last; i-- > first;) {
    const double y = expected[i - first];
    if (const std::optional<LineTie> again = look_again(ties[i].depth, y)) {
      ties[i].y = again->y;
      ties[i].contrast = again->contrast;
    } else if (std::abs(ties[i].y - y) > std::max(kNeverPx, kNeverShare * away)) {
      ties.erase(ties.begin() + static_cast<std::ptrdiff_t>(i));
      --last;
    }
  }
  return true;
}

}  // namespace

void mend_spikes(std::vector<LineTie>& ties, const LookAgain& look_again) {
  for (std::size_t first = kWitnesses; first + kWitnesses < ties.size(); ++first) {
    for (std::size_t length = 1; length <= kLongestBlock; ++length) {
      std::size_t last = first + length;
      if (last + kWitnesses > ties.size() || !mend_block(ties, first, last, look_again)) continue;
      first = last > first ? last - 1 : first - 1;
      break;
    }
  }
}

void drop_spikes(std::vector<LineTie>& ties, double spacing) {
  constexpr double kSpike = 0.35;  // Of the spacing of lines.
  constexpr double kEven = 0.2;
  const auto off = [&](std::size_t i, std::size_t above, std::size_t below) {
    const double share = (ties[i].depth - ties[above].depth) / (ties[below].depth - ties[above].depth);
    return std::abs(ties[i].y - ties[above].y - share * (ties[below].y - ties[above].y));
  };
  for (std::size_t i = 2; i + 2 < ties.size();) {
    const bool is_spike = off(i, i - 1, i + 1) > kSpike * spacing &&
                          off(i - 1, i - 2, i + 1) < kEven * spacing &&
                          off(i + 1, i - 1, i + 2) < kEven * spacing;
    if (is_spike)
      ties.erase(ties.begin() + static_cast<std::ptrdiff_t>(i));
    else
      ++i;
  }
}

namespace {

/// Says in `residual_px` how far each tie is off the straight line between its neighbours; 0 at the ends.
void measure_residuals(std::vector<LineTie>& ties) {
  for (std::size_t i = 0; i < ties.size(); ++i) {
    ties[i].residual_px = 0.0;
    if (i == 0 || i + 1 == ties.size()) continue;
    const LineTie& above = ties[i - 1];
    const LineTie& below = ties[i + 1];
    const double share = (ties[i].depth - above.depth) / (below.depth - above.depth);
    ties[i].residual_px = ties[i].y - (above.y + (below.y - above.y) * share);
  }
}

/// How far ties mostly are off the line between their neighbours.
double usual_residual(const std::vector<LineTie>& ties) {
  std::vector<double> off;
  for (std::size_t i = 1; i + 1 < ties.size(); ++i) off.push_back(std::abs(ties[i].residual_px));
  return off.empty() ? 0.0 : median_of(std::move(off));
}

}  // namespace

void drop_outliers(std::vector<LineTie>& ties, double spacing) {
  constexpr double kMostOff = 0.25;    // Of the spacing of lines,
  constexpr double kLeastOffPx = 3.0;  // and where paper runs evenly so far,
  constexpr double kOverUsual = 10.0;  // or so many times as far as ties mostly are;
  constexpr double kMostOffWeakPx = 2.5;
  constexpr double kWeak = 0.5;  // of what ties usually show.
  std::vector<double> contrasts;
  for (const LineTie& tie : ties) contrasts.push_back(tie.contrast);
  const double usual = median_of(std::move(contrasts));
  measure_residuals(ties);
  const double most_off =
      std::min(kMostOff * spacing, std::max(kLeastOffPx, kOverUsual * usual_residual(ties)));
  for (;;) {
    std::size_t worst = 0;
    double most = 1.0;  // Times what it may be off.
    for (std::size_t i = 1; i + 1 < ties.size(); ++i) {
      const double may = ties[i].contrast < kWeak * usual ? std::min(kMostOffWeakPx, most_off) : most_off;
      if (ties[i].numbered || std::abs(ties[i].residual_px) <= most * may) continue;
      most = std::abs(ties[i].residual_px) / may;
      worst = i;
    }
    if (worst == 0) return;
    ties.erase(ties.begin() + static_cast<std::ptrdiff_t>(worst));
    measure_residuals(ties);
  }
}

void smooth_ties(std::vector<LineTie>& ties) {
  constexpr double kMostNoisePx = 2.5;
  constexpr double kClear =
      10.0;  // Contrast from which on a line's own place counts for more than the others'.
  std::vector<double> corrections(ties.size(), 0.0);
  for (std::size_t i = 1; i + 1 < ties.size(); ++i) {
    const double residual = ties[i].residual_px;
    if (std::abs(residual) < kMostNoisePx)
      corrections[i] = 0.5 * residual * std::min(1.0, kClear / std::max(ties[i].contrast, 1.0));
  }
  for (std::size_t i = 0; i < corrections.size(); ++i) ties[i].y -= corrections[i];
}

std::string cut_at_uneven(const std::vector<LineTie>& found, double increment, std::vector<LineTie>& ties) {
  constexpr double kSkips = 1.5;  // Increments from number to number: one is missing.
  constexpr double kMostGone = 0.4;
  constexpr int kLeastGone = 3;
  const LineTie* above = nullptr;
  for (const LineTie& below : found) {
    if (!below.numbered) continue;
    if (above != nullptr && below.depth - above->depth > kSkips * increment) {
      const auto between = [&](const LineTie& tie) {
        return tie.depth > above->depth && tie.depth < below.depth;
      };
      const auto all = std::count_if(found.begin(), found.end(), between);
      const auto gone = all - std::count_if(ties.begin(), ties.end(), between);
      if (gone >= kLeastGone && static_cast<double>(gone) >= kMostGone * static_cast<double>(all)) {
        const bool keeps_below = ties.back().depth - below.depth > above->depth - ties.front().depth;
        const double first = keeps_below ? below.depth : ties.front().depth;
        const double last = keeps_below ? ties.back().depth : above->depth;
        std::erase_if(ties, [&](const LineTie& tie) { return tie.depth < first || tie.depth > last; });
        return fmt::format(
            "between the numbers {:g} and {:g} the depth lines are not even, and the depth ends",
            above->depth, below.depth);
      }
    }
    above = &below;
  }
  return {};
}

void drop_uneven_ends(std::vector<LineTie>& ties) {
  constexpr double kLeastPx = 1.5;
  constexpr double kOverUsual = 8.0;  // Times what ties are off the line between their neighbours.
  if (ties.size() < 2 * kWitnesses) return;
  std::vector<LineTie> measured = ties;
  measure_residuals(measured);
  const double most = std::max(kLeastPx, kOverUsual * usual_residual(measured));
  const auto departure = [&](std::size_t end, std::size_t first) {
    return std::abs(ties[end].y - straight_at(ties, first, first + kWitnesses, ties[end].depth));
  };
  while (ties.size() > 2 * kWitnesses && !ties.back().numbered &&
         departure(ties.size() - 1, ties.size() - 1 - kWitnesses) > most)
    ties.pop_back();
  while (ties.size() > 2 * kWitnesses && !ties.front().numbered && departure(0, 1) > most)
    ties.erase(ties.begin());
}

std::vector<WideGap> wide_gaps(const std::vector<LineTie>& ties, double narrow_px, double most_risk_px) {
  constexpr double kComparable = 0.33;  // Of the gap, to the other neighbour of its end.
  // An even bend is off by a quarter of that in the middle of a gap; paper bends less evenly.
  constexpr double kOfDeparture = 0.5;
  std::vector<WideGap> gaps;
  for (std::size_t i = 0; i + 1 < ties.size(); ++i) {
    const double gap = ties[i + 1].y - ties[i].y;
    if (gap <= narrow_px) continue;
    double risk = 0.0;
    for (const std::size_t end : {i, i + 1}) {
      if (end == 0 || end + 1 >= ties.size()) continue;
      const LineTie& above = ties[end - 1];
      const LineTie& below = ties[end + 1];
      const double to_above = ties[end].y - above.y;
      const double to_below = below.y - ties[end].y;
      if (std::min(to_above, to_below) < kComparable * gap) continue;
      const double share = (ties[end].depth - above.depth) / (below.depth - above.depth);
      const double departure = std::abs(to_above - share * (to_above + to_below));
      risk = std::max(risk, kOfDeparture * departure * gap * gap / (to_above * to_below));
    }
    if (risk > most_risk_px) gaps.push_back({i, risk});
  }
  return gaps;
}

}  // namespace logdigitise::sheet
