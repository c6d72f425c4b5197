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

struct Member {
  std::size_t index = 0;
  long value = 0;
};

struct Walk {
  std::vector<Member> members;
  double score = 0.0;
};

/// Goes on from members `from` -> `to` in the direction of that step, as long as readings agree.
void walk(const std::vector<NumberReading>& readings, const std::vector<bool>& used, const Member& from,
          const Member& to, long increment, const ChainOptions& options, Walk& result) {
  const bool down = to.index > from.index;
  double scale = static_cast<double>(to.value - from.value) / (readings[to.index].y - readings[from.index].y);
  Member at = to;
  int misread_in_a_row = 0;
  double lost = 0.0;
  for (std::size_t i = to.index;;) {
    if (down ? i + 1 >= readings.size() : i == 0) break;
    i = down ? i + 1 : i - 1;
    const NumberReading& next = readings[i];
    const double distance = next.y - readings[at.index].y;
    if (std::abs(distance) * scale > options.most_skipped * static_cast<double>(increment)) break;
    if (next.value < 0 && next.other_value < 0) continue;
    const double expected = static_cast<double>(at.value) + scale * distance;
    const double tolerance = std::min(scale * (options.stretch * std::abs(distance) + options.jitter_px),
                                      0.45 * static_cast<double>(increment));
    long agreed = -1;
    for (const long value : {next.other_value, next.value}) {
      if (value < 0 || value == at.value || (value - at.value) % increment != 0) continue;
      if (std::abs(static_cast<double>(value) - expected) <= tolerance) agreed = value;
    }
    if (agreed >= 0 && !used[i]) {
      const double step = static_cast<double>(agreed - at.value) / distance;
      scale = 0.6 * scale + 0.4 * step;
      result.members.push_back({i, agreed});
      result.score += (agreed == next.value ? 1.0 : 0.7) + 0.2 * next.confidence - lost;
      lost = 0.0;
      at = {i, agreed};
      misread_in_a_row = 0;
    } else {
      lost += 0.4;
      if (++misread_in_a_row > options.most_misread) break;
    }
  }
}

NumberChain finish(const std::vector<NumberReading>& readings, std::vector<Member> members) {
  NumberChain chain;
  std::sort(members.begin(), members.end(),
            [](const Member& a, const Member& b) { return a.index < b.index; });
  long step = 0;
  std::vector<double> scales;
  for (std::size_t i = 1; i < members.size(); ++i) {
    const long difference = members[i].value - members[i - 1].value;
    step = std::gcd(step, difference);
    scales.push_back((readings[members[i].index].y - readings[members[i - 1].index].y) /
                     static_cast<double>(difference));
  }
  std::nth_element(scales.begin(), scales.begin() + static_cast<std::ptrdiff_t>(scales.size() / 2),
                   scales.end());
  chain.px_per_unit = scales[scales.size() / 2];
  chain.increment = increment_of(step);
  for (const Member& member : members) {
    chain.members.push_back(member.index);
    chain.values.push_back(member.value);
  }
  for (std::size_t i = chain.members.front(); i <= chain.members.back(); ++i) {
    if (std::binary_search(chain.members.begin(), chain.members.end(), i)) continue;
    (readings[i].value < 0 ? chain.unread : chain.misread).push_back(i);
  }
  return chain;
}

}  // namespace

std::vector<NumberChain> find_number_chains(const std::vector<NumberReading>& readings,
                                            const ChainOptions& options) {
  std::vector<NumberChain> chains;
  std::vector<bool> used(readings.size(), false);
  const auto values_of = [&](std::size_t i) {
    std::vector<long> values;
    if (readings[i].value >= 0) values.push_back(readings[i].value);
    if (readings[i].other_value >= 0) values.push_back(readings[i].other_value);
    return values;
  };
  for (;;) {
    Walk best;
    for (std::size_t i = 0; i < readings.size(); ++i) {
      if (used[i]) continue;
      std::size_t partners = 0;
      for (std::size_t j = i + 1; j < readings.size() && partners < kPartners; ++j) {
        if (used[j] || values_of(j).empty()) continue;
        ++partners;
        if (readings[j].y - readings[i].y < 2.0 * options.jitter_px) continue;
        for (const long above : values_of(i)) {
          for (const long below : values_of(j)) {
            const long step = below - above;
            const long increment = step > 0 ? increment_of(step) : 0;
            if (increment == 0 || above % increment != 0 || step / increment > options.most_skipped) continue;
            Walk one;
            const Member first{i, above};
            const Member second{j, below};
            one.members = {first, second};
            one.score =
                2.0 + 0.2 * (readings[i].confidence + readings[j].confidence) -
                0.3 * ((above != readings[i].value ? 1.0 : 0.0) + (below != readings[j].value ? 1.0 : 0.0)) -
                0.4 * static_cast<double>(j - i - 1) - 0.05 * static_cast<double>(step / increment - 1);
            walk(readings, used, first, second, increment, options, one);
            walk(readings, used, second, first, increment, options, one);
            if (one.score > best.score) best = std::move(one);
          }
        }
      }
    }
    if (best.members.size() < 2) break;
    for (const Member& member : best.members) used[member.index] = true;
    chains.push_back(finish(readings, std::move(best.members)));
  }
  std::stable_sort(chains.begin(), chains.end(), [](const NumberChain& a, const NumberChain& b) {
    return a.members.size() > b.members.size();
  });
  return chains;
}

}  // namespace logdigitise::sheet
