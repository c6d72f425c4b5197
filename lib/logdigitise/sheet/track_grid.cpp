#include "logdigitise/sheet/track_grid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace logdigitise::sheet {

namespace {

constexpr int kDivisions[] = {10, 20, 5, 4, 8, 2, 25, 30, 1};
constexpr int kLogStarts[] = {1, 2};
constexpr int kMostDecades = 5;
constexpr double kNarrowestIn = 0.55;
constexpr double kUsualTrackIn = 1.9;
constexpr double kWidestIn = 8.0;
constexpr double kNarrowestDecadeIn = 0.28;
constexpr double kTrackCost = 2.5;
constexpr double kEdgeWorth = 0.75;  // Of an edge that is as strong as the strongest line.
constexpr double kMissingCost = 1.0;
constexpr double kExtraCost = 0.8;
constexpr double kSkippedLineCost = 0.6;
constexpr double kNarrowGapIn = 0.6;
constexpr double kClosestPx = 4.0;  // Lines closer than this run into one.

struct Fit {
  TrackGrid grid;
  double score = -std::numeric_limits<double>::infinity();
};

/// Positions inside 0..1 at which a grid has lines.
std::vector<double> expected_lines(const TrackGrid& grid) {
  std::vector<double> places;
  if (grid.scale == layout::Scale::kLinear) {
    for (int i = 1; i < grid.divisions; ++i) places.push_back(static_cast<double>(i) / grid.divisions);
    return places;
  }
  const double start = std::log10(grid.log_start);
  for (int decade = 0; decade <= grid.decades; ++decade) {
    for (int digit = 1; digit <= 9; ++digit) {
      const double u = (decade + std::log10(digit) - start) / grid.decades;
      if (u > 1e-6 && u < 1.0 - 1e-6) places.push_back(u);
    }
  }
  return places;
}

/// How well a grid between lines i and j explains the lines between them.
Fit fit_grid(const std::vector<VerticalLine>& lines, std::size_t i, std::size_t j, TrackGrid grid) {
  grid.left = lines[i].x;
  grid.right = lines[j].x;
  const double width = grid.right - grid.left;
  const double tolerance = std::max(1.8, 0.004 * width);
  std::vector<double> places;
  for (const double u : expected_lines(grid)) places.push_back(grid.left + u * width);
  std::vector<bool> explained(lines.size(), false);
  double score = -kTrackCost;
  for (std::size_t p = 0; p < places.size(); ++p) {
    bool matched = false;
    for (std::size_t k = i + 1; k < j; ++k) {
      if (std::abs(lines[k].x - places[p]) > tolerance) continue;
      explained[k] = true;
      matched = true;
    }
    const double before = p == 0 ? grid.left : places[p - 1];
    const double after = p + 1 == places.size() ? grid.right : places[p + 1];
    const bool crowded = places[p] - before < kClosestPx || after - places[p] < kClosestPx;
    if (matched) {
      ++grid.lines_matched;
    } else if (!crowded) {
      ++grid.lines_missing;
      score -= kMissingCost;
    }
  }
  for (std::size_t k = i + 1; k < j; ++k) {
    score += explained[k] ? 1.0 : -kExtraCost;
    grid.lines_extra += explained[k] ? 0 : 1;
  }
  return {grid, score};
}

Fit best_grid(const std::vector<VerticalLine>& lines, std::size_t i, std::size_t j,
              const GridOptions& options) {
  Fit best;
  TrackGrid grid;
  for (const int divisions : kDivisions) {
    grid.divisions = divisions;
    Fit fit = fit_grid(lines, i, j, grid);
    if (divisions == 2 || divisions == 1) fit.score -= 0.3;
    if (fit.score > best.score) best = fit;
  }
  grid.scale = layout::Scale::kLog;
  grid.divisions = 0;
  for (int decades = 1; decades <= kMostDecades; ++decades) {
    if (lines[j].x - lines[i].x < decades * kNarrowestDecadeIn * options.px_per_inch) break;
    for (const int start : kLogStarts) {
      grid.decades = decades;
      grid.log_start = start;
      Fit fit = fit_grid(lines, i, j, grid);
      if (fit.grid.lines_matched < 5) continue;
      if (fit.score > best.score) best = fit;
    }
  }
  return best;
}

/// The line in the middle of a grid with an even number of divisions; -1 if there is none.
int middle_line(const std::vector<VerticalLine>& lines, const TrackGrid& grid) {
  const double middle = 0.5 * (grid.left + grid.right);
  for (std::size_t k = 0; k < lines.size(); ++k)
    if (std::abs(lines[k].x - middle) < std::max(1.8, 0.004 * (grid.right - grid.left)))
      return static_cast<int>(k);
  return -1;
}

bool divides(const std::vector<VerticalLine>& lines, const TrackGrid& grid, std::size_t i, std::size_t j,
             const GridOptions& options) {
  if (grid.scale != layout::Scale::kLinear || grid.divisions < 8 || grid.divisions % 2 != 0) return false;
  if (0.5 * (grid.right - grid.left) < 1.2 * options.px_per_inch) return false;
  const int middle = middle_line(lines, grid);
  if (middle < 0) return false;
  const auto m = static_cast<std::size_t>(middle);
  if (!options.edge_support.empty()) {
    double inside = 0.0;
    int count = 0;
    for (std::size_t k = i + 1; k < j; ++k) {
      if (k == m) continue;
      inside += options.edge_support[k];
      ++count;
    }
    if (count > 0) inside /= count;
    const double outside = std::min(options.edge_support[i], options.edge_support[j]);
    if (outside > 0.5 && inside < 0.4) return options.edge_support[m] > 0.5;
  }
  std::vector<double> thin;
  for (std::size_t k = i + 1; k < j; ++k)
    if (k != m) thin.push_back(lines[k].strength);
  if (thin.empty()) return false;
  const auto half = thin.begin() + static_cast<std::ptrdiff_t>(thin.size() / 2);
  std::nth_element(thin.begin(), half, thin.end());
  // A heavy middle alone also marks the middle of one track: only halves as wide as tracks are taken for two.
  if (0.5 * (grid.right - grid.left) < kUsualTrackIn * options.px_per_inch) return false;
  const double edges = std::min(lines[i].strength, lines[j].strength);
  return lines[m].strength > 1.4 * *half && lines[m].strength > 0.8 * edges;
}

}  // namespace

std::vector<TrackGrid> find_track_grids(const std::vector<VerticalLine>& lines, const GridOptions& options) {
  const std::size_t n = lines.size();
  if (n < 2) return {};
  struct State {
    double score = 0.0;
    std::size_t from = 0;
    bool track = false;
    TrackGrid grid;
  };
  std::vector<State> states(n);
  double strongest = 0.1;
  for (const VerticalLine& line : lines) strongest = std::max(strongest, line.strength);
  for (std::size_t j = 0; j < n; ++j) {
    states[j].score = -kSkippedLineCost * static_cast<double>(j);  // All lines so far are in no track.
    states[j].from = j;
    for (std::size_t i = 0; i < j; ++i) {
      const double width_in = (lines[j].x - lines[i].x) / options.px_per_inch;
      const auto between = static_cast<double>(j - i - 1);
      // A gap: lines inside it are unexplained; a wide one is more likely a track that shows no grid.
      double gap = -0.2 - kSkippedLineCost * between;
      if (width_in > kNarrowGapIn) gap -= 3.0;
      if (states[i].score + gap > states[j].score) {
        states[j].score = states[i].score + gap;
        states[j].from = i;
        states[j].track = false;
      }
      if (width_in < kNarrowestIn || width_in > kWidestIn) continue;
      const Fit fit = best_grid(lines, i, j, options);
      const double edges = (lines[i].strength + lines[j].strength) / strongest;
      const double score = states[i].score + fit.score + kEdgeWorth * edges;
      if (score > states[j].score) {
        states[j].score = score;
        states[j].from = i;
        states[j].track = true;
        states[j].grid = fit.grid;
      }
    }
  }
  std::size_t at = 0;
  double best = -std::numeric_limits<double>::infinity();
  for (std::size_t j = 0; j < n; ++j) {
    const double score = states[j].score - kSkippedLineCost * static_cast<double>(n - 1 - j);
    if (score > best) {
      best = score;
      at = j;
    }
  }
  std::vector<TrackGrid> tracks;
  while (states[at].from != at) {
    const std::size_t from = states[at].from;
    if (states[at].track) {
      const TrackGrid& grid = states[at].grid;
      if (divides(lines, grid, from, at, options)) {
        const double middle = lines[static_cast<std::size_t>(middle_line(lines, grid))].x;
        TrackGrid half = grid;
        half.divisions = grid.divisions / 2;
        half.lines_matched = grid.lines_matched / 2;
        half.lines_missing = (grid.lines_missing + 1) / 2;
        half.lines_extra = (grid.lines_extra + 1) / 2;
        half.left = middle;
        tracks.push_back(half);
        half.left = grid.left;
        half.right = middle;
        tracks.push_back(half);
      } else {
        tracks.push_back(grid);
      }
    }
    at = from;
  }
  std::reverse(tracks.begin(), tracks.end());
  return tracks;
}

}  // namespace logdigitise::sheet
