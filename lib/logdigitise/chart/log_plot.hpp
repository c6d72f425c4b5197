#pragma once
// A log as a clean plot on a depth scale, to lay beside the paper: tracks, grids and headers as printed.

#include <string>
#include <vector>

namespace logdigitise::chart {

enum class Dash { kSolid, kDashed, kDotted, kLongDash };

struct PlotCurve {
  std::string name;
  std::string unit;
  double left = 0.0;  ///< Values at the track's edges, in either order; > 0 on a logarithmic track.
  double right = 1.0;
  bool wraps = false;  ///< Drawn modulo the track's width, as paper does; otherwise cut at the edges.
  Dash dash = Dash::kSolid;
  std::vector<double> values;  ///< One per depth; NaN = nothing.
};

struct PlotTrack {
  bool logarithmic = false;
  std::vector<PlotCurve> curves;
};

struct LogPlot {
  std::string title;
  bool metric =
      false;  ///< Depths are in metres: 1:200 and lines every 1, 5, 25; else 1:240, feet, 2, 10, 50.
  std::vector<double> depths;  ///< Increasing.
  std::vector<PlotTrack> tracks;
};

/// The picture in true size (millimetres): tracks of 2.5 in, the depth column of 0.75 in after the first.
/// About 8 bytes per sample. An empty log is an empty sheet.
[[nodiscard]] std::string log_plot_svg(const LogPlot& plot);

/// The same as a PDF file, cut into pages where it is longer than a page of a PDF may be (5.08 m).
[[nodiscard]] std::string log_plot_pdf(const LogPlot& plot);

}  // namespace logdigitise::chart
