#include "logdigitise/pipeline/broken_line_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace logdigitise::pipeline {

namespace {

/// Symmetric matrix with two off-diagonals: band[i][k] = element (i, i + k).
using Band = std::vector<std::array<double, 3>>;

/// Weights of three neighbouring corners, the first being `first`, in one observation.
struct Stencil {
  int first = 0;
  std::array<double, 3> weight{};
};

Stencil stencil(double position, double half_height, int corners) {
  // The mean over a short interval by the two-point Gauss rule, exact but where a corner lies inside it.
  Stencil s;
  const double offset = half_height / std::sqrt(3.0);
  s.first = std::clamp(static_cast<int>(std::floor(position - offset)), 0, std::max(corners - 3, 0));
  for (const double at : {position - offset, position + offset}) {
    const double clamped = std::clamp(at, 0.0, corners - 1.0);
    const int left = std::clamp(static_cast<int>(std::floor(clamped)), 0, std::max(corners - 2, 0));
    const double t = clamped - left;
    const int k = std::clamp(left - s.first, 0, 1);
    s.weight[static_cast<std::size_t>(k)] += 0.5 * (1.0 - t);
    s.weight[static_cast<std::size_t>(k + 1)] += 0.5 * t;
  }
  return s;
}

void solve(Band& a, std::vector<double>& b) {
  const std::size_t n = b.size();
  // In place L D L^T; band[i][k] then holds L(i + k, i).
  for (std::size_t i = 0; i < n; ++i) {
    const double pivot = std::max(a[i][0], 1e-12);
    for (std::size_t k = 1; k <= 2 && i + k < n; ++k) {
      const double factor = a[i][k] / pivot;
      for (std::size_t j = k; j <= 2 && i + j < n; ++j) a[i + k][j - k] -= factor * a[i][j];
      b[i + k] -= factor * b[i];
    }
    a[i][0] = pivot;
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = 1; k <= 2 && i + k < n; ++k) b[i] -= a[i][k] * b[i + k];
    b[i] /= a[i][0];
  }
}

}  // namespace

std::vector<double> fit_broken_line(const std::vector<LineObservation>& observations, int corners,
                                    double half_height, double bend_price) {
  const auto n = static_cast<std::size_t>(corners);
  if (corners < 3) {  // Too short for a stencil: the mean is all there is to say.
    double sum = 0.0;
    double weight = 0.0;
    for (const LineObservation& o : observations) {
      sum += o.weight * o.value;
      weight += o.weight;
    }
    return std::vector<double>(n, weight > 0.0 ? sum / weight : 0.0);
  }
  Band a(n, {0.0, 0.0, 0.0});
  std::vector<double> b(n, 0.0);
  for (const LineObservation& o : observations) {
    const Stencil s = stencil(o.position, half_height, corners);
    for (std::size_t i = 0; i < 3; ++i) {
      const std::size_t row = static_cast<std::size_t>(s.first) + i;
      b[row] += o.weight * s.weight[i] * o.value;
      for (std::size_t j = i; j < 3; ++j) a[row][j - i] += o.weight * s.weight[i] * s.weight[j];
    }
  }
  constexpr std::array<double, 3> kBend = {1.0, -2.0, 1.0};
  for (std::size_t first = 0; first + 2 < n; ++first) {
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = i; j < 3; ++j) a[first + i][j - i] += bend_price * kBend[i] * kBend[j];
    }
  }
  for (auto& row : a) row[0] += 1e-9;
  solve(a, b);
  return b;
}

}  // namespace logdigitise::pipeline
