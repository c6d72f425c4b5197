#include "logdigitise/sheet/line_weights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "logdigitise/core/median.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kLeastSigma = 6.0;     // By which the heavy phase stands out,
constexpr double kLeastOverNext = 4.0;  // and by which it does so more than the next;
constexpr int kParts = 3;               // in each part of the strip
constexpr double kLeastSigmaOfPart = 2.0;
constexpr double kMostOfOne = 4.0;      // Of the usual scatter, that a line counts: a fold is no heavy line.
constexpr std::size_t kLeastLines = 4;  // Of a phase, in a part.
constexpr double kLeastScatter = 1e-3;
constexpr double kMostAlike = 0.6;  // Of places between rows: 1 is all the same, 0 all mixed.

long phase_of(long index, int period) { return ((index % period) + period) % period; }

/// How much darker each line is than the median of those up to a period above and below it, in units of what
/// is usual.
std::vector<double> over_neighbours(const std::vector<WeighedLine>& lines, int period) {
  std::vector<double> over(lines.size(), std::numeric_limits<double>::quiet_NaN());
  const auto reach = static_cast<std::size_t>(period);
  std::vector<double> near;
  std::vector<double> sizes;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (std::isnan(lines[i].darkness)) continue;
    near.clear();
    for (std::size_t j = i >= reach ? i - reach : 0; j < std::min(i + reach + 1, lines.size()); ++j)
      if (!std::isnan(lines[j].darkness)) near.push_back(lines[j].darkness);
    over[i] = lines[i].darkness - median_of(near);
    sizes.push_back(std::abs(over[i]));
  }
  if (sizes.empty()) return over;
  // 1.48 times the median departure is the spread of a bell curve.
  const double scatter = std::max(1.48 * median_of(std::move(sizes)), kLeastScatter);
  for (double& v : over)
    if (!std::isnan(v)) v = std::clamp(v / scatter, -kMostOfOne, kMostOfOne);
  return over;
}

struct Phase {
  long phase = 0;
  double sigma = -std::numeric_limits<double>::infinity();
  double next_sigma = -std::numeric_limits<double>::infinity();  ///< Of the second.
};

/// The darkest phase of the lines [from, to); nothing if one has too few lines.
std::optional<Phase> darkest_phase(const std::vector<double>& over, std::size_t from, std::size_t to,
                                   long first, int period) {
  std::vector<double> sums(static_cast<std::size_t>(period), 0.0);
  std::vector<std::size_t> counts(static_cast<std::size_t>(period), 0);
  for (std::size_t i = from; i < to; ++i) {
    if (std::isnan(over[i])) continue;
    const auto phase = static_cast<std::size_t>(phase_of(first + static_cast<long>(i), period));
    sums[phase] += over[i];
    ++counts[phase];
  }
  Phase best;
  for (std::size_t phase = 0; phase < sums.size(); ++phase) {
    if (counts[phase] < kLeastLines) return std::nullopt;
    const double sigma = sums[phase] / std::sqrt(static_cast<double>(counts[phase]));
    best.next_sigma = std::max(best.next_sigma, std::min(best.sigma, sigma));
    if (sigma <= best.sigma) continue;
    best.sigma = sigma;
    best.phase = static_cast<long>(phase);
  }
  return best;
}

/// How alike lines of a phase lie between rows, 0..1.
double alikeness(const std::vector<WeighedLine>& lines, long first, int period, long phase) {
  double cosines = 0.0;
  double sines = 0.0;
  double count = 0.0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (phase_of(first + static_cast<long>(i), period) != phase) continue;
    const double angle = 2.0 * std::numbers::pi * lines[i].y;
    cosines += std::cos(angle);
    sines += std::sin(angle);
    count += 1.0;
  }
  return std::hypot(cosines, sines) / std::max(count, 1.0);
}

/// The phase whose lines are darker than those of the others; nothing if none surely is.
std::optional<long> heavy_phase(const std::vector<WeighedLine>& lines, long first, int period) {
  const std::vector<double> over = over_neighbours(lines, period);
  const std::optional<Phase> whole = darkest_phase(over, 0, over.size(), first, period);
  if (!whole || whole->sigma < kLeastSigma || whole->sigma - whole->next_sigma < kLeastOverNext)
    return std::nullopt;
  for (std::size_t part = 0; part < kParts; ++part) {
    const std::optional<Phase> some =
        darkest_phase(over, part * over.size() / kParts, (part + 1) * over.size() / kParts, first, period);
    if (!some || some->phase != whole->phase || some->sigma < kLeastSigmaOfPart) return std::nullopt;
  }
  if (alikeness(lines, first, period, whole->phase) > kMostAlike) return std::nullopt;
  return whole->phase;
}

/// y of a depth between two ties, or beyond the last.
double y_of(const std::vector<LineTie>& ties, double depth) {
  std::size_t i = 1;
  while (i + 1 < ties.size() && ties[i].depth < depth) ++i;
  const double share = (depth - ties[i - 1].depth) / (ties[i].depth - ties[i - 1].depth);
  return ties[i - 1].y + share * (ties[i].y - ties[i - 1].y);
}

/// How dark a line near `y` is, however thick.
double weight_of(const LineProfile& profile, double y) {
  constexpr double kSearchPx = 2.0;
  constexpr double kHalfPx = 2.5;
  double at = y;
  for (double t = -kSearchPx; t <= kSearchPx; t += 0.5)
    if (profile.at(y + t) > profile.at(at)) at = y + t;
  double sum = 0.0;
  for (double t = -kHalfPx; t <= kHalfPx; t += 0.5) sum += profile.at(at + t);
  return sum;
}

bool is_multiple(double value, double step) {
  const double ratio = value / step;
  return std::abs(ratio - std::round(ratio)) < 1e-6;
}

}  // namespace

std::optional<int> shift_of_heavy_lines(const std::vector<WeighedLine>& lines, long first,
                                        const std::vector<int>& periods, const std::vector<int>& shifts) {
  std::vector<int> left = shifts;
  bool is_told = false;
  for (const int period : periods) {
    const std::optional<long> phase = heavy_phase(lines, first, period);
    if (!phase) continue;
    is_told = true;
    std::erase_if(left, [&](int shift) { return phase_of(shift, period) != *phase; });
  }
  if (!is_told || left.size() != 1) return std::nullopt;
  return left.front();
}

std::optional<double> weighed_offset(const LineProfile& profile, const TiedDepth& supposed,
                                     const std::vector<double>& rivals, double increment) {
  constexpr double kMostOffLine = 0.2;  // Of the lines' spacing, from a rival to a line.
  const std::vector<LineTie>& ties = supposed.ties;
  const double step = supposed.line_step;
  const double spacing = step * (ties.back().y - ties.front().y) / (ties.back().depth - ties.front().depth);
  std::vector<int> shifts;
  for (const double rival : rivals) {
    const double shift = (rival - rivals.front()) / spacing;
    if (std::abs(shift - std::round(shift)) > kMostOffLine) return std::nullopt;
    shifts.push_back(static_cast<int>(std::lround(shift)));
  }
  std::vector<int> periods;
  for (const int period : {2, 4, 5, 10, 20, 25, 50})
    if (is_multiple(increment, period * step)) periods.push_back(period);
  const auto first = std::lround(ties.front().depth / step);
  std::vector<WeighedLine> lines;
  for (long i = first; i <= std::lround(ties.back().depth / step); ++i) {
    const double y = y_of(ties, static_cast<double>(i) * step);
    lines.push_back({y, weight_of(profile, y)});
  }
  const std::optional<int> shift = shift_of_heavy_lines(lines, first, periods, shifts);
  if (!shift) return std::nullopt;
  return rivals[static_cast<std::size_t>(std::find(shifts.begin(), shifts.end(), *shift) - shifts.begin())];
}

}  // namespace logdigitise::sheet
