#include "logdigitise/pipeline/strangers.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace logdigitise::pipeline {

namespace {

// A stranger counts where it is apart from all curves by this share of the track,
constexpr float kApart = 0.02F;
// is believed if it is seen there in this share of the rows,
constexpr double kLeastSeen = 0.3;
constexpr double kLeastSeenBroken = 0.45;
// if it is inked, as a solid curve is, in this share of them,
constexpr double kLeastInked = 0.9;
// or, being broken, in this share, and if it does not run on what the curves were read from in more than this
// share of its rows, unless these are seen so much better where they are now,
constexpr double kLeastInkedBroken = 0.5;
constexpr double kMostTaken = 0.8;
constexpr double kSeenBetter = 1.06;
// and if the curves beside it are still seen so well, compared to the reading without it: a stranger that
// takes their strokes is none.
constexpr double kLeastKept = 0.95;
constexpr std::size_t kMostCurves = 3;  // More than these and a stranger cannot be told apart together.

/// In whatever lane.
bool is_near(float one, float other) {
  const float apart = one - other;
  return std::abs(apart - std::round(apart)) < kApart;
}

bool is_on_any(float fraction, std::span<const CurveRows> curves, std::size_t row) {
  return std::any_of(curves.begin(), curves.end(),
                     [&](const CurveRows& curve) { return is_near(curve.fraction[row], fraction); });
}

/// A stranger where it is apart from all of `curves`.
struct StrangerApart {
  double seen = 0.0;   ///< Mean over all rows of the evidence on its path there.
  double inked = 0.0;  ///< Share of the rows there that have ink under the path.
};

StrangerApart stranger_apart(const CurveRows& stranger, std::span<const CurveRows> curves) {
  constexpr std::uint8_t kInk = 64;
  double sum = 0.0;
  std::size_t apart_rows = 0;
  std::size_t inked = 0;
  for (std::size_t r = 0; r < stranger.fraction.size(); ++r) {
    if (std::isnan(stranger.fraction[r]) || is_on_any(stranger.fraction[r], curves, r)) continue;
    sum += stranger.evidence[r].on_path / 255.0;
    ++apart_rows;
    if (stranger.evidence[r].pen_ink >= kInk) ++inked;
  }
  return {sum / static_cast<double>(std::max<std::size_t>(1, stranger.fraction.size())),
          static_cast<double>(inked) / static_cast<double>(std::max<std::size_t>(1, apart_rows))};
}

/// Share of the stranger's rows on the paths of `curves`.
double taken_from(const CurveRows& stranger, std::span<const CurveRows> curves) {
  std::size_t rows = 0;
  std::size_t taken = 0;
  for (std::size_t r = 0; r < stranger.fraction.size(); ++r) {
    if (std::isnan(stranger.fraction[r])) continue;
    ++rows;
    if (is_on_any(stranger.fraction[r], curves, r)) ++taken;
  }
  return static_cast<double>(taken) / static_cast<double>(std::max<std::size_t>(1, rows));
}

}  // namespace

const std::vector<layout::LineStyle>& usual_strangers() {
  static const std::vector<layout::LineStyle> kStyles{layout::LineStyle::kSolid};
  return kStyles;
}

const std::vector<layout::LineStyle>& all_strangers() {
  static const std::vector<layout::LineStyle> kStyles{layout::LineStyle::kSolid, layout::LineStyle::kDashed,
                                                      layout::LineStyle::kLongDash};
  return kStyles;
}

std::optional<nn::CurveQuery> stranger_beside(const std::vector<nn::CurveQuery>& asked,
                                              layout::LineStyle style) {
  const bool alike = std::any_of(asked.begin(), asked.end(),
                                 [&](const nn::CurveQuery& query) { return query.style == style; });
  if (alike || asked.empty() || asked.size() > kMostCurves) return std::nullopt;
  return nn::CurveQuery{style, layout::LineWeight::kUnknown};
}

double seen(std::span<const CurveRows> curves) {
  double sum = 0.0;
  std::size_t rows = 1;
  for (const CurveRows& curve : curves) {
    rows = std::max(rows, curve.evidence.size());
    for (const trace::RowEvidence& evidence : curve.evidence) sum += evidence.on_path / 255.0;
  }
  return sum / static_cast<double>(rows);
}

bool is_stranger(const CurveRows& stranger, layout::LineStyle style, std::span<const CurveRows> beside,
                 std::span<const CurveRows> without) {
  const double kept = seen(beside) / std::max(seen(without), 1e-3);
  if (kept < kLeastKept) return false;
  const StrangerApart apart = stranger_apart(stranger, beside);
  if (style == layout::LineStyle::kSolid) return apart.seen >= kLeastSeen && apart.inked >= kLeastInked;
  return apart.seen >= kLeastSeenBroken && apart.inked >= kLeastInkedBroken &&
         (kept >= kSeenBetter || taken_from(stranger, without) <= kMostTaken);
}

}  // namespace logdigitise::pipeline
