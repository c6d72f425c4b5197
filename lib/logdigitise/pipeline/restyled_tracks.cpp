#include "logdigitise/pipeline/restyled_tracks.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "logdigitise/pipeline/doubtful_tracks.hpp"
#include "logdigitise/pipeline/guessed_curves.hpp"
#include "logdigitise/pipeline/other_styles.hpp"

namespace logdigitise::pipeline {

namespace {

constexpr double kHardlySeen = 0.6;
// Where it has a position: a curve that is seen like this there is drawn so, but not everywhere.
constexpr double kSeenWhereFound = 0.65;
constexpr std::size_t kMostCurves = 3;
// All curves of the track together, in curves that are seen throughout.
constexpr double kSeenMore = 0.4;
constexpr double kSeen = 0.45;
constexpr double kMostLeftBehind = 0.15;

/// Mean evidence over the rows of the section, summed over the curves of a track; where curves share a stroke
/// it counts once.
double seen_apart(const PageTraces& page, int track, const layout::Depth& section) {
  double sum = 0.0;
  std::size_t rows = 0;
  for (std::size_t r = 0; r < page.depth.size(); ++r) {
    if (page.depth[r] < section.top || page.depth[r] > section.base) continue;
    ++rows;
    for (const CurveRows& curve : page.curves) {
      if (curve.track != track) continue;
      const auto sharing =
          1 + std::count_if(page.curves.begin(), page.curves.end(), [&](const CurveRows& one) {
            return &one != &curve && one.track == track && on_one_stroke(one, curve, r);
          });
      sum += curve.evidence[r].on_path / 255.0 / static_cast<double>(sharing);
    }
  }
  return sum / static_cast<double>(std::max<std::size_t>(1, rows));
}

/// Mean evidence over the rows of the section where the curve has a position.
double seen_where_found(const CurveRows& curve, const std::vector<double>& depth,
                        const layout::Depth& section) {
  double sum = 0.0;
  std::size_t found = 0;
  for (std::size_t r = 0; r < depth.size(); ++r) {
    if (depth[r] < section.top || depth[r] > section.base || std::isnan(curve.fraction[r])) continue;
    sum += curve.evidence[r].on_path / 255.0;
    ++found;
  }
  return sum / static_cast<double>(std::max<std::size_t>(1, found));
}

/// Mean evidence over the rows of the section of what the curve had to itself, further than 2 % of the track
/// from where it is now: a stroke of its own that it would leave.
double left_behind(const PageTraces& page, const CurveRows& before, const CurveRows& now,
                   const layout::Depth& section) {
  constexpr float kApart = 0.02F;
  double sum = 0.0;
  std::size_t rows = 0;
  for (std::size_t r = 0; r < page.depth.size(); ++r) {
    if (page.depth[r] < section.top || page.depth[r] > section.base) continue;
    ++rows;
    const bool is_shared = std::any_of(page.curves.begin(), page.curves.end(), [&](const CurveRows& other) {
      return &other != &before && other.track == before.track && on_one_stroke(other, before, r);
    });
    if (std::isnan(before.fraction[r]) || is_shared) continue;
    if (!(std::abs(before.fraction[r] - now.fraction[r]) <= kApart))
      sum += before.evidence[r].on_path / 255.0 * (1.0 - before.evidence[r].straight / 255.0);
  }
  return sum / static_cast<double>(std::max<std::size_t>(1, rows));
}

template <class Page>
auto& rows_of(Page& page, int track, int curve) {
  return *std::find_if(page.curves.begin(), page.curves.end(),
                       [&](const CurveRows& rows) { return rows.track == track && rows.curve == curve; });
}

}  // namespace

std::vector<Restyled> styles_to_try(const PageTraces& traces, const layout::Layout& layout) {
  using layout::LineStyle;
  std::vector<Restyled> tries;
  for (int t = 0; t < static_cast<int>(layout.tracks.size()); ++t) {
    const layout::Track& track = layout.tracks[static_cast<std::size_t>(t)];
    if (track.curves.size() < 2 || track.curves.size() > kMostCurves || has_guessed_curves(track)) continue;
    int least = -1;
    double least_seen = kHardlySeen;
    for (const CurveRows& curve : traces.curves) {
      if (curve.track != t) continue;
      const double seen = seen_in_section(curve, traces.depth, layout.depth);
      const bool is_drawn_so = seen_where_found(curve, traces.depth, layout.depth) >= kSeenWhereFound;
      if (seen >= least_seen || is_drawn_so) continue;
      least_seen = seen;
      least = curve.curve;
    }
    if (least < 0) continue;
    for (const LineStyle style :
         {LineStyle::kSolid, LineStyle::kDashed, LineStyle::kDotted, LineStyle::kLongDash}) {
      if (style != track.curves[static_cast<std::size_t>(least)].style) tries.push_back({t, least, style});
    }
  }
  return tries;
}

layout::Layout restyled(const layout::Layout& layout, const std::vector<Restyled>& tries) {
  layout::Layout styled = layout;
  styled.tracks.clear();
  for (const Restyled& one : tries) {
    styled.tracks.push_back(layout.tracks[static_cast<std::size_t>(one.track)]);
    styled.tracks.back().curves[static_cast<std::size_t>(one.curve)].style = one.style;
  }
  return styled;
}

void take_restyled(const PageTraces& again, const layout::Layout& layout, const std::vector<Restyled>& tries,
                   PageTraces& traces) {
  traces.expect_same_rows(again);
  for (std::size_t first = 0; first < tries.size();) {
    const int track = tries[first].track;
    double most = seen_apart(traces, track, layout.depth) + kSeenMore;
    int best = -1;
    std::size_t last = first;
    for (; last < tries.size() && tries[last].track == track; ++last) {
      const int reading = static_cast<int>(last);
      const double seen = seen_apart(again, reading, layout.depth);
      const CurveRows& own = rows_of(again, reading, tries[last].curve);
      if (seen < most || seen_in_section(own, again.depth, layout.depth) < kSeen ||
          straight_on_path(own) > kMostStraight ||
          left_behind(traces, rows_of(traces, track, tries[last].curve), own, layout.depth) > kMostLeftBehind)
        continue;
      most = seen;
      best = reading;
    }
    if (best >= 0) {
      for (const CurveRows& curve : again.curves)
        if (curve.track == best) take_curve(curve, track, traces);
      const Restyled& taken = tries[static_cast<std::size_t>(best)];
      rows_of(traces, track, taken.curve).other_style = taken.style;
    }
    first = last;
  }
}

layout::Layout as_found(const layout::Layout& layout, const PageTraces& traces) {
  layout::Layout found = layout;
  for (const CurveRows& curve : traces.curves) {
    if (!curve.other_style) continue;
    found.tracks[static_cast<std::size_t>(curve.track)].curves[static_cast<std::size_t>(curve.curve)].style =
        *curve.other_style;
  }
  return found;
}

}  // namespace logdigitise::pipeline
