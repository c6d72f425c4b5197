#include "logdigitise/synth/synthetic_log.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>

#include "logdigitise/core/error.hpp"
#include "logdigitise/synth/truth.hpp"
#include "logdigitise/synth/visibility.hpp"
#include "logdigitise/synth/well_source.hpp"

namespace logdigitise::synth {

namespace {

void check(const SheetOptions& options) {
  const auto refuse = [](const char* name, double value, const char* expected) {
    throw usage_error(fmt::format("--{}", name), fmt::format("{:g} was given; expected {}", value, expected));
  };
  if (options.feet != 0.0 && !(options.feet >= 5.0 && options.feet <= 20000.0))
    refuse("feet", options.feet, "5 to 20000");
  if (options.rows != 0 && (options.rows < 300 || options.rows > 200000))
    refuse("rows", options.rows, "300 to 200000");
  if (options.dpi != 0.0 && !(options.dpi >= 50.0 && options.dpi <= 800.0))
    refuse("dpi", options.dpi, "50 to 800");
}

Hardness random_hardness(Random& random) {
  const double chances[] = {0.2, 0.5, 0.3};
  return static_cast<Hardness>(random.weighted(chances));
}

double feet_per_unit(DepthUnit unit) { return unit == DepthUnit::kFeet ? 1.0 : 1.0 / kMetresPerFoot; }

std::map<std::string, std::string> well_names(Random& random) {
  constexpr std::array<const char*, 8> kNames = {"HAVERKAMP", "SMITH",  "OLSEN", "BAUER",
                                                 "GARCIA",    "MILLER", "STATE", "UNIT"};
  const auto name = kNames[static_cast<std::size_t>(random.integer(0, 7))];
  return {{"WELL", fmt::format("{} {}-{}", name, random.integer(1, 9), random.integer(1, 36))},
          {"COMP", "SYNTHETIC"},
          {"FLD", "NONE"},
          {"SRVC", "LOGDIGITISE SYNTH"}};
}

struct ScannedPage {
  ScanSettings settings;
  ScanGeometry geometry;
  Scan scan;
};

constexpr int kAsHard = 5;    // Tries with settings as hard as asked for,
constexpr int kEasier = 4;    // then with some a step towards clean,
constexpr int kCleanest = 7;  // then with clean ones.

Hardness hardness_of_try(int attempt, Hardness hardness) {
  if (attempt < kAsHard) return hardness;
  const bool is_step = attempt < kAsHard + kEasier && hardness == Hardness::kHard;
  return is_step ? Hardness::kTypical : Hardness::kClean;
}

/// Scans the page; scans it again with other settings while a curve has all but vanished, since nobody could
/// read that and its truth would be none. After some tries the settings become easier (a thin dotted curve
/// survives few hard scans). The most legible scan is taken.
ScannedPage scan_legibly(const DrawnSheet& drawn, ScanSettings settings, Hardness hardness, double dpi,
                         const Random& root) {
  constexpr int kTries = kAsHard + kEasier + kCleanest;
  constexpr double kLegible = 0.7;
  const ScanOutput output = settings.output;
  std::optional<ScannedPage> best;
  double best_seen = -1.0;
  for (int attempt = 0; attempt < kTries && best_seen < kLegible; ++attempt) {
    const auto part = static_cast<std::uint64_t>(attempt) * 16;
    if (attempt > 0) {
      Random settings_random = root.fork(11 + part);
      settings = random_scan_settings(settings_random, hardness_of_try(attempt, hardness), dpi);
      settings.output = output;
    }
    Random geometry_random = root.fork(9 + part);
    Random scan_random = root.fork(10 + part);
    ScanGeometry geometry(settings, drawn.page.size(), geometry_random);
    Scan scan = scan_page(drawn.page, settings, geometry, scan_random);
    const double seen = least_share_seen(drawn.curves, drawn.page, geometry, scan);
    if (seen > best_seen) {
      best_seen = seen;
      best.emplace(ScannedPage{settings, std::move(geometry), std::move(scan)});
    }
  }
  return std::move(*best);
}

}  // namespace

std::uint64_t log_seed(std::uint64_t set_seed, std::uint64_t index) {
  return Random(set_seed).fork(index).next();
}

DrawnLog draw_log(const SynthesiseOptions& options, const Random& root) {
  check(options.sheet);
  Random random = root.fork(1);
  const Hardness hardness = options.hardness ? *options.hardness : random_hardness(random);

  // The scan's kind decides whether colours may tell curves apart; its lengths depend on the print's dpi.
  Random sheet_random = root.fork(2);
  SheetOptions sheet_options = options.sheet;
  if (sheet_options.dpi == 0.0) sheet_options.dpi = random_dpi(sheet_random);
  Random settings_random = root.fork(3);
  ScanSettings settings = random_scan_settings(settings_random, hardness, sheet_options.dpi);
  sheet_options.colour_scan = settings.output == ScanOutput::kColour;

  const std::unique_ptr<RealWell> well =
      options.wells.empty() ? nullptr : pick_well(options.wells, root.fork(4));
  SheetSpec sheet =
      random_sheet(sheet_options, well ? well->families() : std::vector<Family>{}, sheet_random);
  const DepthGrid grid{sheet.fine_step() * feet_per_unit(sheet.unit), sheet.fine_samples()};
  const double stretch =
      std::pow(sheet.scale_denominator / 240.0, random.uniform(0.0, 0.7)) * random.log_uniform(0.6, 1.8);
  const std::unique_ptr<CurveSource> source =
      make_source(well.get(), grid, make_procedural_source(grid, stretch, root.fork(5)), root.fork(6));
  fill_shapes(sheet, *source, root.fork(7));

  DrawnSheet drawn = draw_sheet(sheet, root.fork(8));
  std::map<std::string, std::string> names = options.sheet.well_header ? sheet.well : well_names(random);
  return {hardness, std::move(settings), std::move(sheet), std::move(drawn), std::move(names)};
}

SyntheticLog make_log(const SynthesiseOptions& options, std::uint64_t seed) {
  const Random root(seed);
  DrawnLog log = draw_log(options, root);
  ScannedPage scanned = scan_legibly(log.drawn, log.settings, log.hardness, log.sheet.dpi, root);

  layout::Layout layout = layout_of(log.sheet, scanned.geometry);
  layout.well = log.well;
  welllog::WellLog truth = truth_of(log.sheet);
  truth.well = layout.well;
  welllog::WellLog ceiling = ceiling_of(log.sheet, truth);
  return SyntheticLog{fmt::format("{:016x}", seed),
                      log.hardness,
                      std::move(log.sheet),
                      std::move(layout),
                      std::move(truth),
                      std::move(ceiling),
                      std::move(log.drawn.page),
                      std::move(log.drawn.curves),
                      scanned.settings,
                      scanned.geometry,
                      std::move(scanned.scan)};
}

cv::Mat curve_mask(const SyntheticLog& log, const DrawnCurve& curve) {
  cv::Mat mask(log.page.size(), CV_8UC1, cv::Scalar(0));
  const Ink ink{curve.pen_px, 1.0, true, true};
  for (const Polyline& stroke : curve.strokes) draw_polyline(mask, stroke, ink);
  return warp_mask(mask, log.geometry);
}

}  // namespace logdigitise::synth
