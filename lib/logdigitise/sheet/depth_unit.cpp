#include "logdigitise/sheet/depth_unit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace logdigitise::sheet {

namespace {

struct Standard {
  DepthUnit unit;
  double inches_per_100;
  const char* name;
  double least_increment;  ///< Between printed numbers.
  double most_increment;
  double line_step;  ///< Between the finest lines of its form.
};

constexpr std::array<Standard, 7> kStandards = {
    {{DepthUnit::kFeet, 25.0, "25 in per 100 ft", 10, 50, 0.5},
     {DepthUnit::kFeet, 5.0, "5 in per 100 ft", 50, 100, 2},
     {DepthUnit::kFeet, 2.0, "2 in per 100 ft", 50, 200, 10},
     {DepthUnit::kFeet, 1.0, "1 in per 100 ft", 100, 500, 20},
     {DepthUnit::kMetres, 100.0 / 2.54 / 2.0, "1:200", 20, 50, 1},
     {DepthUnit::kMetres, 100.0 / 2.54 / 5.0, "1:500", 25, 100, 5},
     {DepthUnit::kMetres, 100.0 / 2.54 / 10.0, "1:1000", 50, 200, 10}}};
constexpr double kTolerance = 0.08;
constexpr double kToleranceByTwo = 0.045;
constexpr double kDeepestWellMetres = 9500.0;
// Hardly a well in the world goes deeper; many more scans state a wrong resolution.
constexpr double kDeepestUsualMetres = 6500.0;

}  // namespace

UnitAnswer unit_from_scale(const UnitEvidence& evidence) {
  UnitAnswer answer;
  if (evidence.dpi <= 0.0) {
    answer.reason = "the scan states no resolution, so the spacing of the numbers tells no unit";
    return answer;
  }
  answer.inches_per_100 = 100.0 * evidence.px_per_unit / evidence.dpi;
  const Standard* unusual = nullptr;
  for (const double factor : {1.0, 2.0}) {
    const Standard* found = nullptr;
    bool feet = false;
    bool metres = false;
    for (const double wrong_by : factor == 1.0 ? std::array{1.0, 1.0} : std::array{2.0, 0.5}) {
      for (const Standard& standard : kStandards) {
        const double ratio = answer.inches_per_100 * wrong_by / standard.inches_per_100;
        if (std::abs(ratio - 1.0) > (factor == 1.0 ? kTolerance : kToleranceByTwo)) continue;
        if (evidence.increment < standard.least_increment || evidence.increment > standard.most_increment) {
          unusual = &standard;
          continue;
        }
        if (standard.unit == DepthUnit::kMetres && evidence.deepest > kDeepestUsualMetres) continue;
        (standard.unit == DepthUnit::kFeet ? feet : metres) = true;
        found = &standard;
      }
    }
    if (feet && metres) {
      answer.reason =
          fmt::format("{:.2f} in of paper per 100 units can be feet or metres", answer.inches_per_100);
      return answer;
    }
    if (found != nullptr) {
      answer.unit = found->unit;
      answer.standard = found->inches_per_100;
      answer.line_step = found->line_step;
      answer.reason = fmt::format("{:.2f} in of paper per 100 units{}: {}", answer.inches_per_100,
                                  factor == 1.0 ? "" : ", resolution wrong by a factor of two", found->name);
      return answer;
    }
  }
  answer.reason =
      unusual == nullptr
          ? fmt::format("{:.2f} in of paper per 100 units is no standard depth scale", answer.inches_per_100)
          : fmt::format("{:.2f} in of paper per 100 units would be {}, which has no number every {:g}",
                        answer.inches_per_100, unusual->name, evidence.increment);
  return answer;
}

UnitAnswer unit_from_depth(const UnitEvidence& evidence) {
  UnitAnswer answer;
  if (evidence.dpi > 0.0 || evidence.deepest <= kDeepestWellMetres) return answer;
  answer.unit = DepthUnit::kFeet;
  answer.reason = fmt::format("no log reaches a depth of {:.0f} in metres", evidence.deepest);
  return answer;
}

namespace {

/// Whether paper and print have a size that they have on paper.
bool is_plausible(const UnitEvidence& evidence, double dpi) {
  constexpr double kLowestDigitIn = 0.04;
  constexpr double kTallestDigitIn = 0.3;
  constexpr double kWidestIn = 40.0;  // Composite logs are half a metre wide, beds of scanners 36 in.
  if (evidence.digit_px > 0.0 &&
      (evidence.digit_px < kLowestDigitIn * dpi || evidence.digit_px > kTallestDigitIn * dpi))
    return false;
  return evidence.width_px <= kWidestIn * dpi;
}

/// Of a picture at no resolution that scanners have: numbers every 100 with lines every 2, or every 25 with
/// lines every 1, are of one form only, whatever its size.
UnitAnswer unit_from_form(const UnitEvidence& evidence, double line_step) {
  constexpr double kLeastDpi = 75.0;
  constexpr double kMostDpi = 650.0;
  UnitAnswer answer;
  answer.reason = fmt::format("lines every {:g} units are of no usual form", line_step);
  if (evidence.dpi > 0.0) return answer;
  for (const Standard& standard : kStandards) {
    const bool is_told = standard.line_step <= 2.0 && std::abs(line_step / standard.line_step - 1.0) < 1e-6;
    if (!is_told || evidence.increment < standard.least_increment ||
        evidence.increment > standard.most_increment)
      continue;
    if (standard.unit == DepthUnit::kMetres && evidence.deepest > kDeepestUsualMetres) continue;
    const double dpi = 100.0 * evidence.px_per_unit / standard.inches_per_100;
    if (dpi < kLeastDpi || dpi > kMostDpi || !is_plausible(evidence, dpi)) continue;
    answer.unit = standard.unit;
    answer.standard = answer.inches_per_100 = standard.inches_per_100;
    answer.line_step = standard.line_step;
    answer.reason =
        fmt::format("lines every {:g} and numbers every {:g} {} are those of {}, at {:.0f} dpi", line_step,
                    evidence.increment, standard.unit == DepthUnit::kFeet ? "ft" : "m", standard.name, dpi);
  }
  return answer;
}

}  // namespace

UnitAnswer unit_from_lines(const UnitEvidence& evidence, double line_step) {
  constexpr std::array kScanners = {100.0, 150.0, 200.0, 240.0, 300.0, 400.0, 600.0};
  constexpr double kNear = 0.05;
  UnitAnswer answer;
  const Standard* found = nullptr;
  double resolution = 0.0;
  bool may_be_feet = false;
  bool may_be_metres = false;
  for (const Standard& standard : kStandards) {
    // The finest lines of a form may be lost, and its heavier ones be taken for them.
    const double times = line_step / standard.line_step;
    const auto is_times = [&](double factor) { return std::abs(times - factor) < 1e-6; };
    const bool is_whole = is_times(1.0);
    if (!is_whole && !is_times(5.0) && !is_times(10.0)) continue;
    if (evidence.increment < standard.least_increment || evidence.increment > standard.most_increment)
      continue;
    if (standard.unit == DepthUnit::kMetres && evidence.deepest > kDeepestUsualMetres) continue;
    const double dpi = 100.0 * evidence.px_per_unit / standard.inches_per_100;
    const auto scanner = std::find_if(kScanners.begin(), kScanners.end(),
                                      [&](double one) { return std::abs(dpi / one - 1.0) < kNear; });
    if (scanner == kScanners.end() || !is_plausible(evidence, dpi)) continue;
    (standard.unit == DepthUnit::kFeet ? may_be_feet : may_be_metres) = true;
    if (!is_whole) continue;
    found = &standard;
    resolution = *scanner;
  }
  if (found != nullptr && may_be_feet && may_be_metres) {
    answer.reason = fmt::format("lines every {:g} units can be feet or metres", line_step);
    return answer;
  }
  if (found == nullptr) return unit_from_form(evidence, line_step);
  answer.unit = found->unit;
  answer.standard = found->inches_per_100;
  answer.line_step = found->line_step;
  answer.inches_per_100 = 100.0 * evidence.px_per_unit / resolution;
  answer.reason = fmt::format("lines every {:g} {} are those of {}, scanned at {:.0f} dpi", line_step,
                              found->unit == DepthUnit::kFeet ? "ft" : "m", found->name, resolution);
  return answer;
}

}  // namespace logdigitise::sheet
