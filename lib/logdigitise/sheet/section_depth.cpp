// The depth of a section: numbers tied to lines, and the unit.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "logdigitise/sheet/depth_unit.hpp"
#include "logdigitise/sheet/line_fit.hpp"
#include "logdigitise/sheet/section_inspector.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kLeastConfirmed = 0.6;     // Share of the numbers whose line must be found.
constexpr double kLeastLineStep = 0.45;     // Of the usual form's.
constexpr double kFurthestOffset = 0.9;     // Of a digit's height, from the middle of a number to its line.
constexpr double kSearchByTiePx = 8.0;      // For the line of a tie,
constexpr double kSearchByNumberPx = 16.0;  // and for that of a number.
constexpr double kClearContrast = 10.0;     // Of a tie; more says no more.
constexpr double kOwnLine = 0.4;            // Of the lines' spacing: further off is the next one.
constexpr double kOwnSupport = 0.5;         // Share of the strips that must show a tie's own line,
constexpr double kOwnApartPx = 1.0;         // for it to be believed against the lines around it.

}  // namespace

std::pair<double, double> SectionInspector::column_at(double y) const {
  const std::size_t block = run_.column.index_at(y);
  return {run_.column.left[block], run_.column.right[block]};
}

TiedDepth SectionInspector::tie_to(const LineProfile& lines, std::vector<NumberedDepth>& numbered) const {
  numbered.clear();
  double digit = 0.0;
  const auto count = static_cast<double>(run_.chain.members.size());
  for (std::size_t k = 0; k < run_.chain.members.size(); ++k) {
    const PrintedNumber& number = run_.numbers[run_.chain.members[k]];
    // To the reference column, along the line.
    numbered.push_back({number.y - lines.slope_at(number.y) * (number.x - lines.x_reference),
                        static_cast<double>(run_.chain.values[k])});
    digit += std::min(number.width, number.height) / count;
  }
  TieOptions options;
  // A number stands above or below its line, but not clear of it by nearly half its height.
  options.most_offset_px = std::clamp(kFurthestOffset * digit + 2.0, 12.0, 60.0);
  options.goes_on = !run_.ends_in_jump;
  return tie_numbers_to_lines(lines, numbered, static_cast<double>(run_.chain.increment), options);
}

void SectionInspector::lean_on_ties(double column_left, double column_right) {
  // Lines are few on some sheets, and curves kick: a slope that was measured blindly may be a curve's. Along
  // lines that are known it can be told again.
  std::vector<double> rows;
  double search = kSearchByTiePx;
  for (const LineTie& tie : result_.depth.ties) rows.push_back(tie.y);
  if (!result_.depth.refusal.empty() || rows.size() < 2) {
    rows.clear();
    search = kSearchByNumberPx;
    for (const NumberedDepth& number : numbered_) rows.push_back(number.y);
  }
  LineProfile leaning = lines_;
  lean_on_lines(fit_lines(scan_.profiles, lines_, rows, search, column_left, column_right), leaning);
  fill_profile(scan_.profiles, column_left, column_right, leaning);
  std::vector<NumberedDepth> numbered;
  TiedDepth again = tie_to(leaning, numbered);
  const auto clearness = [](const TiedDepth& depth) {
    double sum = 0.0;
    for (const LineTie& tie : depth.ties) sum += std::min(tie.contrast, kClearContrast);
    return depth.refusal.empty() ? sum : 0.0;
  };
  if (clearness(again) < clearness(result_.depth)) return;
  result_.depth = std::move(again);
  numbered_ = std::move(numbered);
  lines_ = std::move(leaning);
}

void SectionInspector::settle_ties(double column_left, double column_right) {
  std::vector<LineTie>& ties = result_.depth.ties;
  std::vector<double> rows;
  for (const LineTie& tie : ties) rows.push_back(tie.y);
  const double spacing = result_.depth.line_step * run_.chain.px_per_unit;
  const double search = std::min(kSearchByTiePx, kOwnLine * spacing);
  const auto lines = fit_lines(scan_.profiles, lines_, rows, search, column_left, column_right);
  for (std::size_t i = 0; i < ties.size(); ++i) {
    if (lines[i] && lines[i]->support >= kOwnSupport && std::abs(lines[i]->y - ties[i].y) > kOwnApartPx)
      ties[i].y = lines[i]->y;
  }
}

void SectionInspector::tie_depth() {
  const double margin = 1.3 * static_cast<double>(run_.chain.increment) * run_.chain.px_per_unit + 64.0;
  const auto [left, right] = column_at(0.5 * (run_.y_first() + run_.y_last()));
  progress_.begin("depth lines", 0);
  lines_ = depth_line_profile(scan_.profiles, static_cast<int>(run_.y_first() - margin),
                              static_cast<int>(run_.y_last() + margin), left, right);
  result_.depth = tie_to(lines_, numbered_);
  lean_on_ties(left, right);
  settle_ties(left, right);
  result_.x_reference = lines_.x_reference;
  if (!result_.depth.refusal.empty()) scan_.refuse(result_.depth.refusal);
  if (result_.depth.doubled_px > 0.0) {
    result_.flags.push_back(
        fmt::format("the depth lines are printed twice, {:.0f} px apart: depths may be off by as much",
                    result_.depth.doubled_px));
  }
  const auto confirmed = static_cast<double>(result_.depth.numbers_confirmed);
  if (confirmed < kLeastConfirmed * static_cast<double>(numbered_.size()) || confirmed < 2.0) {
    scan_.refuse(fmt::format("only {:.0f} of {} depth numbers have a printed depth line beside them",
                             confirmed, numbered_.size()));
  }
}

void SectionInspector::decide_unit() {
  UnitEvidence evidence;
  evidence.px_per_unit = run_.chain.px_per_unit;
  evidence.dpi = scan_.profiles.info.dpi_y;
  evidence.deepest = numbered_.back().depth;
  evidence.increment = static_cast<double>(run_.chain.increment);
  UnitAnswer answer = unit_from_scale(evidence);
  if (!answer.unit && !options_.unit) {
    const UnitAnswer by_lines = unit_from_lines(evidence, result_.depth.line_step);
    if (by_lines.unit) {
      answer = by_lines;
      result_.flags.push_back("the unit is told by the depth lines alone: " + by_lines.reason);
    }
  }
  result_.inches_per_100 = answer.inches_per_100;
  result_.unit_reason = answer.reason;
  if (options_.unit) {
    result_.layout.depth.unit = *options_.unit;
    result_.unit_reason = "given";
  } else if (answer.unit) {
    result_.layout.depth.unit = *answer.unit;
    // 5 in per 100 ft without its last digits passes for 25 in on a copy at double size, but for its lines.
    if (answer.line_step < 1.0 && result_.depth.line_step < kLeastLineStep * answer.line_step) {
      scan_.refuse(fmt::format(
          "lines every {:g} are too close for the scale that the numbers make ({}): they may have "
          "lost a digit",
          result_.depth.line_step, answer.reason));
    }
  } else {
    scan_.refuse("feet or metres cannot be told: " + answer.reason);
  }
  if (run_.chain.members.size() == 2) {
    // Two numbers alone prove little: their spacing must be a standard scale by the scan's own resolution.
    const bool standard =
        answer.standard > 0.0 && std::abs(answer.inches_per_100 / answer.standard - 1.0) < 0.04;
    if (!standard || !run_.chain.misread.empty()) {
      scan_.refuse(fmt::format("only two depth numbers could be read ({:.0f} and {:.0f}), and {}",
                               numbered_.front().depth, numbered_.back().depth,
                               standard ? "others contradict them" : answer.reason));
    }
  }
}

}  // namespace logdigitise::sheet
