#pragma once
// Two readings of each curve of a log side by side: where they agree, and where they do not.

#include <string>
#include <utility>
#include <vector>

namespace logdigitise::chart {

struct ComparedCurve {
  std::string name;
  std::string unit;
  bool logarithmic = false;
  double left = 0.0;  ///< Values at the edges; both 0 = as the values need it.
  double right = 0.0;
  std::vector<double> depths;  ///< Increasing.
  std::vector<double> truth;
  std::vector<double> predicted;                             ///< NaN = missing.
  std::vector<std::pair<std::string, std::string>> figures;  ///< Name and value, under the curve.
  double worst_from = 0.0;                                   ///< Shaded; nothing if both are the same.
  double worst_to = 0.0;
};

struct ComparePlot {
  std::string title;
  std::string depth_unit;
  std::vector<ComparedCurve> curves;
};

/// One picture, 1000 px of depth axis: for each curve a track with the truth grey and the prediction in
/// colour, a track with their difference (of the width of the track: +-10 %, more is cut there and marked),
/// under it a histogram of the differences and the figures. Depths that share a pixel row are drawn by their
/// extremes.
[[nodiscard]] std::string compare_plot_svg(const ComparePlot& plot);

}  // namespace logdigitise::chart
