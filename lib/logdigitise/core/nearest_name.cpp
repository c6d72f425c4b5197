#include "logdigitise/core/nearest_name.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace logdigitise {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Optimal string alignment distance; three rows of the table are enough.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      const bool swapped =
          i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest_name(std::string_view wrong, std::span<const std::string_view> known) {
  constexpr std::size_t kLongest = 64;  // The table is quadratic, and no name of ours is longer.
  if (wrong.size() > kLongest) return {};
  std::string_view best;
  std::size_t fewest = 0;
  for (const std::string_view name : known) {
    const std::size_t distance = edits(wrong, name);
    const std::size_t longer = std::max(wrong.size(), name.size());
    const std::size_t limit = std::max<std::size_t>(2, longer / 3);
    if (distance > limit || distance >= longer) continue;
    if (best.empty() || distance < fewest) {
      best = name;
      fewest = distance;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view wrong, std::span<const std::string_view> known) {
  const std::string_view near = nearest_name(wrong, known);
  return near.empty() ? fmt::format("Known: {}", fmt::join(known, ", "))
                      : fmt::format("Did you mean \"{}\"?", near);
}

}  // namespace logdigitise
