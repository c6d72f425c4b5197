#include "logdigitise/sheet/number_column.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "logdigitise/sheet/digit_twins.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kLeastConfidence = 0.5;  // Of numbers that a depth is to rest on with little else.
constexpr double kLeastMargin = 7.0;      // Of a run: log of how much likelier it is than any other.
constexpr double kLeastMarginEach = 1.5;  // And of each number on average.
constexpr double kNoMargin = 1.0;         // Below it other depths suit the pictures as well.
constexpr std::size_t kMostJoint = 160;   // Numbers of a column that are read together.
constexpr std::size_t kMostAskedOfChain = 30;
constexpr double kSureAlone = 0.95;  // Confidence of a number that needs no others.

/// Of a run of so many numbers. Numbers of one font are misread alike: many weak answers are no strong one.
double enough_margin(std::size_t members) {
  return std::max(kLeastMargin, kLeastMarginEach * static_cast<double>(std::min(members, kMostAskedOfChain)));
}

double margin_of(const NumberColumn& column, ReadChain& read) {
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

/// What numbers of a window say together, if it is sure; members are indices of `numbers`. Numbers whose own
/// picture surely says another depth are left out: a sequence whose other numbers are clear bears one that
/// is not, and would reach into the section above or below.
NumberChain sure_sequence(const std::vector<PrintedNumber>& numbers, const std::vector<std::size_t>& window) {
  std::vector<JointNumber> pictures;
  for (const std::size_t i : window) pictures.push_back(joint_number(numbers[i]));
  const std::optional<JointSequence> joint = read_jointly(pictures);
  if (!joint || joint->margin < enough_margin(joint->chain.members.size())) return {};
  NumberChain sure;
  for (std::size_t k = 0; k < joint->chain.members.size(); ++k) {
    const std::size_t i = window[joint->chain.members[k]];
    const long value = joint->chain.values[k];
    if (numbers[i].confidence > kSureAlone && numbers[i].value >= 0 && numbers[i].value != value) continue;
    sure.members.push_back(i);
    sure.values.push_back(value);
  }
  return sure;
}

/// Puts the values of a joint sequence in place of what was read of its numbers one by one.
void join(const NumberChain& joint, std::vector<NumberReading>& readings, std::vector<bool>& is_joint) {
  // What else was read between its numbers is dirt.
  for (std::size_t i = joint.members.front(); i <= joint.members.back(); ++i)
    if (!is_joint[i]) readings[i].value = readings[i].other_value = -1;
  for (std::size_t k = 0; k < joint.members.size(); ++k) {
    NumberReading& reading = readings[joint.members[k]];
    if (is_joint[joint.members[k]] && reading.value != joint.values[k]) reading.other_value = reading.value;
    reading.value = joint.values[k];
    is_joint[joint.members[k]] = true;
  }
}

}  // namespace

JointNumber joint_number(const PrintedNumber& number) {
  return {number.x, number.y, number.lattice, number.other_text, number.is_cut_off};
}

void find_chains(NumberColumn& column) {
  std::vector<NumberReading> readings;
  for (const PrintedNumber& number : column.numbers)
    readings.push_back({number.y, number.value, number.other_value, number.confidence});
  for (NumberChain& chain : find_number_chains(readings)) column.chains.push_back({std::move(chain), {}, {}});
  // Read together, window by window; what is sure of it joins the single readings.
  std::vector<std::size_t> legible;
  for (std::size_t i = 0; i < column.numbers.size(); ++i)
    if (column.numbers[i].lattice) legible.push_back(i);
  std::vector<bool> is_joint(readings.size(), false);
  bool is_new = false;
  for (std::size_t first = 0; first < legible.size(); first += kMostJoint / 2) {
    const std::size_t last = std::min(legible.size(), first + kMostJoint);
    const std::vector<std::size_t> window(legible.begin() + static_cast<std::ptrdiff_t>(first),
                                          legible.begin() + static_cast<std::ptrdiff_t>(last));
    const NumberChain joint = sure_sequence(column.numbers, window);
    if (!joint.members.empty()) {
      join(joint, readings, is_joint);
      is_new = true;
    }
    if (last == legible.size()) break;
  }
  if (!is_new) return;
  for (NumberChain& chain : find_number_chains(readings)) {
    const bool known = std::any_of(column.chains.begin(), column.chains.end(), [&](const ReadChain& other) {
      return other.chain.members == chain.members && other.chain.values == chain.values;
    });
    if (!known) column.chains.push_back({std::move(chain), {}, {}});
  }
}

/// Holds the digits of a run that never change against each other. Puts others in their place where readers
/// saw these too and they look more like them.
void look_at_constant_digits(const NumberColumn& column, ReadChain& read) {
  if (read.twins) return;
  std::vector<JointNumber> numbers;
  for (const std::size_t i : read.chain.members) numbers.push_back(joint_number(column.numbers[i]));
  TwinAnswer answer = look_at_twins(numbers, read.chain.values);
  if (answer.shift != 0) {
    std::vector<long> shifted = read.chain.values;
    for (long& value : shifted) value += answer.shift;
    if (look_at_twins(numbers, shifted).doubt.empty()) {
      read.chain.values = std::move(shifted);
      read.margin.reset();
      answer.doubt.clear();
    }
  }
  read.twins = std::move(answer.doubt);
}

std::string doubt_of(const NumberColumn& column, ReadChain& read) {
  look_at_constant_digits(column, read);
  if (!read.twins->empty()) return *read.twins;
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

double worth_of(const NumberColumn& column, const NumberChain& chain) {
  const double length = column.numbers[chain.members.back()].y - column.numbers[chain.members.front()].y;
  const auto members = static_cast<double>(chain.members.size());
  const auto steps = static_cast<double>((chain.values.back() - chain.values.front()) / chain.increment);
  // A run that skips most of its numbers is worth the numbers it has.
  return (members > 2.0 ? length : 0.01 * length) * std::min(1.0, 2.0 * members / (steps + 1.0));
}

}  // namespace logdigitise::sheet
