#pragma once
// Where a curve stands in one row: sub-pixel positions from chances, without memory of other rows.

#include <cstdint>
#include <span>

namespace logdigitise::trace {

/// A sub-pixel position in a row (0.5 = centre of column 0) and how sure the row itself is of it.
struct RowPosition {
  double x_px = 0.0;  ///< NaN if there is no evidence at all.
  float confidence = 0.0F;
};

/// Centroid of the chances (0..255) in columns [first, last), both clamped to the row. `confidence` is the
/// part of the whole row's evidence that lies there, times the largest chance.
[[nodiscard]] RowPosition window_centroid(std::span<const std::uint8_t> chances, int first, int last);

/// Centroid of all columns [first, last) whose chance is at least a tenth.
[[nodiscard]] RowPosition row_centroid(std::span<const std::uint8_t> chances, int first, int last);

/// The most probable column of [first, last), refined by a parabola through its neighbours.
[[nodiscard]] RowPosition row_argmax(std::span<const std::uint8_t> chances, int first, int last);

}  // namespace logdigitise::trace
