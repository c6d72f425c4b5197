#include "logdigitise/synth/sheet_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "logdigitise/core/error.hpp"
#include "logdigitise/synth/truth.hpp"

namespace logdigitise::synth {

namespace {

constexpr double kTiePitchPx = 64.0;
constexpr double kEdgePitchPx = 250.0;
constexpr double kShortestSheetIn = 7.0;
constexpr double kLongestSheetIn = 11.0;
constexpr double kLeastOwnIn = 0.5;        // Of each sheet, beside what its neighbours show too.
constexpr double kMostStretch = 0.002;     // A scanner's feed is no more even.
constexpr double kMostDepartureIn = 0.01;  // Paper that bends does so before it is cut.

void check(const SheetSetOptions& options) {
  if (options.sheets < 2 || options.sheets > 64)
    throw usage_error("--sheets", fmt::format("{} was given; expected 2 to 64", options.sheets));
  const bool good = options.least_overlap_in >= 0.0 && options.least_overlap_in <= options.most_overlap_in &&
                    options.most_overlap_in <= 4.0;
  if (!good) {
    throw usage_error("--overlap", fmt::format("{:g} to {:g} in were given; expected 0 to 4, the least first",
                                               options.least_overlap_in, options.most_overlap_in));
  }
}

// How the paper and the scanner are is the same for all sheets; how a sheet lies in it, and its dirt, are
// not.
constexpr std::array kOwnMeasures = {&ScanSettings::margin_left_px, &ScanSettings::margin_right_px,
                                     &ScanSettings::margin_top_px,  &ScanSettings::margin_bottom_px,
                                     &ScanSettings::skew_deg,       &ScanSettings::skew_wander_deg,
                                     &ScanSettings::wander_px,      &ScanSettings::specks_per_mpx};
constexpr std::array kOwnCounts = {&ScanSettings::folds,     &ScanSettings::rings,     &ScanSettings::tapes,
                                   &ScanSettings::stamps,    &ScanSettings::scribbles, &ScanSettings::streaks,
                                   &ScanSettings::row_faults};

ScanSettings settings_of_sheet(const ScanSettings& of_log, Hardness hardness, double dpi, Random random) {
  const ScanSettings own = random_scan_settings(random, hardness, dpi);
  ScanSettings s = of_log;
  for (double ScanSettings::*measure : kOwnMeasures) s.*measure = own.*measure;
  for (int ScanSettings::*count : kOwnCounts) s.*count = own.*count;
  s.stretch_y *= 1.0 + random.uniform(-kMostStretch, kMostStretch);
  s.departure_px = std::min(own.departure_px, kMostDepartureIn * dpi);
  s.joints = 0;
  return s;
}

struct Cut {
  int first;
  int last;
};

/// Sheets of about the same length, each overlapping the next as it falls out.
std::vector<Cut> cut_strip(int rows, const SheetSetOptions& options, double dpi, Random random) {
  const auto n = static_cast<std::size_t>(options.sheets);
  std::vector<double> overlap;
  double doubled = 0.0;
  for (std::size_t i = 0; i + 1 < n; ++i) {
    overlap.push_back(std::floor(dpi * random.uniform(options.least_overlap_in, options.most_overlap_in)));
    doubled += overlap.back();
  }
  const double length = (rows + doubled) / static_cast<double>(n);
  if (length < 2.0 * options.most_overlap_in * dpi + kLeastOwnIn * dpi) {
    throw usage_error("--sheets",
                      fmt::format("{} sheets of a strip of {} rows would be shorter than their overlaps",
                                  options.sheets, rows),
                      "Ask for fewer sheets, less overlap, or more --rows");
  }
  std::vector<Cut> cuts;
  double first = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double end = i + 1 == n ? rows : std::floor(first + length);
    cuts.push_back({static_cast<int>(first), static_cast<int>(end)});
    if (i + 1 < n) first = end - overlap[i];
  }
  return cuts;
}

double rounded(double px) { return std::round(px * 100.0) / 100.0; }

/// A point of the strip on the scan of one sheet.
cv::Point2d on_scan(const ScannedSheet& sheet, double x, double strip_y) {
  return sheet.geometry.to_scan({x, strip_y - sheet.first_row});
}

/// Scan x at height `scan_y` of the strip's vertical line `x`.
double x_at(const ScannedSheet& sheet, double x, double strip_y, double scan_y) {
  double at = strip_y;
  for (int i = 0; i < 4; ++i) at += scan_y - on_scan(sheet, x, at).y;
  return on_scan(sheet, x, at).x;
}

void add_sheet(const SheetSpec& spec, const ScannedSheet& sheet, int page, layout::Layout& layout) {
  const double top = std::max(spec.section_y, static_cast<double>(sheet.first_row));
  const double end = std::min(spec.section_end_y(), static_cast<double>(sheet.last_row));
  const auto places = [&](double pitch) {
    const int pieces = std::max(1, static_cast<int>(std::lround((end - top) / pitch)));
    std::vector<double> list;
    for (int i = 0; i <= pieces; ++i) list.push_back(top + (end - top) * i / pieces);
    return list;
  };
  for (const double y : places(kTiePitchPx)) {
    for (const double x : {spec.column.left_px, spec.column.right_px}) {
      const cv::Point2d at = on_scan(sheet, x, y);
      layout.depth.ties.push_back({rounded(at.x), rounded(at.y), spec.depth_of_y(y), page});
    }
  }
  for (std::size_t t = 0; t < spec.tracks.size(); ++t) {
    const TrackSpec& track = spec.tracks[t];
    for (const double strip_y : places(kEdgePitchPx)) {
      const double y = rounded(on_scan(sheet, 0.5 * (track.left_px + track.right_px), strip_y).y);
      layout.tracks[t].edges.push_back({y, rounded(x_at(sheet, track.left_px, strip_y, y)),
                                        rounded(x_at(sheet, track.right_px, strip_y, y)), page});
    }
  }
}

layout::Layout layout_of_sheets(const SheetSet& set) {
  // All but ties and edges is as on one sheet.
  layout::Layout layout = layout_of(set.sheet, set.sheets.front().geometry);
  layout.depth.ties.clear();
  for (layout::Track& track : layout.tracks) track.edges.clear();
  for (std::size_t i = 0; i < set.sheets.size(); ++i)
    add_sheet(set.sheet, set.sheets[i], static_cast<int>(i) + 1, layout);
  return layout;
}

}  // namespace

SheetSet make_sheet_set(const SheetSetOptions& options, std::uint64_t seed) {
  check(options);
  const Random root(seed);
  Random random = root.fork(40);
  SynthesiseOptions of_log = options.log;
  if (of_log.sheet.dpi <= 0.0) of_log.sheet.dpi = random_dpi(random);
  if (of_log.sheet.rows == 0 && of_log.sheet.feet <= 0.0) {
    const double length = of_log.sheet.dpi * random.uniform(kShortestSheetIn, kLongestSheetIn);
    const double overlap = 0.5 * of_log.sheet.dpi * (options.least_overlap_in + options.most_overlap_in);
    of_log.sheet.rows = static_cast<int>(options.sheets * length - (options.sheets - 1) * overlap);
  }
  DrawnLog log = draw_log(of_log, root);
  SheetSet set{fmt::format("{:016x}", seed), log.hardness, std::move(log.sheet), {}, {}, {}, {}};
  const double dpi = set.sheet.dpi;
  const cv::Mat& strip = log.drawn.page;
  std::uint64_t part = 100;
  for (const Cut& cut : cut_strip(strip.rows, options, dpi, root.fork(41))) {
    const cv::Mat page = strip.rowRange(cut.first, cut.last);
    const ScanSettings settings = settings_of_sheet(log.settings, log.hardness, dpi, root.fork(part));
    Random geometry_random = root.fork(part + 1);
    Random scan_random = root.fork(part + 2);
    ScanGeometry geometry(settings, page.size(), geometry_random);
    Scan scan = scan_page(page, settings, geometry, scan_random);
    set.sheets.push_back({cut.first, cut.last, settings, std::move(geometry), std::move(scan)});
    part += 3;
  }
  set.layout = layout_of_sheets(set);
  set.layout.well = log.well;
  set.truth = truth_of(set.sheet);
  set.truth.well = set.layout.well;
  set.ceiling = ceiling_of(set.sheet, set.truth);
  return set;
}

}  // namespace logdigitise::synth
