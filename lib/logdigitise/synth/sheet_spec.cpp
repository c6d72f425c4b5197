#include "logdigitise/synth/sheet_spec.hpp"

#include <algorithm>
#include <cmath>

#include "logdigitise/synth/curve_coding.hpp"
#include "logdigitise/synth/track_contents.hpp"

namespace logdigitise::synth {

namespace {

constexpr double kLeastStepPx = 2.0;  // Page rows per sample of the truth.

struct DepthScale {
  DepthUnit unit;
  double denominator;
  DepthLines lines;
  int numbers_every;
  double chance;
};

constexpr DepthScale kDepthScales[] = {
    {DepthUnit::kFeet, 240, {2, 10, 50}, 100, 0.46},   {DepthUnit::kFeet, 240, {2, 10, 50}, 50, 0.06},
    {DepthUnit::kFeet, 600, {10, 50, 100}, 100, 0.20}, {DepthUnit::kFeet, 1200, {20, 100, 500}, 100, 0.06},
    {DepthUnit::kFeet, 48, {0.5, 2, 10}, 10, 0.05},    {DepthUnit::kMetres, 200, {1, 5, 25}, 25, 0.09},
    {DepthUnit::kMetres, 500, {5, 10, 50}, 50, 0.05},  {DepthUnit::kMetres, 1000, {10, 50, 100}, 100, 0.03},
};

double px_per_unit(DepthUnit unit, double denominator, double dpi) {
  return unit == DepthUnit::kFeet ? dpi * 12.0 / denominator : dpi / 0.0254 / denominator;
}

void choose_depths(SheetSpec& sheet, const SheetOptions& options, Random& random) {
  std::array<double, std::size(kDepthScales)> chances{};
  for (std::size_t i = 0; i < chances.size(); ++i) chances[i] = kDepthScales[i].chance;
  const DepthScale& scale = kDepthScales[random.weighted(chances)];
  sheet.unit = scale.unit;
  sheet.scale_denominator = scale.denominator;
  sheet.px_per_unit = px_per_unit(scale.unit, scale.denominator, sheet.dpi);
  sheet.lines = scale.lines;
  sheet.column.numbers_every = scale.numbers_every;
  if (random.chance(0.08)) sheet.lines.thin = 0.0;
  if (random.chance(0.06)) sheet.lines.thin *= random.chance(0.5) ? 0.5 : 2.5;
  if (random.chance(0.05)) sheet.lines.medium = 0.0;
  if (random.chance(0.05)) sheet.lines.heavy *= 2.0;

  if (sheet.unit == DepthUnit::kFeet) {
    sheet.step =
        scale.denominator == 48 ? (random.chance(0.5) ? 0.25 : 0.1) : (random.chance(0.9) ? 0.5 : 0.25);
    if (scale.denominator == 1200 && random.chance(0.3)) sheet.step = 1.0;
  } else {
    const double kinds[] = {0.6, 0.3, 0.1};
    constexpr double kSteps[] = {0.1, 0.1524, 0.2};
    sheet.step = kSteps[random.weighted(kinds)];
  }
  // Nobody asks a small print for more samples than it has rows to tell them apart.
  while (sheet.step * sheet.px_per_unit < kLeastStepPx) sheet.step *= 2.0;
  sheet.fine = random.chance(0.5) ? 1 : 2;
  const double step_px = sheet.step * sheet.px_per_unit;
  if (step_px > 12.0) sheet.fine = random.integer(1, 6);

  const int rows = options.rows > 0 ? options.rows : random.integer(2000, 3500);
  double length = options.feet > 0.0
                      ? (sheet.unit == DepthUnit::kFeet ? options.feet : options.feet * kMetresPerFoot)
                      : (rows - (sheet.section_y - sheet.well_header_px)) / sheet.px_per_unit;
  const double tail_px = random.uniform(0.0, 0.15) * sheet.dpi;
  if (options.feet <= 0.0) length -= tail_px / sheet.px_per_unit;
  const double deepest = sheet.unit == DepthUnit::kFeet ? 14000.0 : 4500.0;
  const double first = std::round(random.uniform(20.0, deepest) / sheet.step);
  const double steps = std::max(std::floor(length / sheet.step), 4.0);
  sheet.top = first * sheet.step;
  sheet.base = (first + steps) * sheet.step;
  sheet.height_px = static_cast<int>(std::ceil(sheet.section_end_y() + tail_px));
}

GridLine grid_line(double pt, const SheetSpec& sheet, double darkness, Random& random) {
  GridLine line;
  line.width_px = std::max(pt * sheet.pt_px(), 0.7);
  line.darkness = darkness * random.uniform(0.85, 1.0);
  return line;
}

// One way to print grids per sheet; tracks differ in divisions only.
GridSpec random_grid_lines(const SheetSpec& sheet, Random& random) {
  GridSpec grid;
  const double scale = random.chance(0.7) ? random.uniform(0.7, 1.3) : random.log_uniform(1.3, 3.0);
  const double darkness = random.chance(0.6) ? 1.0 : random.uniform(0.35, 1.0);
  const double contrast = random.chance(0.75) ? 1.0 : random.uniform(0.0, 0.8);  // 0 = all lines alike
  const auto weight = [&](double pt) { return scale * (0.45 + (pt - 0.45) * contrast); };
  grid.thin = grid_line(weight(random.uniform(0.2, 0.4)), sheet, darkness, random);
  grid.medium = grid_line(weight(random.uniform(0.4, 0.65)), sheet, darkness, random);
  grid.heavy = grid_line(weight(random.uniform(0.65, 1.2)), sheet, darkness, random);
  grid.edge = random.chance(0.7) ? grid.heavy : grid.medium;
  if (random.chance(0.25)) {
    const double pt = sheet.pt_px();
    grid.thin.dashes_px =
        random.chance(0.5) ? std::vector<double>{random.uniform(0.4, 1.2) * pt, random.uniform(0.8, 4.0) * pt}
                           : std::vector<double>{random.uniform(2, 8) * pt, random.uniform(0.7, 4.0) * pt};
    if (random.chance(0.3)) grid.medium.dashes_px = grid.thin.dashes_px;
    if (random.chance(0.15)) grid.heavy.dashes_px = grid.thin.dashes_px;
  }
  grid.values = !random.chance(0.06);
  grid.depths = !random.chance(0.06);
  grid.edges = grid.values ? !random.chance(0.04) : true;
  return grid;
}

void place_depth_column(SheetSpec& sheet, double& x, double width_in, Random& random) {
  DepthColumnSpec& column = sheet.column;
  column.left_px = x;
  column.right_px = x + width_in * sheet.dpi;
  x = column.right_px;
  const double rotations[] = {0.35, 0.5, 0.15};
  constexpr int kRotations[] = {0, 90, -90};
  column.rotation = kRotations[random.weighted(rotations)];
  column.font = random.integer(0, 5);
  column.height_px = std::min(random.uniform(0.07, 0.17) * sheet.dpi, 0.2 * width_in * sheet.dpi);
  column.thickness_px = std::max(1.0, column.height_px * random.uniform(0.08, 0.22));
  column.offset_px = random.chance(0.7) ? 0.0 : random.uniform(-0.8, 0.8) * column.height_px;
  column.boxed_line = random.chance(0.25);
  column.ticks = random.chance(0.3);
}

void lay_out_mixed(SheetSpec& sheet, std::vector<Family> families, Random& random) {
  const GridSpec lines = random_grid_lines(sheet, random);
  const double counts[] = {0.15, 0.35, 0.4, 0.1};
  const int tracks = random.weighted(counts) + 1;
  const int column_before = random.chance(0.7) ? std::min(1, tracks) : random.integer(0, tracks);
  double x = random.log_uniform(0.06, 0.8) * sheet.dpi;
  const double common = random.chance(0.6) ? (random.chance(0.6) ? 2.5 : 2.4) : random.uniform(1.4, 3.2);
  for (int t = 0; t <= tracks; ++t) {
    if (t == column_before)
      place_depth_column(sheet, x, random.chance(0.6) ? 0.75 : random.uniform(0.45, 1.1), random);
    if (t == tracks) break;
    const double kinds[] = {t == 0 ? 1.0 : 0.25, t == 0 ? 0.15 : 0.6, t == 0 ? 0.15 : 0.7, 0.4};
    const int kind = random.weighted(kinds);
    double width = random.chance(0.8) ? common : common * random.uniform(0.5, 1.2);
    Contents contents = kind == 0   ? correlation_track(random)
                        : kind == 1 ? resistivity_track(random)
                        : kind == 2 ? porosity_track(random)
                                    : generic_track(random);
    if (kind != 0 && tracks - t == 1 && tracks < 3 && random.chance(0.5)) width *= 2.0;
    if (random.chance(0.12) && t > 0 && t != column_before) x += random.uniform(0.02, 0.4) * sheet.dpi;
    add_track(sheet, contents, width, x, lines, families, random);
  }
  sheet.width_px = static_cast<int>(std::ceil(x + random.log_uniform(0.06, 0.8) * sheet.dpi));
}

void lay_out_three_track(SheetSpec& sheet, std::vector<Family> families, Random& random) {
  const GridSpec lines = random_grid_lines(sheet, random);
  double x = random.uniform(0.08, 0.5) * sheet.dpi;
  const double width = random.chance(0.5) ? 2.5 : 2.4;
  add_track(sheet, correlation_track(random), width, x, lines, families, random);
  place_depth_column(sheet, x, width == 2.5 ? 0.75 : 0.8, random);
  add_track(sheet, resistivity_track(random), width, x, lines, families, random);
  add_track(sheet, porosity_track(random), width, x, lines, families, random);
  sheet.width_px = static_cast<int>(std::ceil(x + random.uniform(0.08, 0.5) * sheet.dpi));
}

// The published setting of two-curve logs: one linear track, solid and dashed, values 0..1.
void lay_out_two_curve(SheetSpec& sheet, std::vector<Family> families, Random& random) {
  GridSpec lines = random_grid_lines(sheet, random);
  lines.values = lines.depths = lines.edges = true;
  double x = random.uniform(0.08, 0.4) * sheet.dpi;
  place_depth_column(sheet, x, random.uniform(0.5, 0.8), random);
  std::erase_if(families, [](Family f) { return facts(f).scale == layout::Scale::kLog; });
  Contents contents = families.empty() ? Contents{} : available({}, families, random);
  contents.resize(2, Family::kGeneric);
  std::vector<Family> none;
  add_track(sheet, contents, random.uniform(2.2, 3.2), x, lines, none, random);
  TrackSpec& track = sheet.tracks.front();
  track.scale = layout::Scale::kLinear;
  set_value_grid(track, random);
  for (std::size_t i = 0; i < track.curves.size(); ++i) {
    layout::Curve& curve = track.curves[i].curve;
    curve.mnemonic = i == 0 ? "CURVE1" : "CURVE2";
    curve.unit = "";
    curve.left = 0.0;
    curve.right = 1.0;
    curve.wrap = false;
    curve.style = i == 0 ? layout::LineStyle::kSolid : layout::LineStyle::kDashed;
  }
  sheet.width_px = static_cast<int>(std::ceil(x + random.uniform(0.08, 0.4) * sheet.dpi));
}

Bgr random_grid_colour(Random& random) {
  constexpr double kInks[][3] = {{60, 150, 60},  {60, 120, 230}, {130, 130, 130},
                                 {200, 140, 70}, {90, 90, 200},  {0, 0, 0}};
  const auto& ink = kInks[random.integer(0, 5)];
  const double pale = random.uniform(0.0, 0.5);
  return {ink[0] + (255 - ink[0]) * pale, ink[1] + (255 - ink[1]) * pale, ink[2] + (255 - ink[2]) * pale};
}

}  // namespace

double random_dpi(Random& random) {
  constexpr double kUsual[] = {200, 100, 150, 240, 300, 400};
  constexpr double kChances[] = {0.58, 0.08, 0.06, 0.03, 0.16, 0.04, 0.05};
  const int which = random.weighted(kChances);
  return which < 6 ? kUsual[which] : std::round(random.uniform(100.0, 320.0));
}

int SheetSpec::samples() const { return static_cast<int>(std::lround((base - top) / step)) + 1; }

SheetSpec random_sheet(const SheetOptions& options, const std::vector<Family>& families, Random random) {
  SheetSpec sheet;
  sheet.preset = options.preset;
  sheet.dpi = options.dpi;
  sheet.antialiased = random.chance(0.65);
  sheet.coloured = random.chance(options.colour_scan ? 0.85 : 0.1);
  if (sheet.coloured && random.chance(0.75))
    sheet.grid_colour = random_grid_colour(random);
  else if (random.chance(0.15))
    sheet.grid_colour = Bgr::all(random.uniform(60, 170));
  sheet.pen_scale = random.chance(0.7) ? random.log_uniform(0.8, 1.35) : random.log_uniform(0.7, 3.0);
  if (options.pens.most > 0.0) sheet.pen_scale = random.log_uniform(options.pens.least, options.pens.most);
  sheet.grid_fade = random.chance(0.3) ? random.uniform(0.2, 1.0) : 0.0;
  sheet.annotations = random.chance(0.3) ? 0.0 : random.uniform(0.1, 1.0);

  Random layout_random = random.fork(1);
  if (options.preset == Preset::kMixed) lay_out_mixed(sheet, families, layout_random);
  if (options.preset == Preset::kThreeTrack) lay_out_three_track(sheet, families, layout_random);
  if (options.preset == Preset::kTwoCurve) lay_out_two_curve(sheet, families, layout_random);
  Random coding_random = random.fork(2);
  for (TrackSpec& track : sheet.tracks) assign_codes(sheet, track, options, coding_random);

  std::size_t most = 1;
  for (const TrackSpec& track : sheet.tracks) most = std::max(most, track.curves.size());
  sheet.header_top = random.uniform(0.05, 0.2) * sheet.dpi;
  const double line_in = random.uniform(0.2, 0.32);
  sheet.section_y = options.header
                        ? sheet.header_top + (static_cast<double>(most) + 0.3) * line_in * sheet.dpi
                        : sheet.header_top;
  if (!options.header) sheet.header_top = sheet.section_y;
  if (options.well_header) {
    Random well_random = random.fork(4);
    sheet.well = random_well_facts(well_random);
    sheet.well_header_px = std::round(well_random.uniform(4.5, 7.5) * sheet.dpi);
    sheet.header_top += sheet.well_header_px;
    sheet.section_y += sheet.well_header_px;
  }
  sheet.section_y = std::round(sheet.section_y * 8.0) / 8.0;
  Random depth_random = random.fork(3);
  choose_depths(sheet, options, depth_random);
  return sheet;
}

void fill_shapes(SheetSpec& sheet, CurveSource& source, Random random) {
  const double mischief = std::pow(random.uniform(), 1.7);
  for (TrackSpec& track : sheet.tracks) {
    for (CurveSpec& spec : track.curves) {
      ShapeOptions options;
      options.track_px = track.right_px - track.left_px;
      options.mischief = mischief;
      spec.shape = source.shape(spec.family, track.scale, spec.curve, options, random);
      // Half a log track beyond its edges is two decades: further out no tool reads.
      if (track.scale == layout::Scale::kLog)
        for (double& u : spec.shape) u = std::clamp(u, -0.5, 1.5);
      if (sheet.preset ==
          Preset::kTwoCurve) {  // values are fractions of the track, whatever the source's scale
        spec.curve.left = 0.0;
        spec.curve.right = 1.0;
      }
    }
  }
}

}  // namespace logdigitise::synth
