#include "logdigitise/pipeline/pen_clues.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace logdigitise::pipeline {

namespace {

constexpr std::uint8_t kSeen = 64;  // Chance on the path, of 255.

bool is_calm(const CurveRows& curve, const std::vector<float>& move, std::size_t r) {
  constexpr float kCalm = 0.003F;  // Share of the track a row.
  return curve.evidence[r].pen_width > 0 && curve.evidence[r].on_path >= kSeen && move[r] < kCalm;
}

/// For each row whether there is ink under the path.
std::vector<bool> inked_rows(const CurveRows& curve) {
  std::vector<std::uint8_t> inks;
  for (std::size_t r = 0; r < curve.fraction.size(); ++r)
    if (!std::isnan(curve.fraction[r]) && curve.evidence[r].on_path >= kSeen)
      inks.push_back(curve.evidence[r].pen_ink);
  std::vector<bool> inked(curve.fraction.size(), false);
  if (inks.empty()) return inked;
  // Not the median: of a dotted curve more than half of the rows are paper.
  const auto dark = inks.begin() + static_cast<std::ptrdiff_t>(3 * inks.size() / 4);
  std::nth_element(inks.begin(), dark, inks.end());
  constexpr int kPaper = 40;  // Grain and dirt are paler.
  const int least = std::max(kPaper, *dark / 2);
  for (std::size_t r = 0; r < inked.size(); ++r)
    inked[r] = !std::isnan(curve.fraction[r]) && curve.evidence[r].pen_ink >= least;
  return inked;
}

std::vector<double> way_along(const CurveRows& curve, const std::vector<bool>& inked, double width_px) {
  std::vector<double> way(inked.size(), 0.0);
  for (std::size_t r = 0; r < inked.size(); ++r) {
    if (!inked[r]) continue;
    const float from = r > 0 ? curve.fraction[r - 1] : curve.fraction[r];
    const double across = std::isnan(from) ? 0.0 : static_cast<double>(curve.fraction[r] - from);
    way[r] = std::hypot(across, 1.0 / width_px);
  }
  return way;
}

}  // namespace

PenChange::PenChange(const CurveRows& curve, const std::vector<float>& move,
                     const std::function<double(const trace::RowEvidence&)>& quantity)
    : calm_(curve.fraction.size(), [&](std::size_t r) { return is_calm(curve, move, r) ? 1.0 : 0.0; }),
      sum_(curve.fraction.size(),
           [&](std::size_t r) { return is_calm(curve, move, r) ? quantity(curve.evidence[r]) : 0.0; }) {
  std::vector<double> all;
  for (std::size_t r = 0; r < curve.fraction.size(); ++r)
    if (is_calm(curve, move, r)) all.push_back(quantity(curve.evidence[r]));
  if (all.empty()) return;
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::nth_element(all.begin(), middle, all.end());
  usual_ = *middle;
}

double PenChange::around(std::ptrdiff_t row, std::ptrdiff_t reach) const {
  const double calm = calm_.mean(row, reach);
  if (calm <= 0.0) return 0.0;
  return std::min(1.0, std::abs(sum_.mean(row, reach) / calm - usual_));
}

StrokePattern::StrokePattern(const CurveRows& curve, double width_px) {
  const std::size_t rows = curve.fraction.size();
  const std::vector<bool> inked = inked_rows(curve);
  const std::vector<double> way = way_along(curve, inked, width_px);
  drawn_ = RowMeans(rows, [&](std::size_t r) { return std::isnan(curve.fraction[r]) ? 0.0 : 1.0; });
  inked_ = RowMeans(rows, [&](std::size_t r) { return inked[r] ? 1.0 : 0.0; });
  way_ = RowMeans(rows, [&](std::size_t r) { return way[r]; });
  starts_ = RowMeans(rows, [&](std::size_t r) { return inked[r] && r > 0 && !inked[r - 1] ? 1.0 : 0.0; });
}

double StrokePattern::inked(std::ptrdiff_t row, std::ptrdiff_t reach) const {
  const double drawn = drawn_.mean(row, reach);
  return drawn > 0.0 ? inked_.mean(row, reach) / drawn : 0.0;
}

double StrokePattern::length(std::ptrdiff_t row, std::ptrdiff_t reach) const {
  const double way = way_.mean(row, reach);
  const double starts = starts_.mean(row, reach);
  if (way <= 0.0) return 0.0;
  if (starts <= 0.0) return 1.0;
  return std::min(1.0, std::log2(1.0 + 256.0 * way / starts) / 8.0);
}

}  // namespace logdigitise::pipeline
