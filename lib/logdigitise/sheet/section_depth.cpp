// The depth of a section: numbers tied to lines, and the unit.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "logdigitise/core/median.hpp"
#include "logdigitise/sheet/depth_ticks.hpp"
#include "logdigitise/sheet/depth_unit.hpp"
#include "logdigitise/sheet/line_fit.hpp"
#include "logdigitise/sheet/period_strips.hpp"
#include "logdigitise/sheet/section_inspector.hpp"
#include "logdigitise/sheet/tie_checks.hpp"

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
constexpr double kSearchEndPx = 3.0;        // For the own line of the first and the last tie,
constexpr double kLeastEndSupport = 0.6;    // which as large a share of strips must show as by the numbers.
constexpr double kWidestFaintPx = 320.0;    // Between faint lines that are looked for where no tie is,
constexpr double kClosestFaintPx = 90.0;
constexpr double kSearchFaintPx = 6.0;
constexpr double kFaintSupport = 0.4;    // share of the strips that must show each,
constexpr double kMostFaintOffPx = 2.5;  // from the line between its neighbours,
constexpr double kLeastFaintOffPx = 1.0;
constexpr double kFaintOverUsual = 4.0;      // or so many times as far as others are;
constexpr double kMostFarOffPx = 1.5;        // At the far side of a sheet that only ticks tell of.
constexpr double kTickOnLinePx = 3.0;        // From a tick to the line of its depth,
constexpr double kTicksOnLines = 0.9;        // for so many of them.
constexpr double kFaintShare = 0.6;          // and of them that must show at all.
constexpr double kMostGapIncrements = 1.25;  // Of a stretch without ties that ends the depth if paper bends.
constexpr double kEndsOver = 1.5;            // Times what depths may be off, that they may be off over it.
constexpr double kLeastWithoutGaps = 0.4;    // Of the section, without a gap over which depth is not sure.
constexpr double kOwnApartPx = 1.0;          // for it to be believed against the lines around it.

/// How far row y is from the straight line through the ties above and below tie i, px; through the two ties
/// next to it at an end, where no number says that it is a depth's. 0 at one where a number does.
double off_line(const std::vector<LineTie>& ties, std::size_t i, double y) {
  const bool is_end = i == 0 || i + 1 == ties.size();
  if (ties.size() < 3 || (is_end && ties[i].numbered)) return 0.0;
  const std::size_t a = i == 0 ? 1 : i + 1 == ties.size() ? i - 2 : i - 1;
  const std::size_t b = i == 0 ? 2 : i + 1 == ties.size() ? i - 1 : i + 1;
  const double share = (ties[i].depth - ties[a].depth) / (ties[b].depth - ties[a].depth);
  return std::abs(y - ties[a].y - share * (ties[b].y - ties[a].y));
}

/// Whether lines every `step` can be of one form with those that were found: every 25 and every 10 cannot.
bool nests_with(double step, const std::vector<double>& line_steps) {
  const auto nests = [&](double other) {
    const double ratio = std::max(step, other) / std::min(step, other);
    return std::abs(ratio - std::round(ratio)) < 1e-6;
  };
  return std::all_of(line_steps.begin(), line_steps.end(), nests);
}

/// How far a faint tie may be off: as far as the others mostly are, several times over.
double most_faint_off(const std::vector<LineTie>& ties) {
  std::vector<double> off;
  for (std::size_t i = 1; i + 1 < ties.size(); ++i)
    if (ties[i].contrast > 0.0) off.push_back(off_line(ties, i, ties[i].y));
  if (off.empty()) return kMostFaintOffPx;
  return std::clamp(kFaintOverUsual * median_of(std::move(off)), kLeastFaintOffPx, kMostFaintOffPx);
}

/// Takes faint ties out, the worst first, that the ties above and below do not bear out.
void drop_uneven_faint(std::vector<LineTie>& ties) {
  for (;;) {
    std::size_t worst = 0;
    double most = most_faint_off(ties);
    for (std::size_t i = 1; i + 1 < ties.size(); ++i) {
      if (ties[i].contrast > 0.0 || off_line(ties, i, ties[i].y) <= most) continue;
      most = off_line(ties, i, ties[i].y);
      worst = i;
    }
    if (worst == 0) return;
    ties.erase(ties.begin() + static_cast<std::ptrdiff_t>(worst));
  }
}

}  // namespace

std::pair<double, double> SectionInspector::column_at(double y) const {
  const std::size_t block = run_.column.index_at(y);
  return {run_.column.left[block], run_.column.right[block]};
}

double SectionInspector::digit_height() const {
  double sum = 0.0;
  for (const std::size_t i : run_.chain.members)
    sum += std::min(run_.numbers[i].width, run_.numbers[i].height);
  return sum / static_cast<double>(run_.chain.members.size());
}

TieOptions SectionInspector::tie_options() const {
  TieOptions options;
  // A number stands above or below its line, but not clear of it by nearly half its height.
  options.most_offset_px = std::clamp(kFurthestOffset * digit_height() + 2.0, 12.0, 60.0);
  options.goes_on = !run_.ends_in_jump;
  options.offset_px = told_offset_px_;
  options.is_faint = !lines_.strips.empty();
  return options;
}

TiedDepth SectionInspector::tie_to(const LineProfile& lines, std::vector<NumberedDepth>& numbered) const {
  numbered.clear();
  for (std::size_t k = 0; k < run_.chain.members.size(); ++k) {
    const PrintedNumber& number = run_.numbers[run_.chain.members[k]];
    // To the reference column, along the line.
    numbered.push_back({number.y - lines.slope_at(number.y) * (number.x - lines.x_reference),
                        static_cast<double>(run_.chain.values[k])});
  }
  return tie_numbers_to_lines(lines, numbered, static_cast<double>(run_.chain.increment), tie_options());
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
  const std::vector<LineTie> before = ties;
  for (std::size_t i = 0; i < ties.size(); ++i) {
    if (!lines[i] || lines[i]->support < kOwnSupport || std::abs(lines[i]->y - ties[i].y) <= kOwnApartPx)
      continue;
    if (off_line(before, i, lines[i]->y) <= off_line(before, i, before[i].y) + 0.5 * kOwnApartPx)
      ties[i].y = lines[i]->y;
  }
}

void SectionInspector::drop_ends_without_line(double column_left, double column_right) {
  std::vector<LineTie>& ties = result_.depth.ties;
  std::vector<double> rows;
  for (const LineTie& tie : ties) rows.push_back(tie.y);
  const auto lines = fit_lines(scan_.profiles, lines_, rows, kSearchEndPx, column_left, column_right);
  std::vector<double> supports;
  for (std::size_t i = 0; i < ties.size(); ++i)
    if (ties[i].numbered) supports.push_back(lines[i] ? lines[i]->support : 0.0);
  if (supports.empty()) return;
  const auto middle = supports.begin() + static_cast<std::ptrdiff_t>(supports.size() / 2);
  std::nth_element(supports.begin(), middle, supports.end());
  if (*middle < kOwnSupport) return;
  const auto is_bare = [&](std::size_t i) {
    return !ties[i].numbered && (!lines[i] || lines[i]->support < kLeastEndSupport * *middle);
  };
  std::size_t first = 0;
  std::size_t last = ties.size();
  while (first < last && is_bare(first)) ++first;
  while (last > first && is_bare(last - 1)) --last;
  ties.erase(ties.begin() + static_cast<std::ptrdiff_t>(last), ties.end());
  ties.erase(ties.begin(), ties.begin() + static_cast<std::ptrdiff_t>(first));
}

void SectionInspector::add_faint_ties(double column_left, double column_right) {
  std::vector<LineTie>& ties = result_.depth.ties;
  const double increment = static_cast<double>(run_.chain.increment);
  for (const double parts : {1.0, 2.0, 4.0, 5.0, 10.0, 20.0}) {
    const double step = increment / parts;
    const double spacing = step * run_.chain.px_per_unit;
    if (spacing > kWidestFaintPx) continue;
    if (spacing < kClosestFaintPx) break;
    if (!nests_with(step, result_.depth.line_steps)) continue;
    std::vector<LineTie> places;
    for (std::size_t i = 1; i < ties.size(); ++i) {
      const LineTie& above = ties[i - 1];
      const LineTie& below = ties[i];
      const double scale = (below.y - above.y) / (below.depth - above.depth);
      for (double depth = std::ceil(above.depth / step + 0.5) * step; depth < below.depth - 0.5 * step;
           depth += step) {
        LineTie tie;
        tie.depth = depth;
        tie.y = above.y + (depth - above.depth) * scale;
        places.push_back(tie);
      }
    }
    std::vector<double> rows;
    for (const LineTie& place : places) rows.push_back(place.y);
    const auto lines = fit_lines(scan_.profiles, lines_, rows, kSearchFaintPx, column_left, column_right);
    std::vector<LineTie> found;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (!lines[i] || lines[i]->support < kFaintSupport) continue;
      found.push_back(places[i]);
      found.back().residual_px = lines[i]->y - places[i].y;
      found.back().y = lines[i]->y;
    }
    // Lines of a step are printed all or none; a few that show may be anything.
    if (found.empty() || static_cast<double>(found.size()) < kFaintShare * static_cast<double>(places.size()))
      continue;
    ties.insert(ties.end(), found.begin(), found.end());
    std::sort(ties.begin(), ties.end(), [](const LineTie& a, const LineTie& b) { return a.depth < b.depth; });
    drop_uneven_faint(ties);
    return;
  }
}

bool SectionInspector::is_confirmed() const {
  const auto confirmed = static_cast<double>(result_.depth.numbers_confirmed);
  return result_.depth.refusal.empty() && confirmed >= 2.0 &&
         confirmed >= kLeastConfirmed * static_cast<double>(numbered_.size());
}

void SectionInspector::tie_by_lines(double column_left, double column_right) {
  result_.depth = tie_to(lines_, numbered_);
  lean_on_ties(column_left, column_right);
  settle_ties(column_left, column_right);
  drop_ends_without_line(column_left, column_right);
  drop_uneven_ends(result_.depth.ties);
}

bool SectionInspector::is_borne_out(const TickedDepth& ticked) const {
  std::size_t both = 0;
  std::size_t alike = 0;
  for (const LineTie& tick : ticked.depth.ties) {
    const auto tie =
        std::find_if(result_.depth.ties.begin(), result_.depth.ties.end(),
                     [&](const LineTie& one) { return std::abs(one.depth - tick.depth) < 1e-6; });
    if (tie == result_.depth.ties.end()) continue;
    const double across = lines_.x_reference - ticked.lines.x_reference;
    ++both;
    alike += std::abs(tie->y - tick.y - ticked.lines.slope_at(tick.y) * across) < kTickOnLinePx ? 1 : 0;
  }
  return both >= 2 && static_cast<double>(alike) >= kTicksOnLines * static_cast<double>(both);
}

void SectionInspector::try_ticks(double column_left, double column_right) {
  std::optional<TickedDepth> ticked = tie_to_ticks(scan_, run_, tie_options());
  if (!ticked) return;
  // Strokes beside the numbers say which lines are theirs; the lines, farther apart, say how they lean.
  const TiedDepth before = result_.depth;
  told_offset_px_ = ticked->depth.offset_px;
  tie_by_lines(column_left, column_right);
  if (is_confirmed()) {
    if (is_borne_out(*ticked))
      add_faint_ties(column_left, column_right);
    else
      result_.depth = before;
    return;
  }
  result_.depth = std::move(ticked->depth);
  lines_ = std::move(ticked->lines);
  result_.flags.push_back(
      fmt::format("no depth lines show: the depth rests on the ticks beside the numbers, every {:g}",
                  result_.depth.line_step));
  is_ticked_ = true;
  far_off_px_ = ticked->far_off_px;
  if (ticked->far_off_px > kMostFarOffPx) {
    result_.flags.push_back(
        fmt::format("how the ticks lean is not sure: at the far side of the sheet depths may be "
                    "off by {:.1f} px",
                    ticked->far_off_px));
  }
}

void SectionInspector::try_faint_strips(double column_left, double column_right) {
  const std::optional<PeriodStrips> found =
      strips_with_period(scan_.profiles, numbered_, static_cast<double>(run_.chain.increment),
                         lines_.x_reference, column_left, column_right);
  if (!found) return;
  const TiedDepth depth_before = result_.depth;
  const LineProfile lines_before = lines_;
  const std::vector<NumberedDepth> numbered_before = numbered_;
  lines_.strips = found->strips;
  std::fill(lines_.slope.begin(), lines_.slope.end(), found->slope);
  fill_profile(scan_.profiles, column_left, column_right, lines_);
  tie_by_lines(column_left, column_right);
  if (is_confirmed()) {
    result_.flags.push_back(
        fmt::format("the depth lines are faint: {} of {} strips of the sheet show them, every {:g}",
                    found->strips.size(), scan_.profiles.strips(), found->step));
    return;
  }
  result_.depth = depth_before;
  lines_ = lines_before;
  numbered_ = numbered_before;
}

void SectionInspector::tie_depth() {
  const double margin = 1.3 * static_cast<double>(run_.chain.increment) * run_.chain.px_per_unit + 64.0;
  const auto [left, right] = column_at(0.5 * (run_.y_first() + run_.y_last()));
  progress_.begin("depth lines", 0);
  lines_ = depth_line_profile(scan_.profiles, static_cast<int>(run_.y_first() - margin),
                              static_cast<int>(run_.y_last() + margin), left, right);
  tie_by_lines(left, right);
  if (is_confirmed())
    add_faint_ties(left, right);
  else
    try_ticks(left, right);
  // Lines that stand out and leave two answers are not faint: to look harder would only choose one of them.
  if (!is_confirmed() && result_.depth.rivals_px.empty()) try_faint_strips(left, right);
  result_.x_reference = lines_.x_reference;
  if (!result_.depth.refusal.empty()) scan_.refuse(result_.depth.refusal);
  if (!result_.depth.uneven.empty()) result_.flags.push_back(result_.depth.uneven);
  if (result_.depth.doubled_px > 0.0) {
    result_.flags.push_back(
        fmt::format("the depth lines are printed twice, {:.0f} px apart: depths may be off by as much",
                    result_.depth.doubled_px));
  }
  if (!is_confirmed()) {
    scan_.refuse(fmt::format("only {} of {} depth numbers have a printed depth line beside them",
                             result_.depth.numbers_confirmed, numbered_.size()));
  }
}

void SectionInspector::decide_unit() {
  UnitEvidence evidence;
  evidence.px_per_unit = run_.chain.px_per_unit;
  evidence.dpi = scan_.profiles.info.dpi_y;
  evidence.deepest = numbered_.back().depth;
  evidence.increment = static_cast<double>(run_.chain.increment);
  evidence.digit_px = digit_height();
  evidence.width_px = scan_.profiles.info.width;
  UnitAnswer answer = unit_from_scale(evidence);
  if (!answer.unit && !options_.unit) {
    const UnitAnswer by_depth = unit_from_depth(evidence);
    const UnitAnswer by_lines = unit_from_lines(evidence, result_.depth.line_step);
    if (by_lines.unit) {
      answer = by_lines;
      result_.flags.push_back("the unit is told by the depth lines alone: " + by_lines.reason);
    } else if (by_depth.unit) {
      answer = by_depth;
      result_.flags.push_back("the unit is told by the depth alone: " + by_depth.reason);
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

double SectionInspector::most_off_px() const {
  const double quarter_foot = result_.layout.depth.unit == DepthUnit::kFeet ? 0.25 : 0.25 * kMetresPerFoot;
  return std::max(1.0, quarter_foot * run_.chain.px_per_unit);
}

void SectionInspector::end_at_wide_gaps() {
  std::vector<LineTie>& ties = result_.depth.ties;
  std::vector<WideGap> gaps = wide_gaps(ties, kWidestFaintPx, most_off_px());
  if (gaps.empty()) return;
  const auto why = [&ties](const std::vector<WideGap>& some) {
    const WideGap& worst = *std::max_element(
        some.begin(), some.end(), [](const WideGap& a, const WideGap& b) { return a.risk_px < b.risk_px; });
    return fmt::format(
        "between {:g} and {:g} no depth line shows, and paper runs unevenly there: depths may be off by "
        "{:.1f} px",
        ties[worst.above].depth, ties[worst.above + 1].depth, worst.risk_px);
  };
  if (is_ticked_) scan_.refuse(why(gaps));
  result_.flags.push_back(why(gaps));
  // Where every number has its line, what is between them is doubtful by little; and a bend that is even is
  // off by half of what it may be.
  const double most_gap = kMostGapIncrements * static_cast<double>(run_.chain.increment);
  std::erase_if(gaps, [&](const WideGap& gap) {
    return ties[gap.above + 1].depth - ties[gap.above].depth <= most_gap ||
           gap.risk_px <= kEndsOver * most_off_px();
  });
  if (gaps.empty()) return;
  std::size_t first = 0;
  std::size_t from = 0;
  std::size_t to = 0;  // The longest part is [from, to].
  const auto close = [&](std::size_t last) {
    if (ties[last].y - ties[first].y > ties[to].y - ties[from].y) {
      from = first;
      to = last;
    }
    first = last + 1;
  };
  for (const WideGap& gap : gaps) close(gap.above);
  close(ties.size() - 1);
  if (ties[to].y - ties[from].y < kLeastWithoutGaps * (ties.back().y - ties.front().y))
    scan_.refuse(why(gaps));
  result_.flags.back() = why(gaps) + "; the depth ends there";
  ties.erase(ties.begin() + static_cast<std::ptrdiff_t>(to) + 1, ties.end());
  ties.erase(ties.begin(), ties.begin() + static_cast<std::ptrdiff_t>(from));
}

}  // namespace logdigitise::sheet
