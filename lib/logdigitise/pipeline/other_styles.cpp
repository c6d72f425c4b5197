#include "logdigitise/pipeline/other_styles.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace logdigitise::pipeline {

namespace {

// In the style it is drawn in, a curve is seen at 0.8 to 1, in another at less than this, most often.
constexpr double kHardlySeen = 0.6;
// Another style is the right one if the curve is seen like this in it, and by so much better,
constexpr double kSeen = 0.45;
constexpr double kSeenMore = 0.25;
// and is not what a printed line would be (kMostStraight).

// Where the curve lies on a stroke of its own in more of the section, the other is a stranger. Of 55 drawn
// curves that were asked for in a wrong style 53 had less than 0.05.
constexpr double kMostElsewhere = 0.15;

// A solid curve that is found in most of the section with ink under it throughout is drawn as asked, however
// much of its chance the network gives to another stroke of the track.
constexpr double kMostOfSection = 0.5;
constexpr double kInkedThrough = 0.95;
constexpr double kHardlyStraight = 0.3;

bool is_inked_through(const CurveRows& curve, const std::vector<double>& depth,
                      const layout::Depth& section) {
  constexpr std::uint8_t kInk = 64;
  std::size_t rows = 0;
  std::size_t found = 0;
  std::size_t inked = 0;
  for (std::size_t r = 0; r < curve.fraction.size(); ++r) {
    if (depth[r] < section.top || depth[r] > section.base) continue;
    ++rows;
    if (std::isnan(curve.fraction[r])) continue;
    ++found;
    if (curve.evidence[r].pen_ink >= kInk) ++inked;
  }
  return static_cast<double>(found) > kMostOfSection * static_cast<double>(rows) &&
         static_cast<double>(inked) >= kInkedThrough * static_cast<double>(found) &&
         straight_on_path(curve) < kHardlyStraight;
}

/// Share of the rows of the section in which the curve lies further than 2 % of the track from `other`, and
/// on no straight line.
double on_another_stroke(const CurveRows& curve, const CurveRows& other, const std::vector<double>& depth,
                         const layout::Depth& section) {
  constexpr float kApart = 0.02F;
  double elsewhere = 0.0;
  std::size_t rows = 0;
  for (std::size_t r = 0; r < curve.fraction.size(); ++r) {
    if (depth[r] < section.top || depth[r] > section.base) continue;
    ++rows;
    if (std::isnan(curve.fraction[r])) continue;
    if (!(std::abs(curve.fraction[r] - other.fraction[r]) <= kApart))
      elsewhere += 1.0 - curve.evidence[r].straight / 255.0;
  }
  return elsewhere / static_cast<double>(std::max<std::size_t>(1, rows));
}

std::vector<layout::LineStyle> other_styles(const layout::Curve& curve) {
  using layout::LineStyle;
  std::vector<LineStyle> styles{LineStyle::kSolid, LineStyle::kDashed, LineStyle::kDotted,
                                LineStyle::kLongDash};
  std::erase(styles, curve.style);
  return styles;
}

}  // namespace

double straight_on_path(const CurveRows& curve) {
  double sum = 0.0;
  std::size_t rows = 0;
  for (std::size_t r = 0; r < curve.fraction.size(); ++r) {
    if (std::isnan(curve.fraction[r])) continue;
    sum += curve.evidence[r].straight / 255.0;
    ++rows;
  }
  return sum / static_cast<double>(std::max<std::size_t>(1, rows));
}

double seen_in_section(const CurveRows& curve, const std::vector<double>& depth,
                       const layout::Depth& section) {
  double sum = 0.0;
  std::size_t rows = 0;
  for (std::size_t r = 0; r < curve.evidence.size(); ++r) {
    if (depth[r] < section.top || depth[r] > section.base) continue;
    sum += curve.evidence[r].on_path / 255.0;
    ++rows;
  }
  return sum / static_cast<double>(std::max<std::size_t>(1, rows));
}

std::vector<int> tracks_hardly_seen(const PageTraces& traces, const layout::Layout& layout) {
  std::vector<int> tracks;
  for (const CurveRows& curve : traces.curves) {
    const std::vector<layout::Curve>& asked = layout.tracks[static_cast<std::size_t>(curve.track)].curves;
    if (asked.size() != 1 || seen_in_section(curve, traces.depth, layout.depth) >= kHardlySeen) continue;
    const bool solid = asked.front().style == layout::LineStyle::kSolid;
    if (!solid || !is_inked_through(curve, traces.depth, layout.depth)) tracks.push_back(curve.track);
  }
  return tracks;
}

layout::Layout in_other_styles(const layout::Layout& layout, const std::vector<int>& tracks) {
  layout::Layout styled = layout;
  styled.tracks.clear();
  for (const int t : tracks) {
    const layout::Track& track = layout.tracks[static_cast<std::size_t>(t)];
    for (const layout::LineStyle style : other_styles(track.curves.front())) {
      styled.tracks.push_back(track);
      styled.tracks.back().curves.front().style = style;
    }
  }
  return styled;
}

void take_styles_seen(const PageTraces& again, const layout::Layout& layout, const std::vector<int>& tracks,
                      PageTraces& traces) {
  traces.expect_same_rows(again);
  for (CurveRows& curve : traces.curves) {
    const auto found = std::find(tracks.begin(), tracks.end(), curve.track);
    if (found == tracks.end()) continue;
    const int track = curve.track;
    const std::vector<layout::LineStyle> styles =
        other_styles(layout.tracks[static_cast<std::size_t>(track)].curves.front());
    const int first = static_cast<int>((found - tracks.begin()) * std::ssize(styles));
    const CurveRows before = curve;
    double most = std::max(kSeen, seen_in_section(curve, traces.depth, layout.depth) + kSeenMore);
    for (const CurveRows& other : again.curves) {
      const int style = other.track - first;
      if (style < 0 || style >= static_cast<int>(std::ssize(styles))) continue;
      const double seen = seen_in_section(other, again.depth, layout.depth);
      if (seen < most || straight_on_path(other) > kMostStraight) continue;
      if (on_another_stroke(before, other, traces.depth, layout.depth) > kMostElsewhere) continue;
      most = seen;
      curve = other;
      curve.track = track;
      curve.other_style = styles[static_cast<std::size_t>(style)];
    }
  }
}

}  // namespace logdigitise::pipeline
