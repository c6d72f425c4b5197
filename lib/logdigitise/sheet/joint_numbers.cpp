#include "logdigitise/sheet/joint_numbers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace logdigitise::sheet {

namespace {

constexpr std::array<long, 9> kIncrements = {10, 20, 25, 50, 100, 200, 250, 500, 1000};
constexpr long kDeepest = 30000;
constexpr long kSmallest = 5;              // All depths that are asked for are multiples of it.
constexpr double kChancePerDigit = 2.303;  // -log(1/10): what any picture says by chance.
constexpr double kMissingCost = 0.7;       // A place in the sequence where no number stands.
constexpr double kLeastScore = 18.0;       // Dirt that stands evenly reaches 16.
constexpr std::size_t kMostNumbers = 160;
constexpr std::size_t kPartners = 8;
constexpr std::size_t kMostSpacings = 40;
constexpr double kShortestStepPx = 60.0;

/// What digits by chance would lose: the same for all values, or a three that is cut in two would count
/// twice.
double by_chance(const DigitLattice& lattice) { return kChancePerDigit * lattice.digits_wide; }

/// What a picture says of a value, as the first reader sees it: log of the ratio to digits by chance.
double picture_gain(const JointNumber& number, long value) {
  if (number.is_cut_off || !number.lattice) return 0.0;
  return log_chance_of(*number.lattice, std::to_string(value)) + by_chance(*number.lattice);
}

/// The same with what the second reader says.
double gain_of(const JointNumber& number, long value) {
  if (number.is_cut_off || !number.lattice) return 0.0;
  const std::string digits = std::to_string(value);
  // What is no number says nothing, rather than everything against this one.
  double gain = std::max(picture_gain(number, value), -4.0);
  if (number.other_text.size() >= 2) {
    if (number.other_text == digits) {
      gain += 3.0;
    } else if (number.other_text.size() == digits.size()) {
      int wrong = 0;
      for (std::size_t k = 0; k < digits.size(); ++k) wrong += digits[k] != number.other_text[k] ? 1 : 0;
      gain += wrong == 1 ? 0.5 : wrong == 2 ? -1.0 : -2.0;
    } else {
      gain -= 2.0;
    }
  }
  return gain;
}

/// What the pictures say of values, asked once each.
class Answers {
 public:
  explicit Answers(const std::vector<JointNumber>& numbers) : numbers_(numbers), known_(numbers.size()) {}

  /// Log of the ratio to digits by chance.
  double gain(std::size_t i, long value) {
    if (value < 10 || value > kDeepest) return -8.0;
    std::vector<float>& known = known_[i];
    if (known.empty()) known.assign(kDeepest / kSmallest + 1, std::numeric_limits<float>::quiet_NaN());
    float& answer = known[static_cast<std::size_t>(value / kSmallest)];
    if (std::isnan(answer)) answer = static_cast<float>(gain_of(numbers_[i], value));
    return answer;
  }

 private:
  const std::vector<JointNumber>& numbers_;
  std::vector<std::vector<float>> known_;
};

/// Numbers at one spacing: how many steps each is below the first.
struct Spacing {
  std::vector<std::size_t> members;
  std::vector<long> steps;
  long missing = 0;
  double most = 0.0;  ///< No sequence of values can score more.
};

double most_gain_of(const JointNumber& number) {
  if (number.is_cut_off || !number.lattice) return 0.0;
  return std::max(most_gain(*number.lattice), 0.0) + (number.other_text.size() >= 2 ? 3.0 : 0.0);
}

Spacing follow(const std::vector<JointNumber>& numbers, std::size_t first, std::size_t second,
               const JointOptions& options) {
  Spacing spacing;
  spacing.members = {first, second};
  spacing.steps = {0, 1};
  double step = numbers[second].y - numbers[first].y;
  const auto extend = [&](bool down) {
    std::size_t at = down ? spacing.members.back() : spacing.members.front();
    std::size_t before = down ? first : second;
    long at_step = down ? spacing.steps.back() : spacing.steps.front();
    for (long ahead = 1; ahead <= 4;) {
      const double distance = static_cast<double>(ahead) * step;
      const double expected = numbers[at].y + (down ? distance : -distance);
      const double run = numbers[at].y - numbers[before].y;
      const double lean = (numbers[at].x - numbers[before].x) / run;
      double nearest = std::min(options.stretch * distance + options.jitter_px, 0.4 * step);
      std::size_t found = numbers.size();
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        const double off = std::abs(numbers[i].y - expected);
        if (off > nearest) continue;
        const double x = numbers[at].x + std::clamp(lean, -0.06, 0.06) * (numbers[i].y - numbers[at].y);
        const double aside = options.aside_px + 0.02 * std::abs(numbers[i].y - numbers[at].y);
        if (std::abs(numbers[i].x - x) > aside) continue;
        nearest = off;
        found = i;
      }
      if (found == numbers.size()) {
        ++ahead;
        continue;
      }
      const double measured = std::abs(numbers[found].y - numbers[at].y) / static_cast<double>(ahead);
      step = 0.6 * step + 0.4 * measured;
      at_step += down ? ahead : -ahead;
      before = at;
      at = found;
      spacing.missing += ahead - 1;
      if (down) {
        spacing.members.push_back(found);
        spacing.steps.push_back(at_step);
      } else {
        spacing.members.insert(spacing.members.begin(), found);
        spacing.steps.insert(spacing.steps.begin(), at_step);
      }
      ahead = 1;
    }
  };
  extend(true);
  step = numbers[second].y - numbers[first].y;
  extend(false);
  return spacing;
}

std::vector<Spacing> spacings_of(const std::vector<JointNumber>& numbers, const JointOptions& options) {
  std::vector<Spacing> all;
  std::vector<double> most;
  for (const JointNumber& number : numbers) most.push_back(most_gain_of(number));
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    for (std::size_t j = i + 1; j < std::min(numbers.size(), i + 1 + kPartners); ++j) {
      const double step = numbers[j].y - numbers[i].y;
      if (step < kShortestStepPx) continue;
      if (std::abs(numbers[j].x - numbers[i].x) > options.aside_px + 0.06 * step) continue;
      Spacing spacing = follow(numbers, i, j, options);
      if (spacing.members.size() < 3) continue;
      spacing.most = -kMissingCost * static_cast<double>(spacing.missing);
      for (const std::size_t member : spacing.members) spacing.most += most[member];
      if (spacing.most < kLeastScore) continue;
      const bool known = std::any_of(all.begin(), all.end(),
                                     [&](const Spacing& other) { return other.members == spacing.members; });
      if (!known) all.push_back(std::move(spacing));
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Spacing& a, const Spacing& b) { return a.most > b.most; });
  if (all.size() > kMostSpacings) all.resize(kMostSpacings);
  return all;
}

struct Best {
  double score = -std::numeric_limits<double>::infinity();
  long first = 0;  ///< Value at step 0.
  long increment = 0;
};

/// The two best sequences of values for one spacing; the second one differs at every member.
std::pair<Best, Best> best_values(Answers& answers, const Spacing& spacing) {
  Best best;
  Best second;
  for (const long increment : kIncrements) {
    for (long first = -increment * std::min(0L, spacing.steps.front()); first <= kDeepest;
         first += increment) {
      const long last = first + increment * spacing.steps.back();
      if (last > kDeepest) break;
      double score = -kMissingCost * static_cast<double>(spacing.missing);
      for (std::size_t k = 0; k < spacing.members.size(); ++k)
        score += answers.gain(spacing.members[k], first + increment * spacing.steps[k]);
      if (score > best.score) {
        second = best;
        best = {score, first, increment};
      } else if (score > second.score) {
        second = {score, first, increment};
      }
    }
  }
  return {best, second};
}

/// The numbers that say what the sequence has for them. One that is legible and says otherwise is taken as
/// misread; two in a row are another run of depths (a skipped depth, a splice), and the longer part is kept.
void keep_what_agrees(const std::vector<JointNumber>& numbers, const Spacing& spacing, long first,
                      long increment, Answers& answers, NumberChain& chain) {
  constexpr double kNoNumber = -2.0;
  constexpr double kLegible = 5.0;
  constexpr double kSaysOtherwise = 4.5;  // One digit that is surely another.
  NumberChain part;
  int against = 0;
  const auto end_part = [&] {
    if (part.members.size() > chain.members.size()) chain = part;
    part = {};
  };
  for (std::size_t k = 0; k < spacing.members.size(); ++k) {
    const std::size_t i = spacing.members[k];
    const long value = first + increment * spacing.steps[k];
    const double own = numbers[i].lattice ? most_gain(*numbers[i].lattice) : 0.0;
    const double given = picture_gain(numbers[i], value);
    if (own >= kLegible && own - given >= kSaysOtherwise) {
      if (++against >= 2) end_part();
    } else if (answers.gain(i, value) >= kNoNumber) {
      part.members.push_back(i);
      part.values.push_back(value);
      against = 0;
    }
  }
  end_part();
}

}  // namespace

double most_gain(const DigitLattice& lattice) {
  const std::string digits = read_digits(lattice).digits;
  if (digits.empty()) return 0.0;
  return log_chance_of(lattice, digits) + by_chance(lattice);
}

double margin_of_chain(const std::vector<JointNumber>& numbers, const NumberChain& chain) {
  Answers answers(numbers);
  Spacing spacing;
  double own = 0.0;
  for (std::size_t k = 0; k < chain.members.size(); ++k) {
    spacing.members.push_back(chain.members[k]);
    spacing.steps.push_back((chain.values[k] - chain.values.front()) / chain.increment);
    own += answers.gain(chain.members[k], chain.values[k]);
  }
  const auto [best, second] = best_values(answers, spacing);
  const bool is_best = best.first == chain.values.front() && best.increment == chain.increment;
  return own - (is_best ? second.score : best.score);
}

std::optional<JointSequence> read_jointly(const std::vector<JointNumber>& numbers,
                                          const JointOptions& options) {
  if (numbers.size() < 3 || numbers.size() > kMostNumbers) return std::nullopt;
  Answers answers(numbers);
  std::optional<JointSequence> result;
  for (const Spacing& spacing : spacings_of(numbers, options)) {
    if (result && spacing.most <= result->score) break;
    const auto [best, second] = best_values(answers, spacing);
    if (best.score < kLeastScore || (result && best.score <= result->score)) continue;
    JointSequence sequence;
    sequence.score = best.score;
    sequence.margin = best.score - second.score;
    keep_what_agrees(numbers, spacing, best.first, best.increment, answers, sequence.chain);
    if (sequence.chain.members.size() < 3) continue;
    const std::vector<std::size_t>& members = sequence.chain.members;
    std::vector<double> scales;
    for (std::size_t k = 1; k < members.size(); ++k) {
      scales.push_back((numbers[members[k]].y - numbers[members[k - 1]].y) /
                       static_cast<double>(sequence.chain.values[k] - sequence.chain.values[k - 1]));
    }
    std::nth_element(scales.begin(), scales.begin() + static_cast<std::ptrdiff_t>(scales.size() / 2),
                     scales.end());
    sequence.chain.px_per_unit = scales[scales.size() / 2];
    sequence.chain.increment = best.increment;
    result = std::move(sequence);
  }
  return result;
}

std::size_t splice_of_chain(const std::vector<JointNumber>& numbers, const NumberChain& chain) {
  constexpr double kClear = 3.0;
  const std::size_t n = chain.members.size();
  std::size_t splice = n;
  double most = kClear;
  for (const long shift : {-3L, -2L, -1L, 1L, 2L, 3L}) {
    double sum = 0.0;
    for (std::size_t k = n; k-- > 1;) {
      const JointNumber& number = numbers[chain.members[k]];
      sum += gain_of(number, chain.values[k] + shift * chain.increment) - gain_of(number, chain.values[k]);
      if (n - k < 2 || sum <= most) continue;
      most = sum;
      splice = k;
    }
  }
  return splice;
}

}  // namespace logdigitise::sheet
