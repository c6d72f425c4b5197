#pragma once
// Least-squares fit of a broken line with equally spaced corners.

#include <vector>

namespace logdigitise::pipeline {

/// One observation: the mean of the line over [position - half_height, position + half_height], positions in
/// units of the corner spacing.
struct LineObservation {
  double position = 0.0;
  double value = 0.0;
  double weight = 1.0;
};

/// Values at corners 0 .. corners-1. `bend_price` >= 0 multiplies the squared second differences; a positive
/// price keeps corners without observations determined. Solved by Cholesky factorisation of a matrix with
/// two off-diagonals: O(corners + observations).
[[nodiscard]] std::vector<double> fit_broken_line(const std::vector<LineObservation>& observations,
                                                  int corners, double half_height, double bend_price);

}  // namespace logdigitise::pipeline
