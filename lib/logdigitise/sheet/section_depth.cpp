// The depth of a section: numbers tied to lines, and the unit.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "logdigitise/sheet/depth_unit.hpp"
#include "logdigitise/sheet/section_inspector.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kLeastConfirmed = 0.6;  // Share of the numbers whose line must be found.
constexpr double kLeastLineStep = 0.45;  // Of the usual form's.
constexpr double kFurthestOffset = 0.9;  // Of a digit's height, from the middle of a number to its line.

}  // namespace

std::pair<double, double> SectionInspector::column_at(double y) const {
  const std::size_t block = run_.column.index_at(y);
  return {run_.column.left[block], run_.column.right[block]};
}

void SectionInspector::tie_depth() {
  const std::vector<PrintedNumber>& numbers = run_.numbers;
  double digit = 0.0;
  for (std::size_t k = 0; k < run_.chain.members.size(); ++k) {
    const std::size_t i = run_.chain.members[k];
    numbered_.push_back({numbers[i].y, static_cast<double>(run_.chain.values[k])});
    digit += std::min(numbers[i].width, numbers[i].height) / static_cast<double>(run_.chain.members.size());
  }
  const double margin = 1.3 * static_cast<double>(run_.chain.increment) * run_.chain.px_per_unit + 64.0;
  const double y_middle = 0.5 * (numbered_.front().y + numbered_.back().y);
  const auto [left, right] = column_at(y_middle);
  progress_.begin("depth lines", 0);
  lines_ = depth_line_profile(scan_.profiles, static_cast<int>(numbered_.front().y - margin),
                              static_cast<int>(numbered_.back().y + margin), left, right);
  for (std::size_t i = 0; i < numbered_.size(); ++i) {
    // To the reference column, along the line.
    const PrintedNumber& number = numbers[run_.chain.members[i]];
    numbered_[i].y -= lines_.slope_at(number.y) * (number.x - lines_.x_reference);
  }
  TieOptions options;
  // A number stands above or below its line, but not clear of it by nearly half its height.
  options.most_offset_px = std::clamp(kFurthestOffset * digit + 2.0, 12.0, 60.0);
  options.goes_on = !run_.ends_in_jump;
  result_.depth = tie_numbers_to_lines(lines_, numbered_, static_cast<double>(run_.chain.increment), options);
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
