#pragma once
// A plain chart as an SVG picture: points and lines over two axes, in colours that colour-blind people can
// tell apart (Okabe and Ito 2008).

#include <string>
#include <vector>

namespace logdigitise::chart {

struct Point {
  double x = 0.0;
  double y = 0.0;
};

struct Axis {
  std::string label;
  double least = 0.0;  ///< Shown range; both 0 = as the points need it.
  double most = 0.0;
  bool logarithmic = false;
  std::vector<std::string> names;  ///< Of the whole numbers from 0, instead of numbers; the range follows.
};

enum class Mark {
  kDots,    ///< Small and half transparent, for many points.
  kPoints,  ///< Large.
  kLine,
  kLineAndPoints,
  kBars,  ///< Short horizontal strokes, for medians and the like.
};

struct Series {
  std::string name;  ///< In the legend; empty = not there.
  std::vector<Point> points;
  Mark mark = Mark::kDots;
  int colour = 0;                   ///< 0 to 7 of the palette, then again from the first.
  std::vector<std::string> labels;  ///< Text beside each point; empty = none.
};

struct Chart {
  std::string title;
  Axis x;
  Axis y;
  std::vector<Series> series;
  bool diagonal = false;  ///< A grey line y = x.
  int width = 860;
  int height = 480;
};

/// The picture, a whole SVG file. Points that are no numbers, or at or below 0 on a logarithmic axis, are
/// left out; those outside a given range are drawn at its edge.
[[nodiscard]] std::string svg(const Chart& chart);

}  // namespace logdigitise::chart
