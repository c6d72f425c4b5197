#include "logdigitise/sheet/vertical_lines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "logdigitise/sheet/ridges.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kLeastPresence = 0.35;

double median(std::vector<double>& values) {
  if (values.empty()) return 0.0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Where the depth lines are dashed, their dashes stand above each other and make lines of their own, faint
/// and in those blocks only that hold a depth line. Where most lines are whole, such lines are no lines.
void drop_dashes(std::vector<VerticalLine>& lines) {
  std::vector<double> whole;
  for (const VerticalLine& line : lines)
    if (line.presence >= 0.9) whole.push_back(line.strength);
  if (whole.size() < 4) return;
  const double usual = median(whole);
  std::erase_if(lines, [&](const VerticalLine& line) {
    return line.presence < 0.8 && line.strength < 0.6 * usual && line.strength < 0.5;
  });
}

/// Of each straightened column.
struct Columns {
  std::vector<double> middle;    ///< The median of its ridges.
  std::vector<double> smooth;    ///< The same, averaged over three columns.
  std::vector<double> presence;  ///< The share of blocks that show a ridge; the greatest of three columns.
};

/// A line that wanders by a pixel shows in two columns by turns: therefore three columns are looked at.
void smooth_over_three(Columns& columns) {
  const std::vector<double> presence = columns.presence;
  columns.smooth.resize(columns.middle.size());
  for (std::size_t x = 0; x < columns.middle.size(); ++x) {
    const std::size_t from = x == 0 ? 0 : x - 1;
    const std::size_t to = std::min(x + 2, columns.middle.size());
    double sum = 0.0;
    double most = 0.0;
    for (std::size_t i = from; i < to; ++i) {
      sum += columns.middle[i];
      most = std::max(most, presence[i]);
    }
    columns.smooth[x] = sum / 3.0;
    columns.presence[x] = most;
  }
}

Columns straightened_columns(const Image<std::uint8_t>& ridges, const Wander& wander, int first, int last) {
  Columns columns;
  std::vector<double> values;
  for (int x = 0; x < ridges.columns(); ++x) {
    values.clear();
    int shown = 0;
    for (int block = first; block < last; ++block) {
      const double v = ridge_at(ridges.row(block), x + 0.5 + wander[static_cast<std::size_t>(block)]);
      values.push_back(v);
      shown += v >= kLeastRidge ? 1 : 0;
    }
    columns.presence.push_back(static_cast<double>(shown) / (last - first));
    columns.middle.push_back(median(values));
  }
  smooth_over_three(columns);
  return columns;
}

/// Whether no column within `half` of x is higher; of several that are as high, the first.
bool is_peak(const std::vector<double>& heights, int x, int half) {
  const int width = static_cast<int>(heights.size());
  const double here = heights[static_cast<std::size_t>(x)];
  for (int d = -half; d <= half; ++d) {
    if (d == 0 || x + d < 0 || x + d >= width) continue;
    const double other = heights[static_cast<std::size_t>(x + d)];
    if (other > here || (other == here && d < 0)) return false;
  }
  return true;
}

/// The line whose peak is at column x: its place is the centre of mass of what is near.
std::optional<VerticalLine> line_at(const Columns& columns, int x, int half) {
  const int width = static_cast<int>(columns.middle.size());
  double mass = 0.0;
  double moment = 0.0;
  for (int d = -half; d <= half; ++d) {
    if (x + d < 0 || x + d >= width) continue;
    const double v = columns.middle[static_cast<std::size_t>(x + d)];
    if (v < 0.25 * columns.smooth[static_cast<std::size_t>(x)]) continue;
    mass += v;
    moment += v * (x + d + 0.5);
  }
  if (mass <= 0.0) return std::nullopt;
  return VerticalLine{moment / mass, mass / 255.0, columns.presence[static_cast<std::size_t>(x)]};
}

}  // namespace

std::vector<VerticalLine> find_vertical_lines(const Image<std::uint8_t>& ridges, const Wander& wander,
                                              int first, int last) {
  if (last <= first) return {};
  const Columns columns = straightened_columns(ridges, wander, first, last);
  const int half = std::max(2, ridge_width(ridges.columns()) / 4);
  std::vector<VerticalLine> lines;
  for (int x = 0; x < ridges.columns(); ++x) {
    const auto i = static_cast<std::size_t>(x);
    if (columns.smooth[i] < kLeastRidge / 3.0 || columns.presence[i] < kLeastPresence) continue;
    if (!is_peak(columns.smooth, x, half)) continue;
    if (const std::optional<VerticalLine> line = line_at(columns, x, half)) lines.push_back(*line);
  }
  drop_dashes(lines);
  return lines;
}

VerticalLine& nearest_line(std::vector<VerticalLine>& lines, double x) {
  return *std::min_element(lines.begin(), lines.end(), [&](const VerticalLine& a, const VerticalLine& b) {
    return std::abs(a.x - x) < std::abs(b.x - x);
  });
}

std::vector<VerticalLine> with_told_lines(std::vector<VerticalLine> lines,
                                          const std::vector<VerticalLine>& told, double reach_px) {
  std::vector<VerticalLine> added;
  for (const VerticalLine& one : told) {
    if (!lines.empty()) {
      VerticalLine& line = nearest_line(lines, one.x);
      if (std::abs(line.x - one.x) < reach_px) {
        line.header_in = std::max(line.header_in, one.header_in);
        line.ends_lines = line.ends_lines || one.ends_lines;
        continue;
      }
    }
    added.push_back(one);
    added.back().is_printed = false;
  }
  lines.insert(lines.end(), added.begin(), added.end());
  std::sort(lines.begin(), lines.end(),
            [](const VerticalLine& a, const VerticalLine& b) { return a.x < b.x; });
  return lines;
}

int first_block_of_grid(const Image<std::uint8_t>& ridges, const Wander& wander,
                        const std::vector<VerticalLine>& lines, int from) {
  constexpr int kMostMissing = 3;
  constexpr int kNear = 2;  // Px on either side of a line's place.
  int top = from;
  for (int block = from; block >= 0 && top - block <= kMostMissing; --block) {
    std::size_t shown = 0;
    for (const VerticalLine& line : lines) {
      double most = 0.0;
      for (int d = -kNear; d <= kNear; ++d)
        most =
            std::max(most, ridge_at(ridges.row(block), line.x + d + wander[static_cast<std::size_t>(block)]));
      shown += most >= 3.0 * kLeastRidge ? 1 : 0;
    }
    if (2 * shown > lines.size()) top = block;
  }
  return top;
}

std::vector<double> follow_line(const Image<std::uint8_t>& ridges, const Wander& wander, double x, int first,
                                int last) {
  constexpr int kWindow = 5;  // Blocks on either side that are averaged.
  constexpr int kLook = 3;    // Px on either side of the expected place.
  std::vector<double> departures;
  for (int block = first; block < last; ++block) {
    double mass = 0.0;
    double moment = 0.0;
    std::array<double, 2 * kLook + 1> sums{};
    const int from = std::max(first, block - kWindow);
    const int to = std::min(last, block + kWindow + 1);
    std::vector<double> column;
    for (int d = -kLook; d <= kLook; ++d) {
      column.clear();
      for (int b = from; b < to; ++b)
        column.push_back(ridge_at(ridges.row(b), x + d + wander[static_cast<std::size_t>(b)]));
      sums[static_cast<std::size_t>(d + kLook)] = median(column);
    }
    const double floor = *std::min_element(sums.begin(), sums.end());
    for (int d = -kLook; d <= kLook; ++d) {
      const double v = sums[static_cast<std::size_t>(d + kLook)] - floor;
      mass += v;
      moment += v * d;
    }
    departures.push_back(mass > kLeastRidge ? moment / mass : std::numeric_limits<double>::quiet_NaN());
  }
  std::vector<double> positions;
  for (int block = first; block < last; ++block) {
    std::vector<double> near;
    for (int b = std::max(first, block - 8); b < std::min(last, block + 9); ++b) {
      const double d = departures[static_cast<std::size_t>(b - first)];
      if (!std::isnan(d)) near.push_back(d);
    }
    positions.push_back(x + wander[static_cast<std::size_t>(block)] + median(near));
  }
  return positions;
}

}  // namespace logdigitise::sheet
