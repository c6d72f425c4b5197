#include "logdigitise/sheet/run_ends.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "logdigitise/core/median.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kNumberJitterPx = 10.0;   // Numbers stand so unevenly beside their lines.
constexpr double kMostSureSteps = 2.01;    // Increments from one number to the next that need no look.
constexpr double kSureEnd = 0.5;           // Confidence of a number at an end that stands unevenly,
constexpr std::size_t kLeastLeft = 3;      // beside so many others.
constexpr double kLeastGapStretch = 0.01;  // A longer gap's scale may differ by this share in any case,
constexpr double kMostGapStretch = 0.02;   // and by this at most.

void say_left_out(long value, DepthRun& run) {
  run.flags.push_back(fmt::format(
      "the number read as {} at the end of the others stands unevenly and is not read surely: it is left out",
      value));
}

}  // namespace

void end_at_splices(DepthRun& run) {
  for (;;) {
    std::vector<JointNumber> numbers;
    for (const PrintedNumber& number : run.numbers) numbers.push_back(joint_number(number));
    const std::size_t splice = splice_of_chain(numbers, run.chain);
    if (splice >= run.chain.members.size()) break;
    const auto at = static_cast<std::ptrdiff_t>(splice);
    run.flags.push_back(
        fmt::format("the depth numbers jump before {}, and the depth ends", run.chain.values[splice]));
    if (2 * splice >= run.chain.members.size()) {
      run.chain.members.resize(splice);
      run.chain.values.resize(splice);
    } else {
      run.chain.members.erase(run.chain.members.begin(), run.chain.members.begin() + at);
      run.chain.values.erase(run.chain.values.begin(), run.chain.values.begin() + at);
    }
  }
}

void end_at_doubtful_gaps(DepthRun& run) {
  const std::vector<PrintedNumber>& numbers = run.numbers;
  const auto steps_of = [&](std::size_t k) {
    return static_cast<double>(run.chain.values[k] - run.chain.values[k - 1]) /
           static_cast<double>(run.chain.increment);
  };
  const auto scale_of = [&](std::size_t k) {
    return (numbers[run.chain.members[k]].y - numbers[run.chain.members[k - 1]].y) /
           static_cast<double>(run.chain.values[k] - run.chain.values[k - 1]);
  };
  std::vector<double> scales;
  for (std::size_t k = 1; k < run.chain.members.size(); ++k)
    if (steps_of(k) <= kMostSureSteps) scales.push_back(scale_of(k));
  if (scales.size() < 3) return;
  const double usual = median_of(scales);
  for (double& scale : scales) scale = std::abs(scale / usual - 1.0);
  const double most = std::clamp(4.0 * median_of(scales), kLeastGapStretch, kMostGapStretch);
  const auto most_of = [&](std::size_t k) {
    return most + kNumberJitterPx / (numbers[run.chain.members[k]].y - numbers[run.chain.members[k - 1]].y);
  };
  // What no reader is sure of and stands unevenly at an end is a word of the header, or dirt.
  const auto is_strange = [&](std::size_t end, std::size_t below) {
    const PrintedNumber& number = numbers[run.chain.members[end]];
    const bool is_read = number.confidence >= kSureEnd && number.value == run.chain.values[end];
    return !is_read && std::abs(scale_of(below) / usual - 1.0) > most_of(below);
  };
  while (run.chain.members.size() > kLeastLeft && is_strange(0, 1)) {
    say_left_out(run.chain.values.front(), run);
    run.chain.members.erase(run.chain.members.begin());
    run.chain.values.erase(run.chain.values.begin());
  }
  while (run.chain.members.size() > kLeastLeft &&
         is_strange(run.chain.members.size() - 1, run.chain.members.size() - 1)) {
    say_left_out(run.chain.values.back(), run);
    run.chain.members.pop_back();
    run.chain.values.pop_back();
  }
  NumberChain kept;
  NumberChain part;
  for (std::size_t k = 0; k < run.chain.members.size(); ++k) {
    if (k > 0 && steps_of(k) > kMostSureSteps && std::abs(scale_of(k) / usual - 1.0) > most_of(k)) {
      run.flags.push_back(
          fmt::format("between the numbers {} and {} the paper has another scale: a splice may lie there, "
                      "and the depth ends",
                      run.chain.values[k - 1], run.chain.values[k]));
      if (part.members.size() > kept.members.size()) kept = part;
      part = {};
    }
    part.members.push_back(run.chain.members[k]);
    part.values.push_back(run.chain.values[k]);
  }
  if (part.members.size() > kept.members.size()) kept = part;
  run.chain.members = kept.members;
  run.chain.values = kept.values;
}

}  // namespace logdigitise::sheet
