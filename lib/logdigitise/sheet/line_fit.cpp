#include "logdigitise/sheet/line_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "logdigitise/core/median.hpp"
#include "logdigitise/sheet/row_strips.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kMostLean = 0.012;     // From the profile's slope,
constexpr double kLeanStep = 0.0005;    // in steps that move the edge of a sheet by half a pixel.
constexpr int kMostThick = 6;           // Rows of a mark on either side of its darkest.
constexpr int kLeast = 6;               // Of 255: a strip shows something.
constexpr double kSame = 1.01;          // Rows from the line, of what is counted as on it.
constexpr double kLeastSupport = 0.35;  // Share of the strips,
constexpr double kOverChance = 2.0;     // and times as many as on a line by chance.
constexpr std::size_t kLeastStrips = 6;
constexpr double kLeastReach =
    0.4;  // Of the way from the first to the last strip, between those on the line.

/// A place on a strip where something dark lies across it.
struct Mark {
  double x = 0.0;  ///< From the reference column.
  double y = 0.0;  ///< From the row that is asked about, at the profile's slope.
};

/// Dark places of one strip within `reach` rows of `expected`: the middle of what is at least half as dark as
/// the darkest row there, however thick.
void add_marks(const cv::Mat& ridges, int strip, double expected, double x, double reach,
               std::vector<Mark>& marks) {
  const int first = std::max(1, static_cast<int>(std::ceil(expected - reach)));
  const int last = std::min(ridges.rows - 2, static_cast<int>(std::floor(expected + reach)));
  const auto at = [&](int row) { return static_cast<double>(ridges.at<std::uint8_t>(row, strip)); };
  for (int row = first; row <= last; ++row) {
    const double peak = at(row);
    if (peak < kLeast || at(row - 1) > peak || at(row + 1) > peak) continue;
    int from = row;
    int to = row;
    while (from > 0 && row - from < kMostThick && at(from - 1) >= 0.5 * peak) --from;
    while (to + 1 < ridges.rows && to - row < kMostThick && at(to + 1) >= 0.5 * peak) ++to;
    double mass = 0.0;
    double moment = 0.0;
    for (int r = from; r <= to; ++r) {
      mass += at(r);
      moment += at(r) * (r + 0.5);
    }
    marks.push_back({x, moment / mass - expected});
    row = to;
  }
}

struct Count {
  std::size_t strips = 0;
  double offset = 0.0;
  double lean = 0.0;
};

/// Strips with a mark on each line of the search, the best line first; and how many the median line has.
std::pair<Count, double> count_lines(const std::vector<Mark>& marks, double search) {
  Count best;
  std::vector<double> counts;
  for (double lean = -kMostLean; lean <= kMostLean + 1e-9; lean += kLeanStep) {
    const auto bins = static_cast<std::size_t>(2.0 * search / 0.5) + 1;
    std::vector<std::size_t> on(bins, 0);
    std::vector<double> last_x(bins, -1e9);
    for (const Mark& mark : marks) {
      const double offset = mark.y - lean * mark.x;
      const double low = (offset - kSame + search) / 0.5;
      const double high = (offset + kSame + search) / 0.5;
      for (int bin = std::max(0, static_cast<int>(std::ceil(low)));
           bin <= std::min(static_cast<int>(bins) - 1, static_cast<int>(std::floor(high))); ++bin) {
        const auto b = static_cast<std::size_t>(bin);
        if (last_x[b] == mark.x) continue;  // A strip counts once.
        last_x[b] = mark.x;
        ++on[b];
      }
    }
    for (std::size_t b = 0; b < bins; ++b) {
      counts.push_back(static_cast<double>(on[b]));
      const double offset = 0.5 * static_cast<double>(b) - search;
      const bool nearer =
          std::abs(offset) + 400.0 * std::abs(lean) < std::abs(best.offset) + 400.0 * std::abs(best.lean);
      if (on[b] > best.strips || (on[b] == best.strips && nearer)) best = {on[b], offset, lean};
    }
  }
  return {best, median_of(std::move(counts))};
}

/// Straight line through the marks near `line`, one a strip.
std::optional<Count> refine(const std::vector<Mark>& marks, Count line, double reach_x) {
  for (int pass = 0; pass < 3; ++pass) {
    std::vector<Mark> on;
    for (const Mark& mark : marks) {
      const double off = std::abs(mark.y - line.offset - line.lean * mark.x);
      if (off > 1.5) continue;
      if (!on.empty() && on.back().x == mark.x) {
        if (off < std::abs(on.back().y - line.offset - line.lean * mark.x)) on.back() = mark;
      } else {
        on.push_back(mark);
      }
    }
    if (on.size() < kLeastStrips || on.back().x - on.front().x < kLeastReach * reach_x) return std::nullopt;
    double x = 0.0;
    double y = 0.0;
    for (const Mark& mark : on) {
      x += mark.x / static_cast<double>(on.size());
      y += mark.y / static_cast<double>(on.size());
    }
    double xx = 0.0;
    double xy = 0.0;
    for (const Mark& mark : on) {
      xx += (mark.x - x) * (mark.x - x);
      xy += (mark.x - x) * (mark.y - y);
    }
    line = {on.size(), y - xy / xx * x, xy / xx};
  }
  return line;
}

/// Lines without those that lean otherwise than the lines around them: paper does not turn and turn back
/// from one line to the next, but a curve's flanks, or two lines that come near each other, may look so.
std::vector<FittedLine> without_strangers(const std::vector<FittedLine>& lines) {
  constexpr std::size_t kNear = 4;
  constexpr double kSlope = 0.0008;  // By which any line may lean otherwise,
  constexpr double kOverUsual = 4.0;
  std::vector<double> off;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::vector<double> near;
    for (std::size_t j = i >= kNear ? i - kNear : 0; j < std::min(i + kNear + 1, lines.size()); ++j)
      if (j != i) near.push_back(lines[j].slope);
    if (near.size() < kNear) return lines;
    off.push_back(std::abs(lines[i].slope - median_of(std::move(near))));
  }
  const double most = std::max(kSlope, kOverUsual * median_of(off));
  std::vector<FittedLine> kept;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (off[i] <= most) kept.push_back(lines[i]);
  return kept;
}

}  // namespace

std::vector<std::optional<FittedLine>> fit_lines(const ScanProfiles& profiles, const LineProfile& profile,
                                                 const std::vector<double>& rows, double search,
                                                 double skip_left, double skip_right) {
  std::vector<std::optional<FittedLine>> lines(rows.size());
  const double width = std::max(profile.x_reference, profiles.info.width - profile.x_reference);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double slope = profile.slope_at(rows[i]);
    const int margin = static_cast<int>((std::abs(slope) + kMostLean) * width + search) + 3;
    const int first = std::max(0, static_cast<int>(rows[i]) - margin);
    const int last = std::min(profiles.rows.rows(), static_cast<int>(rows[i]) + margin);
    if (last - first < 3) continue;
    const cv::Mat ridges = row_ridges(profiles, first, last);
    const RowStrips strips = strips_or_useful(profile.strips, ridges, skip_left, skip_right);
    if (strips.index.size() < kLeastStrips) continue;
    std::vector<Mark> marks;
    for (std::size_t s = 0; s < strips.index.size(); ++s) {
      const double x = strips.x[s] - profile.x_reference;
      add_marks(ridges, strips.index[s], rows[i] - first + slope * x, x, search + kMostLean * std::abs(x),
                marks);
    }
    const auto [best, by_chance] = count_lines(marks, search);
    const auto enough = std::max(kLeastSupport * static_cast<double>(strips.index.size()),
                                 kOverChance * by_chance + static_cast<double>(kLeastStrips) - 2.0);
    if (static_cast<double>(best.strips) < enough) continue;
    const std::optional<Count> line = refine(marks, best, strips.x.back() - strips.x.front());
    if (!line) continue;
    lines[i] = FittedLine{rows[i] + line->offset, slope + line->lean,
                          static_cast<double>(line->strips) / static_cast<double>(strips.index.size())};
  }
  return lines;
}

void lean_on_lines(const std::vector<std::optional<FittedLine>>& lines, LineProfile& profile) {
  std::vector<FittedLine> known;
  for (const std::optional<FittedLine>& line : lines)
    if (line) known.push_back(*line);
  known = without_strangers(known);
  if (known.size() < 2) return;
  std::vector<double> slopes;
  for (std::size_t i = 0; i < known.size(); ++i) {
    std::vector<double> near;
    for (std::size_t j = i >= 2 ? i - 2 : 0; j < std::min(i + 3, known.size()); ++j)
      near.push_back(known[j].slope);
    slopes.push_back(median_of(std::move(near)));
  }
  std::vector<double> rows;
  for (const FittedLine& line : known) rows.push_back(line.y);
  set_slopes(rows, slopes, profile);
}

}  // namespace logdigitise::sheet
