#pragma once
// Depth units, as LAS knows them.

#include <optional>
#include <string_view>

namespace logdigitise {

enum class DepthUnit { kFeet, kMetres };

inline constexpr double kMetresPerFoot = 0.3048;

/// `FT` or `M`, as written in LAS.
[[nodiscard]] constexpr std::string_view depth_unit_name(DepthUnit unit) {
  return unit == DepthUnit::kFeet ? "FT" : "M";
}

/// Reads M, METRE(S), METER(S), F, FT, FEET, FOOT in any case; nothing for anything else.
[[nodiscard]] std::optional<DepthUnit> depth_unit_from_name(std::string_view name);

/// The usual LAS step of a unit: 0.5 ft or 0.1 m.
[[nodiscard]] constexpr double default_step(DepthUnit unit) { return unit == DepthUnit::kFeet ? 0.5 : 0.1; }

}  // namespace logdigitise
