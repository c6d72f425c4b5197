#pragma once
// Thin dark things that run down the strip, as ridges of its column profiles.

#include <cstdint>
#include <span>

#include "logdigitise/sheet/profiles.hpp"

namespace logdigitise::sheet {

inline constexpr int kRidgeCap = 96;    ///< A line's vote, however black it is: no streak outvotes the grid.
inline constexpr int kLeastRidge = 10;  ///< Of 255: what counts as showing.

/// Px within which a ridge stands out, in a strip so many columns wide.
[[nodiscard]] int ridge_width(int columns);

/// Narrow dark ridges of the column profiles: blocks x width, what stands out of its neighbourhood. Wide
/// black bars and shadows vanish.
[[nodiscard]] Image<std::uint8_t> column_ridges(const ScanProfiles& profiles);

/// Ridge value of a block at a fractional column, px (pixel centres at .5); 0 outside.
[[nodiscard]] double ridge_at(std::span<const std::uint8_t> block, double x);

}  // namespace logdigitise::sheet
