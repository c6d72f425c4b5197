#pragma once
// The strokes that one row of a band shows, whoever they belong to.

#include <cstdint>
#include <span>
#include <vector>

namespace logdigitise::trace {

/// A stretch of ink in one row that one curve may have drawn.
struct StrokeCandidate {
  int column = 0;  ///< Where its ink is surest.
  int first = 0;   ///< Columns [first, last) of the row.
  int last = 0;
  float ink = 0.0F;            ///< Chance that any curve runs here, 0..1.
  std::vector<float> chances;  ///< Per curve, 0..1: the largest in the stretch.
  float straight = 0.0F;       ///< How straight a line its column has, 0..1.
  int unseen_rows = 0;         ///< > 0: not in this row; it stood there so many rows above.
};

struct CandidateOptions {
  float least_ink = 0.12F;  ///< Below this chance a column shows no stroke, 0..1.
  float valley = 0.6F;  ///< Two peaks are two strokes if the ink between falls below this share of the lower.
  int kept_rows = 24;   ///< Rows for which a stroke that ended stays, so that a gap does not lose its place.
  int nearest = 6;      ///< A stroke that ended makes way for one this near, px.
  int most = 7;         ///< The surest are kept.
};

/// Ink of a row: the sum of the curves' chances in each column, at most 255. `rows`: one span per curve.
[[nodiscard]] std::vector<std::uint8_t> row_ink(std::span<const std::vector<std::uint8_t>> rows);

/// The strokes of a row inside columns [first, last), from left to right, with those of the row above that
/// ended not long ago. Stretches of ink are cut at valleys and where the likeliest curve changes.
[[nodiscard]] std::vector<StrokeCandidate> find_strokes(std::span<const std::vector<std::uint8_t>> rows,
                                                        std::span<const std::uint8_t> ink, int first,
                                                        int last, const std::vector<StrokeCandidate>& above,
                                                        const CandidateOptions& options);

}  // namespace logdigitise::trace
