#include "logdigitise/sheet/period_strips.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

#include "logdigitise/core/median.hpp"
#include "logdigitise/sheet/row_strips.hpp"

namespace logdigitise::sheet {

namespace {

constexpr int kParts[] = {1, 2, 4, 5, 10, 20, 25, 50};
constexpr double kClosestPx = 14.0;      // Between lines that are told apart.
constexpr std::size_t kLeastLines = 16;  // That a strip is asked for.
constexpr int kMostOfOne = 48;       // Of 255, that one row counts: a curve's stroke is darker than specks.
constexpr double kLeastClear = 6.0;  // Times the usual scatter, of a strip's best place.
constexpr double kLeastScatter = 0.05;  // Of 255.
constexpr double kMostSlope = 0.02;
constexpr double kSlopeStep = 0.0005;
constexpr double kSamePx = 2.0;          // From the straight line through the strips' places.
constexpr std::size_t kLeastStrips = 6;  // On it,
constexpr double kLeastAgreed = 0.6;     // of those that have a clear place,
constexpr double kLeastReach = 0.3;      // over so much of the width of all.

/// Where the lines of one step are in a strip.
struct Place {
  int strip = 0;
  double x = 0.0;       ///< From the reference column, px.
  double offset = 0.0;  ///< From where the numbers' middles put them, px.
};

/// y of a depth, straight between the numbers.
double y_of(const std::vector<NumberedDepth>& numbers, double depth) {
  std::size_t i = 1;
  while (i + 1 < numbers.size() && numbers[i].depth < depth) ++i;
  const double share = (depth - numbers[i - 1].depth) / (numbers[i].depth - numbers[i - 1].depth);
  return numbers[i - 1].y + share * (numbers[i].y - numbers[i - 1].y);
}

double middle(std::size_t strip) { return (static_cast<double>(strip) + 0.5) * kStripColumns; }

/// Of strips that show something in one place of a step of `spacing` px much more than elsewhere. `rows`:
/// where the step's depths are; `ridges`: from `first` on.
std::vector<Place> clear_places(const cv::Mat& ridges, int first, const std::vector<double>& rows,
                                double spacing, double x_reference) {
  const auto offsets = static_cast<std::size_t>(spacing);
  const auto strips = static_cast<std::size_t>(ridges.cols);
  std::vector<std::vector<double>> sums(strips, std::vector<double>(offsets, 0.0));
  for (const double y : rows) {
    for (std::size_t o = 0; o < offsets; ++o) {
      const int row = static_cast<int>(y + static_cast<double>(o) - 0.5 * spacing) - first;
      if (row < 0 || row >= ridges.rows) continue;
      const std::uint8_t* line = ridges.ptr<std::uint8_t>(row);
      for (std::size_t s = 0; s < strips; ++s)
        sums[s][o] += std::min<int>(line[s], kMostOfOne) / static_cast<double>(rows.size());
    }
  }
  std::vector<Place> places;
  for (std::size_t s = 0; s < strips; ++s) {
    const double usual = median_of(sums[s]);
    std::vector<double> apart;
    for (const double sum : sums[s]) apart.push_back(std::abs(sum - usual));
    const double scatter = std::max(1.48 * median_of(std::move(apart)), kLeastScatter);
    const auto best = std::max_element(sums[s].begin(), sums[s].end());
    if (*best - usual < kLeastClear * scatter) continue;
    places.push_back({static_cast<int>(s), middle(s) - x_reference,
                      static_cast<double>(best - sums[s].begin()) + 0.5 - 0.5 * spacing});
  }
  return places;
}

/// Slope of the straight line through places that are near the line at `at`, of slope `slope`.
double slope_through(const std::vector<Place>& places, double slope, double at, double spacing) {
  double n = 0.0;
  double x = 0.0;
  double off = 0.0;
  double xx = 0.0;
  double x_off = 0.0;
  for (const Place& place : places) {
    double d = place.offset - slope * place.x - at;
    d -= spacing * std::round(d / spacing);
    if (std::abs(d) > kSamePx) continue;
    n += 1.0;
    x += place.x;
    off += d;
    xx += place.x * place.x;
    x_off += place.x * d;
  }
  const double spread = n * xx - x * x;
  return spread > 0.0 ? slope + (n * x_off - x * off) / spread : slope;
}

/// The strips whose places lie on one straight line, the line that most are on. Lines `spacing` apart look
/// alike.
PeriodStrips in_line(const std::vector<Place>& places, double spacing) {
  PeriodStrips most;
  double most_at = 0.0;
  for (double slope = -kMostSlope; slope <= kMostSlope + 1e-9; slope += kSlopeStep) {
    for (double at = 0.0; at < spacing; at += 1.0) {
      PeriodStrips one;
      one.slope = slope;
      for (const Place& place : places) {
        const double off = place.offset - slope * place.x - at;
        if (std::abs(off - spacing * std::round(off / spacing)) <= kSamePx) one.strips.push_back(place.strip);
      }
      const bool is_flatter =
          one.strips.size() == most.strips.size() && std::abs(slope) < std::abs(most.slope);
      if (one.strips.size() <= most.strips.size() && !is_flatter) continue;
      most = std::move(one);
      most_at = at;
    }
  }
  most.slope = slope_through(places, most.slope, most_at, spacing);
  return most;
}

}  // namespace

std::optional<PeriodStrips> strips_with_period(const ScanProfiles& profiles,
                                               const std::vector<NumberedDepth>& numbers, double increment,
                                               double x_reference, double skip_left, double skip_right) {
  std::optional<PeriodStrips> best;
  if (numbers.size() < 2) return best;
  const double scale =
      (numbers.back().y - numbers.front().y) / (numbers.back().depth - numbers.front().depth);
  const auto margin = static_cast<int>(increment * scale);
  const int first = std::max(0, static_cast<int>(numbers.front().y) - margin);
  const int last = std::min(profiles.rows.rows(), static_cast<int>(numbers.back().y) + margin);
  if (last <= first) return best;
  cv::Mat ridges = row_ridges(profiles, first, last);
  for (int s = 0; s < ridges.cols; ++s)
    if ((s + 1) * kStripColumns > skip_left && s * kStripColumns < skip_right) ridges.col(s) = 0;
  for (const int parts : kParts) {
    const double step = increment / parts;
    if (step * scale < kClosestPx) break;
    std::vector<double> rows;
    for (double depth = numbers.front().depth; depth <= numbers.back().depth + 1e-6; depth += step)
      rows.push_back(y_of(numbers, depth));
    if (rows.size() < kLeastLines) continue;
    const std::vector<Place> places = clear_places(ridges, first, rows, step * scale, x_reference);
    PeriodStrips found = in_line(places, step * scale);
    if (found.strips.size() < kLeastStrips ||
        static_cast<double>(found.strips.size()) < kLeastAgreed * static_cast<double>(places.size()))
      continue;
    if (found.strips.back() - found.strips.front() < kLeastReach * ridges.cols) continue;
    if (best && best->strips.size() >= found.strips.size()) continue;
    best = std::move(found);
    best->step = step;
  }
  return best;
}

}  // namespace logdigitise::sheet
