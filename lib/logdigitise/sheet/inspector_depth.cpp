// The depth of an inspection: columns, numbers, the run that is believed, where it ends, ties and unit.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "logdigitise/sheet/depth_unit.hpp"
#include "logdigitise/sheet/inspector.hpp"

namespace logdigitise::sheet {

namespace {

constexpr std::size_t kMostColumns = 16;  // Candidates whose numbers are read.
constexpr double kLeastConfidence = 0.5;  // Of numbers that a depth is to rest on with little else.
constexpr double kLeastMargin = 7.0;      // Of a run: log of how much likelier it is than any other.
constexpr double kLeastMarginEach = 1.5;  // And of each number on average.
constexpr double kNoMargin = 1.0;         // Below it other depths suit the pictures as well.
constexpr double kLeastWorth = 0.3;       // Of the longest run: a shorter one is not asked.
constexpr double kLeastReach = 0.35;  // Of the strip: a shorter run may be a part of one that was not found.
constexpr std::size_t kMostJoint = 160;  // Numbers of a column that are read together.
constexpr std::size_t kMostInStripes = 4000;
constexpr std::size_t kMostAskedOfChain = 30;
constexpr double kLeastConfirmed = 0.6;    // Share of the numbers whose line must be found.
constexpr double kLeastLineStep = 0.45;    // Of the usual form's.
constexpr double kBesideNumbersIn = 0.05;  // Of paper on either side of the widest number.
constexpr double kFurthestOffset = 0.9;    // Of a digit's height, from the middle of a number to its line.
constexpr double kNumberJitterPx = 10.0;   // Numbers stand so unevenly beside their lines.
constexpr double kMostSureSteps = 2.01;    // Increments from one number to the next that need no look.
constexpr double kLeastGapStretch = 0.01;  // A longer gap's scale may differ by this share in any case,
constexpr double kMostGapStretch = 0.02;   // and by this at most.

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Of a run of so many numbers. Numbers of one font are misread alike: many weak answers are no strong one.
double enough_margin(std::size_t members) {
  return std::max(kLeastMargin, kLeastMarginEach * static_cast<double>(std::min(members, kMostAskedOfChain)));
}

JointNumber joint_number(const PrintedNumber& number) {
  return {number.x, number.y, number.lattice, number.other_text, number.is_cut_off};
}

}  // namespace

std::pair<double, double> Inspector::column_at(double y) const {
  const ColumnPath& path = result_.column;
  const int block = std::clamp(static_cast<int>(y) / kBlockRows - path.first_block, 0,
                               static_cast<int>(path.left.size()) - 1);
  return {path.left[static_cast<std::size_t>(block)], path.right[static_cast<std::size_t>(block)]};
}

void Inspector::read_columns(std::vector<ColumnPath> paths, const NumberSearch& search) {
  progress_.begin("depth numbers", 0);
  std::vector<std::vector<PrintedNumber>> numbers =
      read_depth_numbers(scan_, options_.raster, paths, digit_reader_, text_reader_, search);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    ReadColumn column{std::move(paths[i]), std::move(numbers[i]), {}, search.is_isolated};
    find_chains(column);
    columns_.push_back(std::move(column));
  }
}

void Inspector::find_chains(ReadColumn& column) const {
  std::vector<NumberReading> readings;
  for (const PrintedNumber& number : column.numbers)
    readings.push_back({number.y, number.value, number.other_value, number.confidence});
  for (NumberChain& chain : find_number_chains(readings)) column.chains.push_back({std::move(chain), {}});
  // Read together, window by window; what is sure of it joins the single readings.
  std::vector<std::size_t> legible;
  for (std::size_t i = 0; i < column.numbers.size(); ++i)
    if (column.numbers[i].lattice) legible.push_back(i);
  std::vector<bool> is_joint(readings.size(), false);
  bool is_new = false;
  for (std::size_t first = 0; first < legible.size(); first += kMostJoint / 2) {
    const std::size_t last = std::min(legible.size(), first + kMostJoint);
    std::vector<JointNumber> window;
    for (std::size_t k = first; k < last; ++k) window.push_back(joint_number(column.numbers[legible[k]]));
    const std::optional<JointSequence> joint = read_jointly(window);
    if (joint && joint->margin >= enough_margin(joint->chain.members.size())) {
      // What else was read between its numbers is dirt.
      const std::size_t from = legible[first + joint->chain.members.front()];
      const std::size_t to = legible[first + joint->chain.members.back()];
      for (std::size_t i = from; i <= to; ++i) {
        if (!is_joint[i]) readings[i].value = readings[i].other_value = -1;
      }
      for (std::size_t k = 0; k < joint->chain.members.size(); ++k) {
        const std::size_t i = legible[first + joint->chain.members[k]];
        if (is_joint[i] && readings[i].value != joint->chain.values[k])
          readings[i].other_value = readings[i].value;
        readings[i].value = joint->chain.values[k];
        is_joint[i] = true;
      }
      is_new = true;
    }
    if (last == legible.size()) break;
  }
  if (!is_new) return;
  for (NumberChain& chain : find_number_chains(readings)) {
    const bool known = std::any_of(column.chains.begin(), column.chains.end(), [&](const ReadChain& other) {
      return other.chain.members == chain.members && other.chain.values == chain.values;
    });
    if (!known) column.chains.push_back({std::move(chain), {}});
  }
}

double Inspector::margin_of(const ReadColumn& column, ReadChain& read) const {
  if (read.margin) return *read.margin;
  // Of long runs some numbers are enough to ask.
  const NumberChain& chain = read.chain;
  const std::size_t every = chain.members.size() / kMostAskedOfChain + 1;
  NumberChain some;
  some.increment = chain.increment;
  std::vector<JointNumber> numbers;
  for (std::size_t k = 0; k < chain.members.size(); k += every) {
    some.members.push_back(numbers.size());
    some.values.push_back(chain.values[k]);
    numbers.push_back(joint_number(column.numbers[chain.members[k]]));
  }
  read.margin = margin_of_chain(numbers, some);
  return *read.margin;
}

std::string Inspector::doubt_of(const ReadColumn& column, ReadChain& read) const {
  const NumberChain& chain = read.chain;
  double sure = 0.0;
  for (std::size_t k = 0; k < chain.members.size(); ++k) {
    const PrintedNumber& number = column.numbers[chain.members[k]];
    sure += number.confidence >= kLeastConfidence && number.value == chain.values[k] ? 1 : 0;
  }
  const double margin = margin_of(column, read);
  const std::string run = fmt::format("{} depth numbers that follow each other ({} to {})",
                                      chain.members.size(), chain.values.front(), chain.values.back());
  if (margin < kNoMargin) return fmt::format("{} can be read as other depths as well", run);
  if (sure < 2.0 && (chain.members.size() < 3 || margin < enough_margin(chain.members.size())))
    return fmt::format("of {} only {:.0f} could be read with confidence", run, sure);
  return {};
}

double Inspector::worth_of(const ReadColumn& column, const NumberChain& chain) {
  const double length = column.numbers[chain.members.back()].y - column.numbers[chain.members.front()].y;
  const auto members = static_cast<double>(chain.members.size());
  const auto steps = static_cast<double>((chain.values.back() - chain.values.front()) / chain.increment);
  // A run that skips most of its numbers is worth the numbers it has.
  return (members > 2.0 ? length : 0.01 * length) * std::min(1.0, 2.0 * members / (steps + 1.0));
}

std::string Inspector::pick_chain() {
  struct Choice {
    ReadColumn* column;
    ReadChain* chain;
    double worth;
  };
  std::vector<Choice> choices;
  std::size_t found = 0;
  for (ReadColumn& column : columns_) {
    for (const PrintedNumber& number : column.numbers) found += number.confidence >= kLeastConfidence ? 1 : 0;
    for (ReadChain& chain : column.chains)
      choices.push_back({&column, &chain, worth_of(column, chain.chain)});
  }
  if (choices.empty()) {
    return found == 0
               ? "no depth number could be read in a column beside the tracks"
               : fmt::format("{} number(s) could be read, but no two of them make a depth scale", found);
  }
  std::stable_sort(choices.begin(), choices.end(),
                   [](const Choice& a, const Choice& b) { return a.worth > b.worth; });
  std::string first_doubt;
  for (const Choice& choice : choices) {
    if (choice.worth < kLeastWorth * choices.front().worth) break;
    std::string doubt = doubt_of(*choice.column, *choice.chain);
    if (doubt.empty()) {
      home_ = choice.column;
      chain_ = choice.chain->chain;
      return {};
    }
    if (first_doubt.empty()) first_doubt = std::move(doubt);
  }
  return first_doubt;
}

void Inspector::choose_chain() {
  std::vector<ColumnPath> paths;
  for (ColumnCandidate& candidate : find_depth_columns(profiles_, ridges_, wander_))
    if (paths.size() < kMostColumns) paths.push_back(std::move(candidate.path));
  read_columns(std::move(paths), {});
  std::string doubt = pick_chain();
  const double reach = doubt.empty() ? worth_of(*home_, chain_) / profiles_.info.height : 0.0;
  if (reach < kLeastReach) {
    // Columns without lines beside them.
    NumberSearch search;
    search.is_isolated = true;
    search.most_per_inch = 5.0;
    search.most_in_all = kMostInStripes;
    read_columns(number_stripes(profiles_, wander_), search);
    std::string again = pick_chain();
    if (!again.empty() && !doubt.empty()) {
      // The stated resolution may be half the true one.
      search.glyph_factor = 2.0;
      read_columns(number_stripes(profiles_, wander_), search);
      again = pick_chain();
    }
    if (again.empty()) doubt.clear();
  }
  if (!doubt.empty()) refuse(doubt);
  result_.column = home_->path;
  result_.numbers = home_->numbers;
  result_.used_numbers = chain_.members;
  if (home_->is_stripe) narrow_column();
  note_sections();
  for (ReadChain& other : home_->chains) {
    const double first = result_.numbers[other.chain.members.front()].y;
    const double last = result_.numbers[other.chain.members.back()].y;
    const bool inside =
        first < result_.numbers[chain_.members.back()].y && last > result_.numbers[chain_.members.front()].y;
    if (!inside || 2 * other.chain.members.size() <= chain_.members.size()) continue;
    const bool shares =
        std::any_of(other.chain.members.begin(), other.chain.members.end(), [&](std::size_t i) {
          return std::find(chain_.members.begin(), chain_.members.end(), i) != chain_.members.end();
        });
    if (shares || !doubt_of(*home_, other).empty()) continue;
    refuse(
        fmt::format("the depth numbers contradict each other between rows {:.0f} and {:.0f}", first, last));
  }
}

void Inspector::narrow_column() {
  // A stripe is wider than the depth column: that is as wide as its numbers.
  std::vector<double> offsets;
  double half = 0.0;
  for (const std::size_t i : chain_.members) {
    const PrintedNumber& number = result_.numbers[i];
    offsets.push_back(number.x - column_at(number.y).first);
    half = std::max(half, 0.5 * number.width);
  }
  const double offset = median_of(offsets);
  half += kBesideNumbersIn * (profiles_.info.dpi_x > 0.0 ? profiles_.info.dpi_x : kDefaultDpi);
  for (std::size_t block = 0; block < result_.column.left.size(); ++block) {
    const double middle = result_.column.left[block] + offset;
    result_.column.left[block] = middle - half;
    result_.column.right[block] = middle + half;
  }
}

void Inspector::note_sections() {
  for (const ReadColumn& column : columns_) {
    for (const ReadChain& read : column.chains) {
      const NumberChain& chain = read.chain;
      if (chain.members.size() < 3) continue;
      SectionEvidence section;
      section.y_first = column.numbers[chain.members.front()].y;
      section.y_last = column.numbers[chain.members.back()].y;
      section.depth_first = static_cast<double>(chain.values.front());
      section.depth_last = static_cast<double>(chain.values.back());
      section.px_per_unit = chain.px_per_unit;
      section.increment = static_cast<double>(chain.increment);
      section.numbers = static_cast<int>(chain.members.size());
      section.misread = static_cast<int>(chain.misread.size());
      result_.sections.push_back(section);
    }
  }
  const double own = result_.numbers[chain_.members.front()].y;
  std::stable_sort(result_.sections.begin(), result_.sections.end(),
                   [&](const SectionEvidence& a, const SectionEvidence& b) {
                     return (a.y_first == own) > (b.y_first == own);
                   });
}

void Inspector::end_at_doubtful_gaps() {
  const std::vector<PrintedNumber>& numbers = result_.numbers;
  const auto steps_of = [&](std::size_t k) {
    return static_cast<double>(chain_.values[k] - chain_.values[k - 1]) /
           static_cast<double>(chain_.increment);
  };
  const auto scale_of = [&](std::size_t k) {
    return (numbers[chain_.members[k]].y - numbers[chain_.members[k - 1]].y) /
           static_cast<double>(chain_.values[k] - chain_.values[k - 1]);
  };
  std::vector<double> scales;
  for (std::size_t k = 1; k < chain_.members.size(); ++k)
    if (steps_of(k) <= kMostSureSteps) scales.push_back(scale_of(k));
  if (scales.size() < 3) return;
  const double usual = median_of(scales);
  for (double& scale : scales) scale = std::abs(scale / usual - 1.0);
  const double most = std::clamp(4.0 * median_of(scales), kLeastGapStretch, kMostGapStretch);
  const auto most_of = [&](std::size_t k) {
    return most + kNumberJitterPx / (numbers[chain_.members[k]].y - numbers[chain_.members[k - 1]].y);
  };
  NumberChain kept;
  NumberChain part;
  for (std::size_t k = 0; k < chain_.members.size(); ++k) {
    if (k > 0 && steps_of(k) > kMostSureSteps && std::abs(scale_of(k) / usual - 1.0) > most_of(k)) {
      result_.flags.push_back(
          fmt::format("between the numbers {} and {} the paper has another scale: a splice may lie there, "
                      "and the depth ends",
                      chain_.values[k - 1], chain_.values[k]));
      if (part.members.size() > kept.members.size()) kept = part;
      part = {};
    }
    part.members.push_back(chain_.members[k]);
    part.values.push_back(chain_.values[k]);
  }
  if (part.members.size() > kept.members.size()) kept = part;
  chain_.members = kept.members;
  chain_.values = kept.values;
  result_.used_numbers = chain_.members;
}

void Inspector::end_at_splices() {
  for (;;) {
    std::vector<JointNumber> numbers;
    for (const PrintedNumber& number : result_.numbers) numbers.push_back(joint_number(number));
    const std::size_t splice = splice_of_chain(numbers, chain_);
    if (splice >= chain_.members.size()) break;
    const auto at = static_cast<std::ptrdiff_t>(splice);
    result_.flags.push_back(
        fmt::format("the depth numbers jump before {}, and the depth ends", chain_.values[splice]));
    if (2 * splice >= chain_.members.size()) {
      chain_.members.resize(splice);
      chain_.values.resize(splice);
    } else {
      chain_.members.erase(chain_.members.begin(), chain_.members.begin() + at);
      chain_.values.erase(chain_.values.begin(), chain_.values.begin() + at);
    }
  }
  result_.used_numbers = chain_.members;
}

void Inspector::tie_depth() {
  const std::size_t members = chain_.members.size();
  end_at_splices();
  end_at_doubtful_gaps();
  const std::vector<PrintedNumber>& numbers = result_.numbers;
  double digit = 0.0;
  for (std::size_t k = 0; k < chain_.members.size(); ++k) {
    const std::size_t i = chain_.members[k];
    numbered_.push_back({numbers[i].y, static_cast<double>(chain_.values[k])});
    digit += std::min(numbers[i].width, numbers[i].height) / static_cast<double>(chain_.members.size());
  }
  const double margin = 1.3 * static_cast<double>(chain_.increment) * chain_.px_per_unit + 64.0;
  const double y_middle = 0.5 * (numbered_.front().y + numbered_.back().y);
  const auto [left, right] = column_at(y_middle);
  progress_.begin("depth lines", 0);
  lines_ = depth_line_profile(profiles_, static_cast<int>(numbered_.front().y - margin),
                              static_cast<int>(numbered_.back().y + margin), left, right);
  for (std::size_t i = 0; i < numbered_.size(); ++i) {
    // To the reference column, along the line.
    const PrintedNumber& number = numbers[chain_.members[i]];
    numbered_[i].y -= lines_.slope_at(number.y) * (number.x - lines_.x_reference);
  }
  TieOptions options;
  // A number stands above or below its line, but not clear of it by nearly half its height.
  options.most_offset_px = std::clamp(kFurthestOffset * digit + 2.0, 12.0, 60.0);
  options.goes_on = chain_.members.size() == members;
  result_.depth = tie_numbers_to_lines(lines_, numbered_, static_cast<double>(chain_.increment), options);
  result_.x_reference = lines_.x_reference;
  if (!result_.depth.refusal.empty()) refuse(result_.depth.refusal);
  if (result_.depth.doubled_px > 0.0) {
    result_.flags.push_back(
        fmt::format("the depth lines are printed twice, {:.0f} px apart: depths may be off by as much",
                    result_.depth.doubled_px));
  }
  const auto confirmed = static_cast<double>(result_.depth.numbers_confirmed);
  if (confirmed < kLeastConfirmed * static_cast<double>(numbered_.size()) || confirmed < 2.0) {
    refuse(fmt::format("only {:.0f} of {} depth numbers have a printed depth line beside them", confirmed,
                       numbered_.size()));
  }
}

void Inspector::decide_unit() {
  UnitEvidence evidence;
  evidence.px_per_unit = chain_.px_per_unit;
  evidence.dpi = profiles_.info.dpi_y;
  evidence.deepest = numbered_.back().depth;
  evidence.increment = static_cast<double>(chain_.increment);
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
      refuse(fmt::format(
          "lines every {:g} are too close for the scale that the numbers make ({}): they may have "
          "lost a digit",
          result_.depth.line_step, answer.reason));
    }
  } else {
    refuse("feet or metres cannot be told: " + answer.reason);
  }
  if (chain_.members.size() == 2) {
    // Two numbers alone prove little: their spacing must be a standard scale by the scan's own resolution.
    const bool standard =
        answer.standard > 0.0 && std::abs(answer.inches_per_100 / answer.standard - 1.0) < 0.04;
    if (!standard || !chain_.misread.empty()) {
      refuse(fmt::format("only two depth numbers could be read ({:.0f} and {:.0f}), and {}",
                         numbered_.front().depth, numbered_.back().depth,
                         standard ? "others contradict them" : answer.reason));
    }
  }
}

}  // namespace logdigitise::sheet
