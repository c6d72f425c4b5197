#pragma once
// Numbers that stand for "no value".

namespace logdigitise::welllog {

/// The null we write.
inline constexpr double kNullValue = -999.25;

/// True for what is a null whatever a file's NULL line says: -999.25, -9999, -9999.25, -99999, -99999.25,
/// and anything of 1E30 or more either way, NaN included.
[[nodiscard]] bool is_common_null(double value);

}  // namespace logdigitise::welllog
