#include "logdigitise/trace/row_evidence.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

#include "logdigitise/trace/row_estimators.hpp"
#include "logdigitise/trace/stroke_candidates.hpp"

namespace logdigitise::trace {

namespace {

// A stroke reaches so far to both sides of its run, and is followed so far along its row; shares of the
// track's width.
constexpr double kStrokeReach = 0.006;
constexpr double kLongestRun = 0.15;

std::uint8_t largest(std::span<const std::uint8_t> row, int first, int last) {
  std::uint8_t most = 0;
  for (int x = std::max(0, first); x < std::min(last, static_cast<int>(row.size())); ++x)
    most = std::max(most, row[static_cast<std::size_t>(x)]);
  return most;
}

/// The stroke under `column`: the columns around the darkest near it that are at least half as dark. Bare
/// paper and ink that goes on and on have no width.
void measure_pen(std::span<const std::uint8_t> pen, int column, RowEvidence& evidence) {
  constexpr int kNear = 2;
  constexpr int kWidest = 60;
  constexpr int kPaper = 40;  // Grain and dirt are paler.
  const auto columns = static_cast<int>(pen.size());
  int darkest = -1;
  for (int x = std::max(0, column - kNear); x < std::min(columns, column + kNear + 1); ++x)
    if (darkest < 0 || pen[static_cast<std::size_t>(x)] > pen[static_cast<std::size_t>(darkest)]) darkest = x;
  if (darkest < 0) return;
  const int ink = pen[static_cast<std::size_t>(darkest)];
  evidence.pen_ink = static_cast<std::uint8_t>(ink);
  if (ink < kPaper) return;
  const auto inked = [&](int x) {
    return x >= 0 && x < columns && 2 * pen[static_cast<std::size_t>(x)] >= ink &&
           std::abs(x - darkest) < kWidest;
  };
  int first = darkest;
  int last = darkest + 1;
  while (inked(first - 1)) --first;
  while (inked(last)) ++last;
  if (darkest - first >= kWidest - 1 || last - darkest >= kWidest) return;
  evidence.pen_width = static_cast<std::uint8_t>(last - first);
}

}  // namespace

void EvidenceRecord::push(const CurveRow& chances, SharedRow straightness,
                          std::span<const std::uint8_t> pen) {
  const std::vector<std::uint8_t> ink = row_ink(chances);
  Row& row = rows_.emplace_back();
  row.straightness = std::move(straightness);
  row.columns = ink.size();
  row.curves = chances.size();
  row.bytes.reserve((row.curves + 1) * row.columns + pen.size());
  for (const std::vector<std::uint8_t>& own : chances)
    row.bytes.insert(row.bytes.end(), own.begin(), own.end());
  row.bytes.insert(row.bytes.end(), ink.begin(), ink.end());
  row.bytes.insert(row.bytes.end(), pen.begin(), pen.end());
}

void EvidenceRecord::weigh(const Row& row, std::size_t curve, double x_px, double above_px,
                           RowEvidence& evidence) const {
  const double width = frame_.right_px - frame_.left_px;
  // Back from the axis of all lanes; a position beside the track belongs to its own lane still.
  const double margin = 0.05 * width;
  const auto in_band = [&](double x) {
    while (x > frame_.right_px + margin) x -= width;
    while (x < frame_.left_px - margin) x += width;
    return x;
  };
  const double x = in_band(x_px);
  double from = std::isnan(above_px) ? x : in_band(above_px);
  if (std::abs(from - x) > 0.5 * width) from = x;  // It came in over an edge.
  const std::span<const std::uint8_t> own = row.chances(curve);
  const int reach = std::max(2, static_cast<int>(std::lround(kStrokeReach * width)));
  const StretchOfRow run = evidence_run(own, static_cast<int>(std::floor(std::min(x, from))),
                                        static_cast<int>(std::floor(std::max(x, from))) + 1,
                                        static_cast<int>(kLongestRun * width));
  const int first = run.first - reach;
  const int last = run.last + reach;
  evidence.own = largest(own, first, last);
  evidence.ink = largest(row.ink(), first, last);
  evidence.rival = std::max(largest(own, 0, first), largest(own, last, static_cast<int>(own.size())));
  const int column = static_cast<int>(std::floor(x));
  if (row.straightness) evidence.straight = largest(*row.straightness, column, column + 1);
  measure_pen(row.pen(), column, evidence);
}

void EvidenceRecord::take(std::vector<Trace>& traces) {
  if (above_.empty()) above_.assign(traces.size(), std::numeric_limits<double>::quiet_NaN());
  const std::size_t count = traces.empty() ? 0 : traces.front().x_px.size();
  for (std::size_t r = 0; r < count; ++r) {
    for (std::size_t k = 0; k < traces.size(); ++k) {
      const double x_px = traces[k].x_px[r];
      if (!std::isnan(x_px)) weigh(rows_.front(), k, x_px, above_[k], traces[k].evidence[r]);
      above_[k] = x_px;
    }
    rows_.pop_front();
  }
}

}  // namespace logdigitise::trace
