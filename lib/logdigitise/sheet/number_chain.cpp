#include "logdigitise/sheet/number_chain.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace logdigitise::sheet {

namespace {

constexpr long kIncrements[] = {1000, 500, 250, 200, 100, 50, 25, 20, 10, 5};
constexpr std::size_t kPartners = 6;  // Readings below the first one that may make a pair with it.

/// The printed increment that a difference of depths is made of; 0 if it is not round.
long increment_of(long step) {
  for (const long increment : kIncrements)
    if (step % increment == 0) return increment;
  return 0;
}

struct Walk {
  std::vector<std::size_t> members;
  double score = 0.0;
};

/// Goes on from members `from` -> `to` in the direction of that step, as long as readings agree.
void walk(const std::vector<NumberReading>& readings, const std::vector<bool>& used, std::size_t from,
          std::size_t to, long increment, const ChainOptions& options, Walk& result) {
  const bool down = to > from;
  double scale = static_cast<double>(readings[to].value - readings[from].value) /
                 (readings[to].y - readings[from].y);
  std::size_t at = to;
  int misread_in_a_row = 0;
  double lost = 0.0;
  for (std::size_t i = to;;) {
    if (down ? i + 1 >= readings.size() : i == 0) break;
    i = down ? i + 1 : i - 1;
    const NumberReading& next = readings[i];
    const double distance = next.y - readings[at].y;
    if (std::abs(distance) * scale > options.most_skipped * static_cast<double>(increment)) break;
    if (next.value < 0) continue;
    const double expected = static_cast<double>(readings[at].value) + scale * distance;
    const double tolerance = scale * (options.stretch * std::abs(distance) + options.jitter_px);
    const bool whole = (next.value - readings[at].value) % increment == 0 && next.value != readings[at].value;
    if (whole && !used[i] &&
        std::abs(static_cast<double>(next.value) - expected) <=
            std::min(tolerance, 0.45 * static_cast<double>(increment))) {
      const double step = static_cast<double>(next.value - readings[at].value) / distance;
      scale = 0.6 * scale + 0.4 * step;
      result.members.push_back(i);
      result.score += 1.0 + 0.2 * next.confidence - lost;
      lost = 0.0;
      at = i;
      misread_in_a_row = 0;
    } else {
      lost += 0.4;
      if (++misread_in_a_row > options.most_misread) break;
    }
  }
}

NumberChain finish(const std::vector<NumberReading>& readings, std::vector<std::size_t> members) {
  NumberChain chain;
  std::sort(members.begin(), members.end());
  long step = 0;
  std::vector<double> scales;
  for (std::size_t i = 1; i < members.size(); ++i) {
    const NumberReading& above = readings[members[i - 1]];
    const NumberReading& below = readings[members[i]];
    step = std::gcd(step, below.value - above.value);
    scales.push_back((below.y - above.y) / static_cast<double>(below.value - above.value));
  }
  std::nth_element(scales.begin(), scales.begin() + static_cast<std::ptrdiff_t>(scales.size() / 2),
                   scales.end());
  chain.px_per_unit = scales[scales.size() / 2];
  chain.increment = increment_of(step);
  for (std::size_t i = members.front(); i <= members.back(); ++i) {
    if (std::binary_search(members.begin(), members.end(), i)) continue;
    (readings[i].value < 0 ? chain.unread : chain.misread).push_back(i);
  }
  chain.members = std::move(members);
  return chain;
}

}  // namespace

std::vector<NumberChain> find_number_chains(const std::vector<NumberReading>& readings,
                                            const ChainOptions& options) {
  std::vector<NumberChain> chains;
  std::vector<bool> used(readings.size(), false);
  for (;;) {
    Walk best;
    for (std::size_t i = 0; i < readings.size(); ++i) {
      if (used[i] || readings[i].value < 0) continue;
      std::size_t partners = 0;
      for (std::size_t j = i + 1; j < readings.size() && partners < kPartners; ++j) {
        if (used[j] || readings[j].value < 0) continue;
        ++partners;
        const long step = readings[j].value - readings[i].value;
        if (step <= 0 || readings[j].y - readings[i].y < 2.0 * options.jitter_px) continue;
        const long increment = increment_of(step);
        if (increment == 0 || readings[i].value % increment != 0) continue;
        if (step / increment > options.most_skipped) continue;
        Walk one;
        one.members = {i, j};
        one.score = 2.0 + 0.2 * (readings[i].confidence + readings[j].confidence) -
                    0.4 * static_cast<double>(j - i - 1) - 0.05 * static_cast<double>(step / increment - 1);
        walk(readings, used, i, j, increment, options, one);
        walk(readings, used, j, i, increment, options, one);
        if (one.score > best.score) best = std::move(one);
      }
    }
    if (best.members.size() < 2) break;
    for (const std::size_t i : best.members) used[i] = true;
    chains.push_back(finish(readings, std::move(best.members)));
  }
  std::stable_sort(chains.begin(), chains.end(), [](const NumberChain& a, const NumberChain& b) {
    return a.members.size() > b.members.size();
  });
  return chains;
}

}  // namespace logdigitise::sheet
