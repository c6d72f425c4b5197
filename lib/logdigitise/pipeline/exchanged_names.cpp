#include "logdigitise/pipeline/exchanged_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "logdigitise/pipeline/curve_character.hpp"
#include "logdigitise/pipeline/guessed_curves.hpp"

namespace logdigitise::pipeline {

namespace {

constexpr double kStretchFt = 100.0;
// Nats, of a stretch. Of 393 pairs on drawn logs of wells for choosing, none that was named right had 8
// against it.
constexpr double kFarMore = 8.0;

/// How much likelier the curves are as named than exchanged: the sum over stretches, which are alike in one
/// well, over the root of their number.
double odds_as_named(const layout::Track& track, const CurveRows& a, const CurveRows& b,
                     const std::vector<double>& depth_ft) {
  double sum = 0.0;
  double stretches = 0.0;
  const auto likely = [&](const CurveRows& name, const CurveRows& stroke, std::size_t first,
                          std::size_t rows) {
    const layout::Curve& curve = track.curves[static_cast<std::size_t>(name.curve)];
    return likely_character(curve, track.scale, std::span(depth_ft).subspan(first, rows),
                            std::span(stroke.fraction).subspan(first, rows));
  };
  for (std::size_t first = 0; first < depth_ft.size();) {
    std::size_t last = first + 1;
    while (last < depth_ft.size() && std::abs(depth_ft[last] - depth_ft[first]) < kStretchFt) ++last;
    const std::size_t rows = last - first;
    const double a_as_named = likely(a, a, first, rows);
    const double b_as_named = likely(b, b, first, rows);
    const bool both_known = a_as_named != 0.0 && b_as_named != 0.0;
    if (both_known) sum += a_as_named + b_as_named - likely(a, b, first, rows) - likely(b, a, first, rows);
    stretches += 1.0;
    first = last;
  }
  return stretches > 0.0 ? sum / std::sqrt(stretches) : 0.0;
}

}  // namespace

std::vector<std::string> exchanged_name_messages(const layout::Layout& layout, const PageTraces& page) {
  std::vector<std::string> messages;
  std::vector<double> depth_ft = page.depth;
  if (layout.depth.unit == DepthUnit::kMetres)
    for (double& depth : depth_ft) depth /= kMetresPerFoot;
  for (const CurveRows& a : page.curves) {
    const layout::Track& track = layout.tracks[static_cast<std::size_t>(a.track)];
    if (has_guessed_curves(track)) continue;
    for (const CurveRows& b : page.curves) {
      if (b.track != a.track || b.curve <= a.curve || !a.named.empty() || !b.named.empty()) continue;
      if (odds_as_named(track, a, b, depth_ft) > -kFarMore) continue;
      messages.push_back(fmt::format("track {}: {} and {} run as if they had each other's name", track.name,
                                     track.curves[static_cast<std::size_t>(a.curve)].mnemonic,
                                     track.curves[static_cast<std::size_t>(b.curve)].mnemonic));
    }
  }
  return messages;
}

}  // namespace logdigitise::pipeline
