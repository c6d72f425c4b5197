#pragma once
// Sets of columns, as stretches of neighbours.

#include <cstdint>
#include <span>
#include <vector>

namespace logdigitise::trace {

/// Columns [begin, end).
struct Stretch {
  int begin = 0;
  int end = 0;
  bool operator==(const Stretch&) const = default;
};

/// Where a row is at least `least` (> 0), from left to right and apart from each other; the first column of
/// `row` is number `first`. `found` is emptied first.
void find_inked(std::span<const std::uint8_t> row, int first, std::uint8_t least,
                std::vector<Stretch>& found);

/// All columns of two sets; each set and `all`, which is emptied first, from left to right and apart from
/// each other.
void unite(std::span<const Stretch> one, std::span<const Stretch> other, std::vector<Stretch>& all);

}  // namespace logdigitise::trace
