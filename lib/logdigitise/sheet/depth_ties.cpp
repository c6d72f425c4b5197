#include "logdigitise/sheet/depth_ties.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include "logdigitise/core/median.hpp"
#include "logdigitise/sheet/line_peaks.hpp"
#include "logdigitise/sheet/line_weights.hpp"
#include "logdigitise/sheet/tie_checks.hpp"

namespace logdigitise::sheet {

namespace {

constexpr int kParts[] = {1, 2, 4, 5, 10, 20, 25, 50, 100, 200};
constexpr double kClosestLinesPx = 7.0;
constexpr double kFineSearch = 0.45;     // Of the line spacing: beyond it the next line is nearer.
constexpr double kSureSearch = 0.25;     // Of the line spacing, far from any number.
constexpr double kTieEveryPx = 150.0;    // Between ties, or more;
constexpr double kTooFarPx = 320.0;      // less where the next coarser lines are as far apart as this,
constexpr double kTieCloserPx = 90.0;    // but no less than this.
constexpr double kNumberJitterPx = 6.0;  // Of numbers about their common place by their lines.
constexpr double kMostSearchPx = 16.0;
constexpr double kMostOverUsual = 2.0;     // Times the usual line of a number, that any line counts at most,
constexpr double kDarkestLine = 120.0;     // in any case no more than this,
constexpr double kLeastCap = 24.0;         // and no less than this.
constexpr double kLongestDoublePx = 13.0;  // Between two prints of one line,
constexpr double kLeastRival = 0.3;        // Of the clearest lines: others are none.
constexpr double kSureSigma = 4.0;         // By which lines are darker than others, and
constexpr double kHeavierBy = 0.3;         // by such a share of a line's darkness; or
constexpr double kVerySureSigma = 7.0;     // worn paper makes some rows of lines paler than others:
constexpr double kLittleHeavierBy = 0.15;  // by less, if it is that sure.
constexpr double kTellsPx = 4.0;           // From a line to where strokes beside the numbers say that it is.
constexpr double kMostDouble = 0.25;       // as a share of the spacing of lines.
constexpr double kMostOverKind = 2.0;  // Times the usual: beyond the last number that is the rule of a box.
constexpr std::size_t kLeastOfKind = 4;
constexpr double kPalest = 4.0;      // Of 255, that a line is darker than paper in the mean of the strips,
constexpr double kFaintest = 0.8;    // and one that is known to be there.
constexpr double kShown = 0.6;       // Of the lines of a step, that must show,
constexpr double kShownFaint = 0.3;  // or of faint ones;
constexpr double kShownWorn = 0.4;   // or where paper is worn: lines there are
constexpr double kWornLift = 4.0;    // times as dark as the palest line,
constexpr double kMostBetweenWorn = 0.15;  // and what is between them is paler by far;
constexpr double kReachFaint = 2.0;        // times as many of which a tie is looked for with,
constexpr double kSearchFaint = 5.0;       // px from where it should be.

class Tying {
 public:
  Tying(const LineProfile& profile, const std::vector<NumberedDepth>& numbers, double increment,
        const TieOptions& options)
      : profile_(profile),
        numbers_(numbers),
        increment_(increment),
        options_(options),
        paper_(profile.paper + (options.is_faint ? kFaintest : kPalest)) {}

  TiedDepth run();

 private:
  [[nodiscard]] double line_at(double y) const {
    return (profile_.at(y - 1.0) + profile_.at(y) + profile_.at(y + 1.0)) / 3.0;
  }
  template <typename F>
  void for_multiples(double step, double top, double base, F&& f) const {
    const auto first = static_cast<long>(std::ceil(top / step - 1e-6));
    const auto last = static_cast<long>(std::floor(base / step + 1e-6));
    for (long i = first; i <= last; ++i) f(static_cast<double>(i) * step);
  }
  /// For each spacing that lines may have, from coarse to fine: the rows where they would be by the numbers'
  /// middles.
  [[nodiscard]] std::vector<std::vector<double>> line_classes() const;
  /// Whether lines `offset` px below `rows` are surely darker than those `rival` px below them. `lift`: how
  /// much darker than paper the former are in the mean.
  [[nodiscard]] bool is_surely_darker(const std::vector<double>& rows, double offset, double rival,
                                      double lift) const;
  /// Sets how far below the numbers' middles their lines are; false with a refusal if that cannot be told.
  bool find_offset();
  /// Whether the first peak's lines are the numbers', and none of the others'; a refusal if not.
  bool is_theirs(const std::vector<std::vector<double>>& classes, const std::vector<std::size_t>& peaks,
                 const std::function<double(std::size_t)>& offset_at, double lift);
  /// Puts the peak that strokes beside the numbers tell of first; false with a refusal if there is none.
  bool take_told_peak(std::vector<std::size_t>& peaks, const std::function<double(std::size_t)>& offset_at);
  /// How much one line may count.
  void find_cap();
  /// Moves the guess from the numbers to the lines beside them.
  void sharpen_guess();
  void find_line_steps();
  /// How far apart ties are: as lines are, but not closer than paper stretches.
  void find_tie_step();
  /// Best place for the lines within `reach` depth of `depth`, `search` px about `expected`.
  [[nodiscard]] LineTie find_tie(const Guess& guess, double depth, double expected, double reach,
                                 double search) const;
  void tie_numbers();
  /// Numbers that stand where those above and below put them, and whose line does not: it is another's.
  void drop_strange_lines();
  void tie_between();
  void extend(int direction);
  /// Darkness of a line within `reach` px of y.
  [[nodiscard]] double darkest(double y, double reach) const;
  /// Whether a tie's line is much darker than those between the numbers nearby at such depths.
  [[nodiscard]] bool is_of_another_kind(const LineTie& tie) const;
  /// Ties that those around them contradict: their own line is looked for where it should be.
  void look_again_at_spikes();

  const LineProfile& profile_;
  const std::vector<NumberedDepth>& numbers_;
  double increment_;
  TieOptions options_;
  double paper_ = 0.0;  ///< What is no darker than that is no line.
  Guess guess_;         ///< Middles of the numbers; once the offset is known, lines.
  double px_per_unit_ = 0.0;
  double most_ = kDarkestLine;  ///< Darkness that one line counts at most.
  double tie_step_ = 0.0;
  std::vector<double> strange_;  ///< Depths whose lines are others'.
  TiedDepth result_;
};

std::vector<std::vector<double>> Tying::line_classes() const {
  std::vector<std::vector<double>> classes;
  for (const int parts : kParts) {
    const double step = increment_ / parts;
    if (step * px_per_unit_ < kClosestLinesPx) break;
    std::vector<double>& rows = classes.emplace_back();
    for_multiples(step, guess_.top() - 0.25 * increment_, guess_.base() + 0.25 * increment_,
                  [&](double depth) { rows.push_back(guess_.y(depth)); });
  }
  return classes;
}

bool Tying::is_surely_darker(const std::vector<double>& rows, double offset, double rival,
                             double lift) const {
  if (rows.size() < 2) return false;
  double mean = 0.0;
  double square = 0.0;
  std::vector<double> own;
  std::vector<double> others;
  for (const double y : rows) {
    own.push_back(line_at(y + offset));
    others.push_back(line_at(y + rival));
    const double d = own.back() - others.back();
    mean += d;
    square += d * d;
  }
  const auto n = static_cast<double>(rows.size());
  mean /= n;
  const double variance = std::max(square / n - mean * mean, 4.0) * n / (n - 1.0);
  const double error = std::sqrt(variance / n);
  return (mean > kSureSigma * error && mean > kHeavierBy * lift) ||
         (mean > kVerySureSigma * error && mean > kLittleHeavierBy * lift) ||
         is_darker(own, others, std::max(lift, paper_));
}

bool Tying::take_told_peak(std::vector<std::size_t>& peaks,
                           const std::function<double(std::size_t)>& offset_at) {
  const double told = *options_.offset_px;
  const auto nearest = std::min_element(peaks.begin(), peaks.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(offset_at(a) - told) < std::abs(offset_at(b) - told);
  });
  if (std::abs(offset_at(*nearest) - told) > kTellsPx) {
    result_.refusal = fmt::format(
        "strokes beside the depth numbers say that their lines are {:.0f} px below their middles, where none "
        "stand out",
        told);
    return false;
  }
  std::iter_swap(peaks.begin(), nearest);
  return true;
}

bool Tying::is_theirs(const std::vector<std::vector<double>>& classes, const std::vector<std::size_t>& peaks,
                      const std::function<double(std::size_t)>& offset_at, double lift) {
  const double best = offset_at(peaks.front());
  for (std::size_t i = 1; i < peaks.size(); ++i) {
    const double rival = offset_at(peaks[i]);
    // Heavy lines are darker than those on either side of them; one that is darker than one neighbour only
    // lies beside a pale one.
    const auto is_heavier = [&](const auto& rows, double one, double other) {
      return is_surely_darker(rows, one, other, lift) && is_surely_darker(rows, one, 2.0 * one - other, lift);
    };
    const auto is_proof = [&](const auto& rows) { return is_heavier(rows, best, rival); };
    const auto is_contradicted = [&](const auto& rows) { return is_heavier(rows, rival, best); };
    if (std::any_of(classes.begin(), classes.end(), is_proof)) continue;
    const double apart = std::abs(rival - best);
    if (apart >= kLongestDoublePx && options_.offset_px) {
      if (std::none_of(classes.begin(), classes.end(), is_contradicted)) continue;
      result_.refusal = fmt::format(
          "strokes beside the depth numbers say that their lines are {:.0f} px below their middles, the "
          "heavier lines {:.0f} px",
          best, rival);
      return false;
    }
    if (apart >= kLongestDoublePx) {
      if (result_.rivals_px.empty()) result_.rivals_px.push_back(best);
      result_.rivals_px.push_back(rival);
      continue;
    }
    // Each line may be printed twice: whether it is these two is known once the lines' spacing is.
    result_.doubled_px = std::max(result_.doubled_px, apart);
  }
  if (!result_.rivals_px.empty()) {
    result_.refusal = fmt::format(
        "the depth numbers stand as well by the lines {:.0f} px below as {:.0f} px below their middles, "
        "and no heavier line says which is theirs",
        best, result_.rivals_px[1]);
    return false;
  }
  result_.offset_px = best;
  return true;
}

bool Tying::find_offset() {
  const std::vector<std::vector<double>> classes = line_classes();
  const double reach = options_.most_offset_px;
  const auto offset_at = [&](std::size_t k) { return -reach + 0.5 * static_cast<double>(k); };
  std::vector<double> sum(static_cast<std::size_t>(std::lround(4.0 * reach)) + 1, 0.0);
  for (std::size_t k = 0; k < sum.size(); ++k) {
    for (const std::vector<double>& rows : classes) {
      std::vector<double> lines;
      for (const double y : rows) lines.push_back(line_at(y + offset_at(k)));
      sum[k] += capped_mean(lines) / static_cast<double>(classes.size());
    }
  }
  std::vector<std::size_t> peaks = peaks_of(sum);
  if (peaks.empty()) {
    result_.refusal = "no printed depth lines near the depth numbers";
    return false;
  }
  const double floor = median_of(sum);
  const double lift = sum[peaks.front()] - floor;
  if (lift < 0.5 * (paper_)) {
    result_.refusal = "no printed depth lines stand out near the depth numbers";
    return false;
  }
  std::erase_if(peaks, [&](std::size_t peak) { return sum[peak] - floor < kLeastRival * lift; });
  if (options_.offset_px && !take_told_peak(peaks, offset_at)) return false;
  return is_theirs(classes, peaks, offset_at, lift);
}

void Tying::sharpen_guess() {
  Guess sharp;
  for (const NumberedDepth& number : numbers_) {
    const double expected = number.y + result_.offset_px;
    double best = line_at(expected) + 1e-6;
    double at = expected;
    for (double t = -kNumberJitterPx; t <= kNumberJitterPx; t += 0.5) {
      if (line_at(expected + t) <= best) continue;
      best = line_at(expected + t);
      at = expected + t;
    }
    sharp.add(number.depth, at);
  }
  guess_ = sharp;
}

void Tying::find_cap() {
  std::vector<double> lines;
  for (const NumberedDepth& number : numbers_) lines.push_back(line_at(guess_.y(number.depth)));
  most_ = std::clamp(kMostOverUsual * median_of(std::move(lines)), kLeastCap, kDarkestLine);
}

void Tying::find_line_steps() {
  // Between two numbers paper stretches by a few pixels: a line is looked for that far about its place.
  // From coarse to fine: a step is printed if its lines, those of coarser steps left out, are darker than
  // what lies halfway between them.
  double strength = 0.0;
  for (const int parts : kParts) {
    const double step = increment_ / parts;
    if (step * px_per_unit_ < kClosestLinesPx) break;
    std::vector<double> on;
    std::vector<double> off;
    for_multiples(step, guess_.top(), guess_.base(), [&](double depth) {
      for (const double coarser : result_.line_steps)
        if (is_multiple(depth, coarser)) return;
      const double reach = std::min(4.0, 0.15 * step * px_per_unit_);
      on.push_back(darkest(guess_.y(depth), reach));
      off.push_back(darkest(guess_.y(depth + 0.5 * step), reach));
      off.push_back(darkest(guess_.y(depth + 0.37 * step), reach));
    });
    if (on.empty()) continue;
    double mean_on = 0.0;
    double mean_off = 0.0;
    for (const double v : on) mean_on += v / static_cast<double>(on.size());
    for (const double v : off) mean_off += v / static_cast<double>(off.size());
    const double lift = mean_on - mean_off;
    if (lift < 0.4 * (paper_) || lift < 0.12 * strength) continue;
    // Lines of a step are printed whole: most of them must show.
    const auto shown =
        std::count_if(on.begin(), on.end(), [&](double v) { return v > mean_off + 0.35 * lift; });
    // Of paper that is blank in patches fewer do, but nothing shows between them.
    const bool is_worn = lift > kWornLift * paper_ && mean_off < kMostBetweenWorn * mean_on;
    const double least = options_.is_faint ? kShownFaint : is_worn ? kShownWorn : kShown;
    if (static_cast<double>(shown) < least * static_cast<double>(on.size())) continue;
    strength = std::max(strength, lift);
    result_.line_steps.push_back(step);
  }
  result_.line_step = result_.line_steps.empty() ? 0.0 : result_.line_steps.back();
}

void Tying::find_tie_step() {
  tie_step_ = increment_;
  for (const int parts : kParts) {
    const double step = increment_ / parts;
    const double closest = tie_step_ * px_per_unit_ > kTooFarPx ? kTieCloserPx : kTieEveryPx;
    if (step * px_per_unit_ < closest || !is_multiple(step, result_.line_step)) continue;
    tie_step_ = step;
  }
}

LineTie Tying::find_tie(const Guess& guess, double depth, double expected, double reach,
                        double search) const {
  const double step = result_.line_step;
  if (options_.is_faint) {
    reach *= kReachFaint;
    search = std::min(search, kSearchFaint);
  }
  std::vector<double> places;
  const double middle = guess.y(depth);
  for_multiples(step, depth - reach, depth + reach,
                [&](double d) { places.push_back(expected + guess.y(d) - middle); });
  // The rule under a header, or the edge of a sheet, is darker than any line and no row of them.
  const auto comb = [&](double t) {
    double sum = 0.0;
    for (const double y : places) sum += std::min(line_at(y + t), most_);
    return sum / static_cast<double>(places.size());
  };
  LineTie tie;
  tie.depth = depth;
  tie.y = expected;
  if (places.empty()) return tie;
  double best = -1.0;
  double best_at = 0.0;
  for (double t = -search; t <= search + 1e-9; t += 0.5) {
    const double v = comb(t);
    if (v > best) {
      best = v;
      best_at = t;
    }
  }
  std::vector<double> around;
  const double period = step * px_per_unit_;
  for (double t = best_at - 0.5 * period; t <= best_at + 0.5 * period; t += 0.5) around.push_back(comb(t));
  const double floor = median_of(around);
  // Each line has a centre of its own, which a curve beside it may pull away; their median counts.
  std::vector<double> centres;
  for (const double y : places) {
    double mass = 0.0;
    double moment = 0.0;
    const double least = profile_.paper + 0.25 * std::max(0.0, line_at(y + best_at) - profile_.paper);
    for (double t = best_at - 2.5; t <= best_at + 2.5 + 1e-9; t += 0.25) {
      const double v = std::max(0.0, line_at(y + t) - least);
      mass += v;
      moment += v * t;
    }
    if (line_at(y + best_at) < floor + 0.3 * (best - floor)) continue;
    if (mass > 0.0) centres.push_back(moment / mass);
  }
  tie.y = expected + (centres.empty() ? best_at : middle_of(centres));
  tie.contrast = (best - floor) * std::sqrt(static_cast<double>(places.size())) / (paper_);
  if (std::abs(best_at) > search - 0.75 && search > 2.0) tie.contrast *= 0.3;  // It may lie beyond.
  return tie;
}

void Tying::tie_numbers() {
  const double spacing = result_.line_step * px_per_unit_;
  const double search = std::min(kFineSearch * spacing, 14.0);
  Guess refined;
  for (const NumberedDepth& number : numbers_) {
    LineTie tie = find_tie(guess_, number.depth, number.y + result_.offset_px, 0.25 * increment_, search);
    tie.numbered = true;
    if (tie.contrast < options_.least_contrast) continue;
    result_.ties.push_back(tie);
  }
  drop_strange_lines();
  result_.numbers_confirmed = static_cast<int>(result_.ties.size());
  if (result_.ties.size() >= 2) {
    for (const LineTie& tie : result_.ties) refined.add(tie.depth, tie.y);
    refined.sort();
    guess_ = refined;
  }
}

void Tying::drop_strange_lines() {
  constexpr double kAgreed = 0.5;  // Of what the line is off: the number at most.
  const auto expected = [&](double depth) {
    const auto number = std::find_if(numbers_.begin(), numbers_.end(),
                                     [&](const NumberedDepth& one) { return one.depth == depth; });
    return number->y + result_.offset_px;
  };
  std::vector<LineTie>& ties = result_.ties;
  for (std::size_t i = 1; i + 1 < ties.size();) {
    const double share = (ties[i].depth - ties[i - 1].depth) / (ties[i + 1].depth - ties[i - 1].depth);
    const double even = ties[i - 1].y + share * (ties[i + 1].y - ties[i - 1].y);
    const double number = expected(ties[i].depth);
    const double off = std::abs(ties[i].y - even);
    const bool is_strange = std::abs(ties[i].y - number) > kNumberJitterPx && off > kNumberJitterPx &&
                            std::abs(number - even) < kAgreed * off;
    if (is_strange) {
      strange_.push_back(ties[i].depth);
      ties.erase(ties.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
}

void Tying::tie_between() {
  const double spacing = result_.line_step * px_per_unit_;
  std::vector<LineTie> more;
  for (std::size_t i = 1; i < result_.ties.size(); ++i) {
    const LineTie& above = result_.ties[i - 1];
    const LineTie& below = result_.ties[i];
    double search =
        std::min({kFineSearch * spacing, std::max(4.0, 0.02 * (below.y - above.y)), kMostSearchPx});
    // Over a long stretch without numbers paper drifts by more than a line: what is not near its place may be
    // the line beside it.
    if (below.depth - above.depth > 2.01 * increment_) search = std::min(search, kSureSearch * spacing);
    for_multiples(tie_step_, above.depth + 0.5 * tie_step_, below.depth - 0.5 * tie_step_, [&](double depth) {
      if (std::find(strange_.begin(), strange_.end(), depth) != strange_.end()) return;
      const LineTie tie = find_tie(guess_, depth, guess_.y(depth), 0.5 * tie_step_ + 1e-6, search);
      if (tie.contrast >= options_.least_contrast) more.push_back(tie);
    });
  }
  result_.ties.insert(result_.ties.end(), more.begin(), more.end());
  std::sort(result_.ties.begin(), result_.ties.end(),
            [](const LineTie& a, const LineTie& b) { return a.depth < b.depth; });
}

double Tying::darkest(double y, double reach) const {
  double most = 0.0;
  for (double t = -reach; t <= reach; t += 1.0) most = std::max(most, line_at(y + t));
  return most;
}

bool Tying::is_of_another_kind(const LineTie& tie) const {
  constexpr double kReachPx = 2.0;
  constexpr double kNearIncrements = 2.0;
  const auto step = std::find_if(result_.line_steps.begin(), result_.line_steps.end(),
                                 [&](double one) { return is_multiple(tie.depth, one); });
  if (step == result_.line_steps.end()) return false;
  std::vector<double> lines;
  // Of those nearby: print and paper change down a strip.
  const double near = kNearIncrements * increment_;
  const double top = std::max(guess_.top(), std::min(tie.depth, guess_.base()) - near);
  const double base = std::min(guess_.base(), std::max(tie.depth, guess_.top()) + near);
  for_multiples(*step, top, base, [&](double depth) {
    const bool is_coarser =
        std::any_of(result_.line_steps.begin(), step, [&](double one) { return is_multiple(depth, one); });
    if (!is_coarser) lines.push_back(darkest(guess_.y(depth), kReachPx));
  });
  if (lines.size() < kLeastOfKind) return false;
  return darkest(tie.y, kReachPx) > kMostOverKind * (median_of(std::move(lines)) + paper_);
}

void Tying::extend(int direction) {
  // A single line where the next number would stand proves nothing: headers have lines too.
  if (result_.line_step > 0.5 * increment_) return;
  const double spacing = result_.line_step * px_per_unit_;
  // In steps of a few lines, so that a line of the header alone does not pass for a section.
  double step = result_.line_step;
  for (const int parts : kParts) {
    const double part = increment_ / parts;
    if (part * px_per_unit_ < 60.0 || !is_multiple(part, result_.line_step)) continue;
    step = part;
  }
  int missed = 0;
  // No further than half a number spacing beyond what a number proves: the next number would have stood
  // there.
  std::vector<double> contrasts;
  for (const LineTie& tie : result_.ties) contrasts.push_back(tie.contrast);
  // Beyond the section there are lines too, of headers and boxes: they must stand out as these do, and
  // evenly.
  const double least = std::max(options_.least_contrast, 0.5 * median_of(contrasts));
  const double limit =
      direction > 0 ? numbers_.back().depth + 1.05 * increment_ : numbers_.front().depth - 1.05 * increment_;
  double last = direction > 0 ? result_.ties.back().depth : result_.ties.front().depth;
  for (double depth = last + direction * step; direction > 0 ? depth <= limit : depth >= limit;
       depth += direction * step) {
    Guess local;
    const std::size_t n = result_.ties.size();
    const std::size_t reach = std::min<std::size_t>(n - 1, 6);
    const LineTie& end = direction > 0 ? result_.ties.back() : result_.ties.front();
    const LineTie& inner = direction > 0 ? result_.ties[n - 1 - reach] : result_.ties[reach];
    local.add(end.depth, end.y);
    local.add(inner.depth, inner.y);
    local.sort();
    const double y = local.y(depth);
    if (y < profile_.first_row || y > profile_.last_row()) break;
    const double search = std::min(kFineSearch * spacing, std::max(3.0, 0.015 * std::abs(y - end.y)));
    const LineTie tie = find_tie(local, depth, y, 0.5 * step - 1e-6, search);
    if (is_of_another_kind(tie)) break;
    if (tie.contrast < least || std::abs(tie.y - y) > std::max(1.5, 0.006 * std::abs(y - end.y))) {
      if (++missed > 1) break;
      continue;
    }
    missed = 0;
    if (direction > 0)
      result_.ties.push_back(tie);
    else
      result_.ties.insert(result_.ties.begin(), tie);
  }
}

void Tying::look_again_at_spikes() {
  constexpr double kSearchAgainPx = 3.0;
  mend_spikes(result_.ties, [&](double depth, double y) -> std::optional<LineTie> {
    const LineTie tie = find_tie(guess_, depth, y, 0.5 * tie_step_ - 1e-6, kSearchAgainPx);
    if (tie.contrast < options_.least_contrast || std::abs(tie.y - y) > kSearchAgainPx) return std::nullopt;
    return tie;
  });
}

TiedDepth Tying::run() {
  if (numbers_.size() < 2) {
    result_.refusal = "fewer than two depth numbers";
    return result_;
  }
  std::vector<double> scales;
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    guess_.add(numbers_[i].depth, numbers_[i].y);
    if (i > 0)
      scales.push_back((numbers_[i].y - numbers_[i - 1].y) / (numbers_[i].depth - numbers_[i - 1].depth));
  }
  px_per_unit_ = median_of(scales);
  if (!find_offset()) return result_;
  Guess shifted;
  for (const NumberedDepth& number : numbers_) shifted.add(number.depth, number.y + result_.offset_px);
  guess_ = shifted;
  sharpen_guess();
  find_cap();
  find_line_steps();
  if (result_.line_steps.empty()) {
    result_.refusal = "no regular printed depth lines between the depth numbers";
    return result_;
  }
  if (result_.doubled_px > kMostDouble * result_.line_step * px_per_unit_) {
    result_.refusal = fmt::format(
        "the depth numbers stand as well by lines that are {:.0f} px apart, and no heavier line says which "
        "is "
        "theirs",
        result_.doubled_px);
    return result_;
  }
  find_tie_step();
  tie_numbers();
  if (result_.ties.size() < 2) {
    result_.refusal = "the printed lines by the depth numbers are too faint";
    return result_;
  }
  tie_between();
  if (options_.goes_on) {
    extend(-1);
    extend(+1);
  }
  const double spacing = result_.line_step * px_per_unit_;
  look_again_at_spikes();
  const std::vector<LineTie> found = result_.ties;
  drop_spikes(result_.ties, spacing);
  drop_outliers(result_.ties, spacing);
  result_.uneven = cut_at_uneven(found, increment_, result_.ties);
  smooth_ties(result_.ties);
  return result_;
}

}  // namespace

TiedDepth tie_numbers_to_lines(const LineProfile& profile, const std::vector<NumberedDepth>& numbers,
                               double increment, const TieOptions& options) {
  const auto tie_at = [&](const TieOptions& some) { return Tying(profile, numbers, increment, some).run(); };
  TiedDepth tied = tie_at(options);
  if (tied.rivals_px.empty() || !options.weighs_lines) return tied;
  TieOptions supposing = options;
  supposing.offset_px = tied.rivals_px.front();
  const TiedDepth supposed = tie_at(supposing);
  if (!supposed.refusal.empty() || supposed.ties.size() < 2) return tied;
  const std::optional<double> offset = weighed_offset(profile, supposed, tied.rivals_px, increment);
  if (!offset) return tied;
  if (*offset == tied.rivals_px.front()) return supposed;
  supposing.offset_px = offset;
  return tie_at(supposing);
}

}  // namespace logdigitise::sheet
