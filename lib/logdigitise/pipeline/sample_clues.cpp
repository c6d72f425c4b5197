#include "logdigitise/pipeline/sample_clues.hpp"

#include <algorithm>
#include <cmath>

#include "logdigitise/pipeline/lanes.hpp"
#include "logdigitise/pipeline/pen_clues.hpp"
#include "logdigitise/pipeline/row_means.hpp"

namespace logdigitise::pipeline {

namespace {

constexpr double kSameStroke = 0.006;  // Share of the track's width.
constexpr double kBeside = 0.05;
constexpr double kEdge = 0.03;

double grown(double share) { return std::log1p(100.0 * std::min(share, 1.0)) / std::log(101.0); }

/// Largest of `values` within `reach` rows of each row, by van Herk's two passes: O(rows).
std::vector<float> largest_around(const std::vector<float>& values, std::size_t reach) {
  const std::size_t n = values.size();
  const std::size_t block = 2 * reach + 1;
  std::vector<float> ahead(n);
  std::vector<float> back(n);
  for (std::size_t i = 0; i < n; ++i)
    ahead[i] = i % block == 0 ? values[i] : std::max(ahead[i - 1], values[i]);
  for (std::size_t i = n; i-- > 0;)
    back[i] = i + 1 == n || (i + 1) % block == 0 ? values[i] : std::max(back[i + 1], values[i]);
  std::vector<float> most(n);
  for (std::size_t i = 0; i < n; ++i)
    most[i] = std::max(back[i > reach ? i - reach : 0], ahead[std::min(n - 1, i + reach)]);
  return most;
}

/// Distance to the nearest other curve of the track in each row, share of its width.
std::vector<float> nearest_other(const PageTraces& page, std::size_t which, const layout::Track& track) {
  const CurveRows& own = page.curves[which];
  const auto wraps = [&](const CurveRows& rows) {
    const Lanes lanes = lanes_of(track.curves[static_cast<std::size_t>(rows.curve)], track.scale);
    return lanes.left + lanes.right > 0;
  };
  const bool own_wraps = wraps(own);
  std::vector<float> nearest(own.fraction.size(), 1.0F);
  for (std::size_t k = 0; k < page.curves.size(); ++k) {
    const CurveRows& other = page.curves[k];
    if (k == which || other.track != own.track) continue;
    const bool on_each_other = own_wraps || wraps(other);  // Lanes of a wrapping curve are, on paper.
    for (std::size_t r = 0; r < nearest.size(); ++r) {
      const float apart = own.fraction[r] - other.fraction[r];
      const float on_paper = std::abs(on_each_other ? apart - std::round(apart) : apart);
      if (!std::isnan(apart)) nearest[r] = std::min(nearest[r], on_paper);
    }
  }
  return nearest;
}

/// Of the curve's band; of a usual one where the page knows of none.
double width_px(const PageTraces& page, int track) {
  for (const band::TrackBand& band : page.geometry.tracks)
    if (band.track == track) return band.right_px - band.left_px;
  return band::BandOptions{}.track_width_px;
}

}  // namespace

std::vector<SampleClues> sample_clues(const PageTraces& page, std::size_t which, const layout::Track& track,
                                      const std::vector<double>& depths, double step) {
  std::vector<SampleClues> clues(depths.size(), SampleClues{});
  const CurveRows& curve = page.curves[which];
  const std::size_t rows = page.depth.size();
  if (rows < 2) return clues;

  const auto drawn = [&](std::size_t r) { return !std::isnan(curve.fraction[r]); };
  const auto evidence = [&](auto member) {
    return RowMeans(rows, [&, member](std::size_t r) { return curve.evidence[r].*member / 255.0; });
  };
  const RowMeans path = evidence(&trace::RowEvidence::on_path);
  const RowMeans own = evidence(&trace::RowEvidence::own);
  const RowMeans rival = evidence(&trace::RowEvidence::rival);
  const RowMeans straight = evidence(&trace::RowEvidence::straight);
  const RowMeans own_share(rows, [&](std::size_t r) {
    return (curve.evidence[r].own + 1.0) / (std::max(curve.evidence[r].ink, curve.evidence[r].own) + 1.0);
  });
  const RowMeans is_drawn(rows, [&](std::size_t r) { return drawn(r) ? 1.0 : 0.0; });
  std::vector<float> doubt(rows);
  for (std::size_t r = 0; r < rows; ++r)
    doubt[r] = 1.0F - static_cast<float>(curve.evidence[r].on_path) / 255.0F;
  const std::vector<float> most_doubt = largest_around(doubt, 8);
  std::vector<float> move(rows, 0.0F);
  std::vector<float> leap(rows, 0.0F);
  for (std::size_t r = 1; r < rows; ++r) {
    if (!drawn(r) || !drawn(r - 1)) continue;
    move[r] = std::abs(curve.fraction[r] - curve.fraction[r - 1]);
    leap[r] = move[r] * std::max(doubt[r], doubt[r - 1]);
  }
  const std::vector<float> widest_leap = largest_around(leap, 64);
  const RowMeans slope(rows, [&](std::size_t r) { return move[r]; });
  const RowMeans position(rows, [&](std::size_t r) { return drawn(r) ? curve.fraction[r] : 0.0; });
  const RowMeans square(rows, [&](std::size_t r) {
    return drawn(r) ? static_cast<double>(curve.fraction[r]) * curve.fraction[r] : 0.0;
  });
  const std::vector<float> other = nearest_other(page, which, track);
  const RowMeans beside(rows,
                        [&](std::size_t r) { return 1.0 - std::min<double>(other[r], kBeside) / kBeside; });
  const RowMeans shared(rows, [&](std::size_t r) { return other[r] < kSameStroke ? 1.0 : 0.0; });

  const PenChange width(curve, move, [](const trace::RowEvidence& seen) {
    return std::log2(static_cast<double>(seen.pen_width)) / 2.0;
  });
  const PenChange darkness(curve, move,
                           [](const trace::RowEvidence& seen) { return 2.0 * seen.pen_ink / 255.0; });

  const StrokePattern strokes(curve, width_px(page, curve.track));

  const layout::LineStyle style = track.curves[static_cast<std::size_t>(curve.curve)].style;
  const bool increasing = page.depth.back() > page.depth.front();
  const double row_height = std::abs(page.depth.back() - page.depth.front()) / static_cast<double>(rows - 1);
  const auto near = std::max<std::ptrdiff_t>(1, std::lround(0.5 * step / row_height));
  const auto depth_of = [&](std::size_t i) { return page.depth[increasing ? i : rows - 1 - i]; };
  std::size_t at = 0;
  for (std::size_t i = 0; i < depths.size(); ++i) {
    while (at + 1 < rows && depth_of(at + 1) <= depths[i]) ++at;
    if (std::abs(depth_of(at) - depths[i]) > std::max(step, 2.0 * row_height)) continue;
    const std::size_t r = increasing ? at : rows - 1 - at;
    const auto row = static_cast<std::ptrdiff_t>(r);
    const double there = std::max(is_drawn.mean(row, near), 1e-6);
    const double mean = position.mean(row, near) / there;
    const double variance = std::max(0.0, square.mean(row, near) / there - mean * mean);
    const double in_lane = mean - std::floor(mean);
    const double values[] = {
        path.mean(row, near),
        path.mean(row, 8),
        path.mean(row, 32),
        path.mean(row, 128),
        1.0 - most_doubt[r],
        own.mean(row, near),
        own_share.mean(row, near),
        own_share.mean(row, 32),
        rival.mean(row, near),
        rival.mean(row, 32),
        straight.mean(row, near),
        straight.mean(row, 64),
        is_drawn.mean(row, 32),
        is_drawn.mean(row, 128),
        grown(slope.mean(row, near)),
        grown(std::sqrt(variance)),
        std::sqrt(std::min(1.0F, widest_leap[r])),
        beside.mean(row, near),
        shared.mean(row, 32),
        mean < 0.0 || mean > 1.0 ? 1.0 : 0.0,
        1.0 - std::min(std::min(in_lane, 1.0 - in_lane), kEdge) / kEdge,
        style == layout::LineStyle::kDashed ? 1.0 : 0.0,
        style == layout::LineStyle::kDotted ? 1.0 : 0.0,
        style == layout::LineStyle::kLongDash ? 1.0 : 0.0,
        static_cast<double>(track.curves.size() - 1) / 3.0,
        std::log2(static_cast<double>(near) * 2.0) / 4.0,
        width.around(row, 32),
        width.around(row, 128),
        darkness.around(row, 32),
        strokes.inked(row, 32),
        strokes.inked(row, 256),
        strokes.length(row, 256),
    };
    static_assert(std::size(values) == kClueNames.size());
    std::transform(std::begin(values), std::end(values), clues[i].begin(),
                   [](double value) { return static_cast<float>(value); });
  }
  return clues;
}

}  // namespace logdigitise::pipeline
