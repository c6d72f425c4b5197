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

/// Columns [first, last) of a row.
struct StretchOfRow {
  int first = 0;
  int last = 0;
};

/// The unbroken run of evidence around columns [first, last): it reaches as far as the chances stay above a
/// third of the largest one inside, at most `longest` columns each way. A path may hug one side of a steep or
/// wide stroke at no price, so the whole run decides where its middle is.
[[nodiscard]] StretchOfRow evidence_run(std::span<const std::uint8_t> chances, int first, int last,
                                        int longest);

/// Centroid of the chances (0..255) in columns [first, last), both clamped to the row. `confidence` is the
/// part of the whole row's evidence that lies there, times the largest chance.
[[nodiscard]] RowPosition window_centroid(std::span<const std::uint8_t> chances, int first, int last);

/// Centroid of all columns [first, last) whose chance is at least a tenth.
[[nodiscard]] RowPosition row_centroid(std::span<const std::uint8_t> chances, int first, int last);

/// The most probable column of [first, last), refined by a parabola through its neighbours.
[[nodiscard]] RowPosition row_argmax(std::span<const std::uint8_t> chances, int first, int last);

}  // namespace logdigitise::trace
