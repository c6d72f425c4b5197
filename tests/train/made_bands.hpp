#pragma once
// Bands with simple curves, drawn by plain loops.

#include <algorithm>
#include <cmath>
#include <vector>

#include "logdigitise/nn/segmenter.hpp"
#include "logdigitise/train/shard.hpp"

namespace logdigitise::testing {

inline constexpr nn::CurveQuery kSolid{layout::LineStyle::kSolid, layout::LineWeight::kMedium};
inline constexpr nn::CurveQuery kDashed{layout::LineStyle::kDashed, layout::LineWeight::kMedium};

/// A band whose curves are sines beside each other, labelled 3 px wide; curve 1, if any, is dashed.
inline train::LabelledBand made_band(int rows, int columns, int curves, double phase = 0.0) {
  train::LabelledBand band;
  band.name = "made";
  band.planes = Image<std::uint8_t>(rows, columns, nn::kInputPlanes);
  band.labels = Image<std::uint8_t>(rows, columns);
  band.left_px = 8.0F;
  band.right_px = static_cast<float>(columns) - 8.0F;
  for (int k = 0; k < curves; ++k) {
    band.queries.push_back(k == 1 ? kDashed : kSolid);
    band.x_px.emplace_back();
    const double centre = columns * (k + 1.0) / (curves + 1.0);
    for (int r = 0; r < rows; ++r) {
      const double x = centre + 0.12 * columns * std::sin(r * 0.04 + phase + k);
      band.x_px.back().push_back(static_cast<float>(x));
      const int middle = static_cast<int>(std::floor(x));
      const bool inked = k != 1 || r % 12 < 8;
      for (int c = std::max(0, middle - 1); c <= std::min(columns - 1, middle + 1); ++c) {
        band.labels.at(r, c) = static_cast<std::uint8_t>(band.labels.at(r, c) | 1 << k);
        if (inked) band.planes.at(r, c, 0) = band.planes.at(r, c, 1) = 220;
      }
    }
  }
  return band;
}

}  // namespace logdigitise::testing
