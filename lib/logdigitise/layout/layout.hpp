#pragma once
// What a sheet looks like: depth ties, tracks and curves, as plain data (the layout.json of the contract).
//
// Pixel coordinates are those of the scan as stored, after its Orientation tag and then the layout's own
// turn: origin at the top left, y down, the centre of the first pixel at (0.5, 0.5).

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "logdigitise/core/units.hpp"

namespace logdigitise::layout {

enum class Scale { kLinear, kLog };
enum class LineStyle { kSolid, kDashed, kDotted, kLongDash };
enum class LineWeight { kUnknown, kLight, kMedium, kHeavy };

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  bool operator==(const Colour&) const = default;
};

/// A point of the scan whose depth is known.
struct Tie {
  double x = 0.0;
  double y = 0.0;
  double depth = 0.0;
  int page = 1;  ///< From 1; which of the sheets of the log.
};

/// Where a track begins and ends at one height of the scan; interpolated along y between edges.
struct Edge {
  double y = 0.0;
  double left = 0.0;
  double right = 0.0;
  int page = 1;
};

struct Curve {
  std::string mnemonic;
  std::string unit;
  double left = 0.0;   ///< Value at the track's left edge.
  double right = 1.0;  ///< Value at the track's right edge; may be the smaller one.
  LineStyle style = LineStyle::kSolid;
  LineWeight weight = LineWeight::kUnknown;
  std::optional<Colour> colour;
  bool wrap = false;  ///< An off-scale curve re-enters at the other edge; values are unwrapped.
  bool operator==(const Curve&) const = default;
};

struct Track {
  std::string name;
  Scale scale = Scale::kLinear;
  std::vector<Edge> edges;  ///< At least one; sorted by page, then y.
  std::vector<Curve> curves;
};

struct Depth {
  DepthUnit unit = DepthUnit::kFeet;
  double top = 0.0;
  double base = 0.0;
  double step = 0.5;  ///< > 0, in `unit`.
  std::vector<Tie> ties;
};

struct Layout {
  std::string raster;                ///< Relative to the layout's folder; empty if none is named.
  std::vector<std::string> rasters;  ///< All sheets in order, if there are several files; else empty.
  int turn = 0;  ///< Degrees clockwise that the scans are turned by to stand upright: 0, 90, 180 or 270.
  std::map<std::string, std::string> well;  ///< WELL, COMP, FLD, LOC, UWI, SRVC, DATE, PROV, ...
  Depth depth;
  std::vector<Track> tracks;
};

[[nodiscard]] std::string_view style_name(LineStyle style);     ///< `solid`, `dashed`, `dotted`, `longdash`.
[[nodiscard]] std::string_view weight_name(LineWeight weight);  ///< empty, `light`, `medium`, `heavy`.

/// Value at fraction `u` of the track width (0 = left edge, 1 = right edge), linear or logarithmic.
[[nodiscard]] double value_from_fraction(const Curve& curve, Scale scale, double u);
/// Inverse of value_from_fraction; NaN for a value <= 0 on a log scale.
[[nodiscard]] double fraction_from_value(const Curve& curve, Scale scale, double value);

}  // namespace logdigitise::layout
