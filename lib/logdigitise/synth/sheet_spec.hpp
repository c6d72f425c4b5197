#pragma once
// A sheet of paper before it is drawn: everything that was decided about it, as plain data.

#include <cstdint>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "logdigitise/core/random.hpp"
#include "logdigitise/core/units.hpp"
#include "logdigitise/layout/layout.hpp"
#include "logdigitise/synth/curve_source.hpp"
#include "logdigitise/synth/line_style.hpp"
#include "logdigitise/synth/well_facts.hpp"

namespace logdigitise::synth {

enum class Preset { kMixed, kThreeTrack, kTwoCurve };

using Bgr = cv::Scalar;

/// How a curve is drawn.
struct CurvePen {
  double width_px = 2.0;    ///< Where it moves slowly.
  double thinning = 0.0;    ///< 0..0.9: share of the width lost in fast moves.
  double fading = 0.0;      ///< 0..0.9: share of the ink lost in fast moves.
  double fade_speed = 5.0;  ///< |dx/dy| at which half of that is lost.
  double darkness = 1.0;
  bool antialiased = true;
  bool round_ends = true;
  DashPattern pattern;
  Bgr colour{0, 0, 0};
};

/// What happens to a curve without wrap where it is off scale.
enum class OffScale { kClipped, kRunsPast, kPegged, kBackup };

struct CurveSpec {
  layout::Curve curve;  ///< Name, scale, style, weight, colour, wrap.
  Family family = Family::kGeneric;
  Shape shape;  ///< Fractions of the track, on the sheet's fine depth grid.
  CurvePen pen;
  OffScale off_scale = OffScale::kClipped;
  double past_in = 0.1;         ///< For kRunsPast: how far beyond the edge, inches.
  double backup_factor = 10.0;  ///< For kBackup: the second trace, drawn but in no truth.
  CurvePen backup_pen;          ///< Its pen: a style that no curve of the track has.
  bool in_layout = true;        ///< false: a distractor, drawn but not asked for.
};

/// Lines across (depth) and along (value) the tracks.
struct GridLine {
  double width_px = 1.0;
  double darkness = 1.0;
  std::vector<double> dashes_px;  ///< Empty = solid.
};

struct GridSpec {
  bool values = true;      ///< Vertical lines.
  bool depths = true;      ///< Horizontal lines.
  int divisions = 10;      ///< Linear grids.
  int middle_every = 5;    ///< Every n-th division line is medium; 0 = none.
  double log_start = 2.0;  ///< Log grids: first digit of the left edge, 1 <= start < 10.
  double decades = 4.0;
  bool log_minor = true;  ///< Lines 2..9 of each decade.
  GridLine thin, medium, heavy, edge;
  bool edges = true;
};

struct TrackSpec {
  std::string name;
  double left_px = 0.0;
  double right_px = 0.0;
  layout::Scale scale = layout::Scale::kLinear;
  GridSpec grid;
  std::vector<CurveSpec> curves;
};

struct DepthColumnSpec {
  double left_px = 0.0;
  double right_px = 0.0;
  int numbers_every = 100;  ///< In depth units.
  int rotation = 0;         ///< 0 upright, 90 clockwise, -90 anticlockwise.
  int font = 0;             ///< A Hershey font of OpenCV.
  double height_px = 20.0;
  double thickness_px = 2.0;
  double offset_px = 0.0;   ///< Number's middle below its line.
  bool boxed_line = false;  ///< The depth line runs through the column.
  bool ticks = false;
};

/// Depth line spacing in depth units; 0 = that weight is not drawn.
struct DepthLines {
  double thin = 2.0;
  double medium = 10.0;
  double heavy = 50.0;
};

struct SheetSpec {
  Preset preset = Preset::kMixed;
  DepthUnit unit = DepthUnit::kFeet;
  double scale_denominator = 240.0;
  double dpi = 200.0;
  double px_per_unit = 10.0;  ///< Page rows per foot or metre.
  double top = 0.0;           ///< Depth of the first drawn row, a multiple of `step`.
  double base = 0.0;
  double step = 0.5;  ///< Of the truth.
  int fine = 1;       ///< Shapes are sampled `fine` times as densely.
  int width_px = 0;
  int height_px = 0;
  double section_y = 0.0;       ///< Page y of `top`.
  double header_top = 0.0;      ///< The header's first row; header_top == section_y: there is none.
  double well_header_px = 0.0;  ///< Rows above header_top that hold the well's data; 0: there are none.
  WellFacts well;               ///< What stands there.
  double pen_scale = 1.0;
  bool coloured = false;
  bool antialiased = true;
  Bgr grid_colour{0, 0, 0};
  double grid_fade = 0.0;  ///< 0..1: how much of the grid is washed out in places.
  DepthLines lines;
  DepthColumnSpec column;
  std::vector<TrackSpec> tracks;
  double annotations = 0.5;  ///< 0..1: how much is written and stamped on the sheet.

  [[nodiscard]] double y_of_depth(double depth) const { return section_y + (depth - top) * px_per_unit; }
  [[nodiscard]] double depth_of_y(double y) const { return top + (y - section_y) / px_per_unit; }
  [[nodiscard]] double section_end_y() const { return y_of_depth(base); }
  [[nodiscard]] double pt_px() const { return dpi / 72.0; }
  [[nodiscard]] int samples() const;  ///< Of the truth: multiples of step in top..base.
  [[nodiscard]] int fine_samples() const { return (samples() - 1) * fine + 1; }
  [[nodiscard]] double fine_step() const { return step / fine; }
};

/// Resolution of a print: mostly 200.
[[nodiscard]] double random_dpi(Random& random);

/// Shares of solid, dashed, dotted and long-dash curves; all 0: the generator's own, mostly solid first
/// curves.
using StyleShares = std::array<double, 4>;

/// Widths of pens, times the usual width; all 0: the generator's own, 0.7 to 3.
struct PenRange {
  double least = 0.0;
  double most = 0.0;
};

struct SheetOptions {
  Preset preset = Preset::kMixed;
  double feet = 0.0;           ///< Length of the section; 0 = from `rows`.
  int rows = 0;                ///< Page rows; 0 = 2000 to 3500 by chance.
  double dpi = 0.0;            ///< Of the print; > 0.
  bool header = true;          ///< Printed scales above the tracks.
  bool well_header = false;    ///< A page with the well's data above everything.
  StyleShares style_shares{};  ///< Shares of the line styles; all 0 = the generator's own.
  PenRange pens{};             ///< Widths of the pens; all 0 = the generator's own.
  bool colour_scan = true;     ///< false: the scan will not show colours, so they may not tell curves apart.
};

/// Decides everything but the curves' shapes.
[[nodiscard]] SheetSpec random_sheet(const SheetOptions& options, const std::vector<Family>& families,
                                     Random random);

/// Fills in the curves' shapes.
void fill_shapes(SheetSpec& sheet, CurveSource& source, Random random);

}  // namespace logdigitise::synth
