#include "logdigitise/pipeline/pens_apart.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>

#include "logdigitise/pipeline/curve_kinds.hpp"
#include "logdigitise/pipeline/doubtful_tracks.hpp"
#include "logdigitise/pipeline/like_curves.hpp"
#include "logdigitise/pipeline/other_styles.hpp"

namespace logdigitise::pipeline {

namespace {

constexpr double kMost = 0.5;      // Of the rows that have both curves.
constexpr double kFarFewer = 0.6;  // Of those that were on one stroke before.
// Mean evidence. Of curves on real scans in their own pens 0.64 to 0.97; of the lighter of two where there
// was but one 0.22.
constexpr double kSeen = 0.5;
constexpr double kUnseen = 0.35;
constexpr double kNearlyAll = 0.9;

/// Two curves of a track that are drawn alike, by index into Track::curves.
struct LikePair {
  int first = 0;
  int second = 0;
};

/// Nothing if there are none, or more, or if their weight is known.
std::optional<LikePair> like_pair(const layout::Track& track, bool scan_has_colour) {
  const std::vector<std::vector<int>> groups = like_curves(track, scan_has_colour);
  if (groups.size() != 1 || groups.front().size() != 2) return std::nullopt;
  const LikePair pair{groups.front()[0], groups.front()[1]};
  const bool is_known =
      track.curves[static_cast<std::size_t>(pair.first)].weight != layout::LineWeight::kUnknown;
  return is_known ? std::nullopt : std::optional(pair);
}

/// Null if the track does not stand on the page.
const CurveRows* rows_of(const PageTraces& page, int track, int curve) {
  const auto found = std::find_if(page.curves.begin(), page.curves.end(), [&](const CurveRows& rows) {
    return rows.track == track && rows.curve == curve;
  });
  return found != page.curves.end() ? &*found : nullptr;
}

/// Share of the rows of the section, of those that have both curves; 0 without any.
double share_on_one_stroke(const CurveRows& a, const CurveRows& b, const std::vector<double>& depth,
                           const layout::Depth& section) {
  std::size_t both = 0;
  std::size_t together = 0;
  for (std::size_t r = 0; r < depth.size(); ++r) {
    if (depth[r] < section.top || depth[r] > section.base) continue;
    if (std::isnan(a.fraction[r]) || std::isnan(b.fraction[r])) continue;
    ++both;
    if (on_one_stroke(a, b, r)) ++together;
  }
  return both > 0 ? static_cast<double>(together) / static_cast<double>(both) : 0.0;
}

/// Nulls the second curve where it lies on the first one's stroke.
void leave_stroke_to_first(const CurveRows& first, CurveRows& second) {
  for (std::size_t r = 0; r < second.fraction.size(); ++r) {
    if (!on_one_stroke(first, second, r)) continue;
    second.fraction[r] = std::numeric_limits<float>::quiet_NaN();
    second.evidence[r] = {};
    second.flags[r] = trace::Flag::kUnsure;
  }
}

}  // namespace

std::vector<int> tracks_on_one_stroke(const PageTraces& traces, const layout::Layout& layout) {
  std::vector<int> tracks;
  for (int t = 0; t < static_cast<int>(layout.tracks.size()); ++t) {
    const auto pair = like_pair(layout.tracks[static_cast<std::size_t>(t)], traces.scan_has_colour);
    if (!pair) continue;
    const CurveRows* first = rows_of(traces, t, pair->first);
    const CurveRows* second = rows_of(traces, t, pair->second);
    if (first == nullptr || second == nullptr) continue;
    if (share_on_one_stroke(*first, *second, traces.depth, layout.depth) > kMost) tracks.push_back(t);
  }
  return tracks;
}

layout::Layout with_pens_apart(const layout::Layout& layout, const std::vector<int>& tracks,
                               bool scan_has_colour) {
  layout::Layout apart = only_tracks(layout, tracks);
  for (layout::Track& track : apart.tracks) {
    const auto pair = like_pair(track, scan_has_colour);
    if (!pair) continue;
    track.curves[static_cast<std::size_t>(pair->first)].weight = layout::LineWeight::kLight;
    track.curves[static_cast<std::size_t>(pair->second)].weight = layout::LineWeight::kHeavy;
  }
  return apart;
}

void take_pens_apart(const PageTraces& again, const layout::Layout& layout, const std::vector<int>& tracks,
                     PageTraces& traces) {
  traces.expect_same_rows(again);
  for (int i = 0; i < static_cast<int>(tracks.size()); ++i) {
    const int t = tracks[static_cast<std::size_t>(i)];
    const layout::Track& track = layout.tracks[static_cast<std::size_t>(t)];
    const auto pair = like_pair(track, traces.scan_has_colour);
    if (!pair) continue;
    const CurveRows& first = *rows_of(traces, t, pair->first);
    const CurveRows& second = *rows_of(traces, t, pair->second);
    const CurveRows& light = *rows_of(again, i, pair->first);
    const CurveRows& heavy = *rows_of(again, i, pair->second);
    const double before = share_on_one_stroke(first, second, traces.depth, layout.depth);
    const double after = share_on_one_stroke(light, heavy, again.depth, layout.depth);
    const double seen = std::min(seen_in_section(light, again.depth, layout.depth),
                                 seen_in_section(heavy, again.depth, layout.depth));
    const bool measure_the_same = kind_of(track, pair->first) == kind_of(track, pair->second);
    if (after < kFarFewer * before && seen > kSeen) {
      take_curve(light, t, traces);
      take_curve(heavy, t, traces);
    } else if (after > kNearlyAll && seen < kUnseen && !measure_the_same) {
      const auto own = std::find_if(traces.curves.begin(), traces.curves.end(),
                                    [&](const CurveRows& rows) { return &rows == &second; });
      leave_stroke_to_first(first, *own);
    }
  }
}

}  // namespace logdigitise::pipeline
