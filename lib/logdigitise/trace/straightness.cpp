#include "logdigitise/trace/straightness.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::trace {

namespace {

// Up to this much of the rows around, a calm curve inks its column too, 0..1.
constexpr double kCurvePersistence = 0.35;
// A printed line that lost its ink in places has less than this nowhere, and is one surely from here on.
constexpr double kFaintestLine = 0.12;
constexpr double kSureLine = 0.4;
// The edges of a track are known to about so many columns, and with them where its lines are.
constexpr int kLineReach = 4;

std::uint8_t share_beyond(double inked, double none, double all) {
  return static_cast<std::uint8_t>(std::lround(255.0 * std::clamp((inked - none) / (all - none), 0.0, 1.0)));
}

}  // namespace

std::vector<std::uint8_t> straightness(std::span<const std::uint8_t> persistence) {
  std::vector<std::uint8_t> straight;
  straight.reserve(persistence.size());
  for (const std::uint8_t inked : persistence)
    straight.push_back(share_beyond(inked / 255.0, kCurvePersistence, 1.0));
  return straight;
}

std::vector<std::uint8_t> printed_lines(std::span<const std::uint8_t> persistence,
                                        std::span<const int> expected) {
  std::vector<std::uint8_t> printed(persistence.size(), 0);
  const int columns = static_cast<int>(persistence.size());
  const auto inked = [&](int column) { return persistence[static_cast<std::size_t>(column)]; };
  for (const int column : expected) {
    if (column < 0 || column >= columns) continue;
    int line = column;
    for (int c = std::max(0, column - kLineReach); c <= std::min(columns - 1, column + kLineReach); ++c)
      if (inked(c) > inked(line)) line = c;
    for (int c = std::max(0, line - 1); c <= std::min(columns - 1, line + 1); ++c) {
      std::uint8_t& there = printed[static_cast<std::size_t>(c)];
      there = std::max(there, share_beyond(inked(c) / 255.0, kFaintestLine, kSureLine));
    }
  }
  return printed;
}

void StraightLines::look_at(std::span<const std::uint8_t> persistence, std::span<const int> expected) {
  if (!persistence_.empty() && std::ranges::equal(persistence, persistence_)) return;
  persistence_.assign(persistence.begin(), persistence.end());
  auto straight = std::make_shared<std::vector<std::uint8_t>>(straightness(persistence));
  if (!expected.empty()) printed_ = printed_lines(persistence, expected);
  for (std::size_t x = 0; x < printed_.size(); ++x) (*straight)[x] = std::max((*straight)[x], printed_[x]);
  straight_ = std::move(straight);
}

}  // namespace logdigitise::trace
