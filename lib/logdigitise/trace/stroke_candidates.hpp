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
  float straight = 0.0F;       ///< How straight a line it is part of, 0..1.
  int still_column = 0;        ///< Where it has stood, give or take still_reach,
  int still_rows = 0;          ///< for so many rows above.
  int unseen_rows = 0;         ///< > 0: not in this row; it stood there so many rows above.
};

struct CandidateOptions {
  float least_ink = 0.12F;  ///< Below this chance a column shows no stroke, 0..1.
  float valley = 0.6F;  ///< Two peaks are two strokes if the ink between falls below this share of the lower.
  int kept_rows = 24;   ///< Rows for which a stroke that ended stays, so that a gap does not lose its place.
  int nearest = 6;      ///< A stroke that ended makes way for one this near, px.
  int most = 7;         ///< The surest are kept.
  int still_reach = 1;  ///< A stroke within so many px of its column stands still.
  int still_least = 80;         ///< A stroke that stood still for so many rows may be a printed line;
  int still_most = 240;         ///< for so many, it is one as far as ink can tell,
  float still_straight = 0.6F;  ///< which is so far: a curve may stand still too, 0..1.
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
