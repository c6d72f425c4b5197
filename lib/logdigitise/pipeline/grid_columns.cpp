#include "logdigitise/pipeline/grid_columns.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::pipeline {

std::vector<int> grid_columns(const layout::Track& track, const band::TrackBand& band) {
  std::vector<int> columns;
  if (track.scale != layout::Scale::kLog || track.curves.empty()) return columns;
  const layout::Curve& curve = track.curves.front();
  const auto [low, high] = std::minmax(curve.left, curve.right);
  constexpr double kLeeway = 1.001;
  constexpr int kMostDecades = 12;
  const double first = std::floor(std::log10(low));
  for (int decade = 0; decade < kMostDecades; ++decade) {
    for (int digit = 1; digit <= 9; ++digit) {
      const double value = digit * std::pow(10.0, first + decade);
      if (value < low / kLeeway || value > high * kLeeway) continue;
      const double fraction = layout::fraction_from_value(curve, track.scale, value);
      columns.push_back(
          static_cast<int>(std::floor(band.left_px + fraction * (band.right_px - band.left_px))));
    }
  }
  std::sort(columns.begin(), columns.end());
  return columns;
}

}  // namespace logdigitise::pipeline
