#pragma once
// How hard a curve is to read, measured on its band and truth alone: no model and no opinion takes part.

#include <vector>

#include "logdigitise/train/shard.hpp"

namespace logdigitise::train {

struct CurveHardness {
  double contrast = 0.0;   ///< Ink on the curve's own dashes less ink beside it, 0..1.
  double duty = 0.0;       ///< Share of its rows that are inked: 1 for solid, about 0.5 for dots.
  double crossings = 0.0;  ///< Of other curves, per 1,000 rows (100 ft at 200 dpi and 5 in per 100 ft).
};

/// One per curve of the band; NaN for a curve that is drawn nowhere. Ink is the plane of the pass's own
/// colour. A row counts as inked when it has at least half the ink of the curve's darkest tenth of rows;
/// beside means 4 to 8 px away where no other curve is.
[[nodiscard]] std::vector<CurveHardness> measure_hardness(const LabelledBand& band);

/// The same of every curve of these bands, one after another.
[[nodiscard]] std::vector<CurveHardness> measure_hardness(const std::vector<LabelledBand>& bands);

/// One number from 0 (easiest of these) to 1: the mean of the curve's three ranks among `curves`, where low
/// contrast, low duty and many crossings rank high. NaN for curves without measures.
[[nodiscard]] std::vector<double> rank_hardness(const std::vector<CurveHardness>& curves);

/// Rank correlation after Spearman, ties with their mean rank; pairs that are not both numbers are left out;
/// NaN for fewer than three.
[[nodiscard]] double rank_correlation(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace logdigitise::train
