#include "logdigitise/pipeline/path_ends.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::pipeline {

namespace {

// A leap is wider than this, and as much of it at least is without evidence.
constexpr double kLeastLeap = 0.02;
constexpr double kLeastDoubt = 0.3;
// So is a wider one with no more than so many rows between that have no value.
constexpr double kLeapOverGap = 0.05;
constexpr std::ptrdiff_t kShortGap = 24;

double doubt(const CurveRows& curve, std::ptrdiff_t r) {
  return 1.0 - curve.evidence[static_cast<std::size_t>(r)].on_path / 255.0;
}

}  // namespace

PathEnd path_end(const CurveRows& curve, std::ptrdiff_t r, std::ptrdiff_t direction, std::ptrdiff_t at) {
  const std::ptrdiff_t rows = std::ssize(curve.fraction);
  const auto fraction = [&](std::ptrdiff_t row) { return curve.fraction[static_cast<std::size_t>(row)]; };
  std::ptrdiff_t next = r;
  while (next >= 0 && next < rows && std::isnan(fraction(next)) && std::abs(next - r) < kShortGap)
    next += direction;
  if (next < 0 || next >= rows || std::isnan(fraction(next))) return PathEnd::kGap;
  const double move = std::abs(fraction(next) - fraction(at));
  if (next != r) return move > kLeapOverGap ? PathEnd::kLeap : PathEnd::kGap;
  const bool bare = std::max(doubt(curve, r), doubt(curve, at)) > kLeastDoubt;
  return move > kLeastLeap && bare ? PathEnd::kLeap : PathEnd::kInk;
}

}  // namespace logdigitise::pipeline
