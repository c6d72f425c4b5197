#include "logdigitise/trace/stretches.hpp"

#include <algorithm>
#include <cstring>

namespace logdigitise::trace {

namespace {

/// The first column from `x` on that is not 0; most of a row is, so eight columns are looked at together.
std::size_t next_not_0(std::span<const std::uint8_t> row, std::size_t x) {
  constexpr std::size_t kTogether = sizeof(std::uint64_t);
  for (; x + kTogether <= row.size(); x += kTogether) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, row.data() + x, kTogether);
    if (eight != 0) break;
  }
  while (x < row.size() && row[x] == 0) ++x;
  return x;
}

}  // namespace

void find_inked(std::span<const std::uint8_t> row, int first, std::uint8_t least,
                std::vector<Stretch>& found) {
  found.clear();
  for (std::size_t x = next_not_0(row, 0); x < row.size(); x = next_not_0(row, x)) {
    if (row[x] < least) {
      ++x;
      continue;
    }
    const std::size_t begin = x;
    while (x < row.size() && row[x] >= least) ++x;
    found.push_back({first + static_cast<int>(begin), first + static_cast<int>(x)});
  }
}

void unite(std::span<const Stretch> one, std::span<const Stretch> other, std::vector<Stretch>& all) {
  all.clear();
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < one.size() || j < other.size()) {
    const bool from_one = j == other.size() || (i < one.size() && one[i].begin <= other[j].begin);
    const Stretch next = from_one ? one[i++] : other[j++];
    if (!all.empty() && next.begin <= all.back().end) {
      all.back().end = std::max(all.back().end, next.end);
    } else {
      all.push_back(next);
    }
  }
}

}  // namespace logdigitise::trace
