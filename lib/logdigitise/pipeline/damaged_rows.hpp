#pragma once
// What a decoder's complaints take from the curves.

#include <vector>

#include "logdigitise/pipeline/curve_rows.hpp"

namespace logdigitise::pipeline {

/// Rows [first, last) of a band.
struct RowRange {
  int first = 0;
  int last = 0;
};

/// The rows of a page that carry no value, ascending and apart. Rests of less than 128 rows between damage,
/// or between damage and an end of the band, go with it: so few rows do not tell whose a stroke is. `damaged`
/// in any order, reaching beyond 0 and `rows` or not.
[[nodiscard]] std::vector<RowRange> rows_lost(std::vector<RowRange> damaged, int rows);

/// Takes the values and evidence of these rows.
void blank_damaged(const std::vector<RowRange>& lost, std::vector<CurveRows>& curves);

}  // namespace logdigitise::pipeline
