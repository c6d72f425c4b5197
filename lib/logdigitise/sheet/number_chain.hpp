#pragma once
// Which of the numbers that were read belong together as depths of one section.

#include <cstddef>
#include <vector>

namespace logdigitise::sheet {

struct NumberReading {
  double y = 0.0;           ///< Middle of the number, px down the strip.
  long value = -1;          ///< -1: something stands there that could not be read.
  long other_value = -1;    ///< What else it may be; -1: nothing.
  double confidence = 0.0;  ///< 0..1.
};

/// Numbers that increase down the strip by whole increments, at one scale that changes slowly.
struct NumberChain {
  std::vector<std::size_t> members;  ///< Indices of the readings, from top to bottom; two at least.
  std::vector<long> values;          ///< Of the members: one of the two that each may be.
  std::vector<std::size_t> misread;  ///< Readings between the first and the last member that say otherwise.
  std::vector<std::size_t> unread;   ///< Readings between them that say nothing.
  long increment = 0;                ///< Depth from one printed number to the next.
  double px_per_unit = 0.0;          ///< Median over the steps.
};

struct ChainOptions {
  double stretch = 0.04;    ///< Share by which paper may stretch from one number to the next.
  double jitter_px = 15.0;  ///< A number may stand this far from where its line says, px.
  int most_skipped = 12;    ///< Increments without a member, at most, inside a chain.
  int most_misread = 4;     ///< Readings in a row that say otherwise, at most, inside a chain.
};

/// Disjoint chains, the longest (most members) first. A depth that is skipped, printed twice or begins again
/// ends a chain and begins another one; a single number that does not fit is taken as misread.
/// `readings` must be sorted by y. Time O(n^2) for n readings.
[[nodiscard]] std::vector<NumberChain> find_number_chains(const std::vector<NumberReading>& readings,
                                                          const ChainOptions& options = {});

}  // namespace logdigitise::sheet
