#include "logdigitise/sheet/track_curves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "logdigitise/sheet/header_scale.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kWeightRatio = 1.5;

std::string unique(std::string name, std::set<std::string>& taken) {
  const std::string plain = name;
  for (int i = 2; !taken.insert(name).second; ++i) name = fmt::format("{}_{}", plain, i);
  return name;
}

/// Weights for entries of one style, by thickness.
void tell_apart(const std::vector<HeaderEntry>& entries, int number, TrackCurves& result) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    for (std::size_t k = i + 1; k < entries.size(); ++k) {
      if (entries[i].style != entries[k].style) continue;
      const bool first_is_heavy = entries[i].thickness_px > entries[k].thickness_px;
      const double thick = std::max(entries[i].thickness_px, entries[k].thickness_px);
      const double thin = std::min(entries[i].thickness_px, entries[k].thickness_px);
      if (thick < kWeightRatio * thin) {
        result.flags.push_back(
            fmt::format("track {}: {} and {} are printed alike and cannot be told apart by their line",
                        number, result.curves[i].mnemonic, result.curves[k].mnemonic));
        continue;
      }
      result.curves[first_is_heavy ? i : k].weight = layout::LineWeight::kHeavy;
      result.curves[first_is_heavy ? k : i].weight = layout::LineWeight::kLight;
    }
  }
}

}  // namespace

TrackCurves curves_of_track(int number, const TrackGrid& grid, const std::vector<HeaderEntry>& entries,
                            std::set<std::string>& taken) {
  TrackCurves result;
  if (entries.empty()) {
    layout::Curve curve;
    curve.mnemonic = unique(fmt::format("TRACK{}_CURVE1", number), taken);
    result.curves.push_back(curve);
    return result;
  }
  const bool any_proven = std::any_of(entries.begin(), entries.end(),
                                      [](const HeaderEntry& entry) { return entry.is_scale_proven; });
  // A track without lines is as its scales are.
  const bool all_log = std::all_of(entries.begin(), entries.end(), [](const HeaderEntry& entry) {
    return !entry.is_scale_proven || is_log_range(entry.left, entry.right);
  });
  const bool is_log = any_proven && (grid.scale == layout::Scale::kLog || (grid.shows_no_lines() && all_log));
  if (is_log) result.scale = layout::Scale::kLog;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const HeaderEntry& entry = entries[i];
    layout::Curve curve;
    curve.style = entry.style;
    const bool is_named = entry.is_scale_proven && !entry.mnemonic.empty();
    curve.mnemonic = unique(is_named ? entry.mnemonic : fmt::format("TRACK{}_CURVE{}", number, i + 1), taken);
    if (entry.is_scale_proven) {
      curve.unit = entry.unit;
      curve.left = entry.left;
      curve.right = entry.right;
      curve.wrap = entry.wraps;
      if (!is_named)
        result.flags.push_back(fmt::format("track {}: the name of the curve {:g} .. {:g} could not be read",
                                           number, entry.left, entry.right));
      else if (!entry.note.empty())
        result.flags.push_back(fmt::format("track {}: {}", number, entry.note));
    } else {
      if (is_log) {
        curve.left = 1.0;
        curve.right = std::pow(10.0, std::max(1, grid.decades));
      }
      const std::string name = entry.mnemonic.empty() ? "a curve" : entry.mnemonic;
      result.flags.push_back(fmt::format(
          "track {}: scale of {} is not proven ({}): {} is in {}", number, name, entry.note, curve.mnemonic,
          is_log ? "multiples of its value at the left edge" : "fractions of the track"));
    }
    result.curves.push_back(std::move(curve));
  }
  tell_apart(entries, number, result);
  return result;
}

}  // namespace logdigitise::sheet
