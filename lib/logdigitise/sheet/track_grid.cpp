#include "logdigitise/sheet/track_grid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "logdigitise/sheet/edge_places.hpp"

namespace logdigitise::sheet {

namespace {

constexpr int kDivisions[] = {10, 20, 5, 4, 8, 2, 25, 30, 1};
constexpr int kLogStarts[] = {1, 2};
constexpr int kMostDecades = 5;
constexpr double kNarrowestIn = 0.55;
constexpr double kUsualTrackIn = 1.9;
constexpr double kHalfTrackIn = 1.8;  // A half as wide may be a track.
constexpr double kWidestIn = 8.0;
constexpr double kNarrowestDivisionIn = 0.04;
constexpr double kNarrowestDecadeIn = 0.28;
constexpr double kTrackCost = 2.5;
constexpr double kEdgeWorth = 0.75;  // Of an edge that is as strong as the strongest line.
constexpr double kMissingCost = 1.0;
constexpr double kFaintCost = 0.15;     // Of a missing line of a log grid that shows all its decades.
constexpr double kMostFaintCost = 1.5;  // Of all of them: with the decades the grid is known.
constexpr int kLeastFaintDecades = 3;
constexpr int kLeastLogByPitch = 8;  // Lines of a log grid neither of whose edges is known.
constexpr double kExtraCost = 0.8;
constexpr double kMostExtraCost = 5.0;
constexpr double kStrayEdgeCost =
    2.0;  // Of a light line as an edge of which nothing tells, where others are told.
constexpr double kHeavierEdge = 1.5;  // Than the median line: it may be an edge of which nothing tells.
constexpr double kSkippedLineCost = 0.6;
constexpr double kNarrowGapIn = 0.6;
constexpr double kNearEdge = 0.05;  // Share of the track: a rule so near an edge is that edge, drawn askew.
constexpr int kLeastMatched = 5;    // Lines inside a track one of whose edges is not printed.
constexpr int kLeastMatchedWithEnd = 3;  // The same if depth lines end at the other.
constexpr double kUnevenPitch = 0.08;    // Share of a division that a line may be off.
constexpr double kClosestPx = 4.0;       // Lines closer than this run into one.
constexpr double kRuleEdgeWorth = 1.2;   // Of an edge with a rule of the header over it.
constexpr double kRuleInsideCost = 3.0;
constexpr double kBoxEdgeIn = 0.25;      // A header's box is so near the edges of its track.
constexpr double kBoxOverIn = 0.06;      // and reaches no further over them.
constexpr double kOddBoxCost = 3.0;      // Of one that is not, or reaches over an edge.
constexpr double kLeastRuleShare = 0.5;  // Of the longest rule: a shorter one divides boxes, not tracks.
constexpr double kHeaderEdgeCost = 0.3;  // Of an edge that only the header shows.
constexpr double kPitchEdgeCost = 1.6;   // Of an edge that only the pitch tells of.
constexpr double kOpenFilledCost = 3.0;  // Of a gap where depth lines are.
constexpr double kOpenIn = 0.1;          // So much of it is no gap.

bool is_pitch_edge(const VerticalLine& line) {
  return !line.is_printed && !line.ends_lines && line.header_in <= 0.0;
}

bool is_ruled(const VerticalLine& line, double longest) {
  return line.header_in > 0.0 && line.header_in >= kLeastRuleShare * longest;
}

/// Whether more than the line itself says that a track begins or ends there.
bool is_known_edge(const VerticalLine& line, double longest) {
  return line.ends_lines || is_ruled(line, longest);
}

double longest_rule(const std::vector<VerticalLine>& lines) {
  double longest = 0.0;
  for (const VerticalLine& line : lines) longest = std::max(longest, line.header_in);
  return longest;
}

struct Fit {
  TrackGrid grid;
  double score = -std::numeric_limits<double>::infinity();
};

/// Whether an expected place of a log grid is where a decade begins.
bool is_decade(const TrackGrid& grid, double u) {
  const double at = u * grid.decades + std::log10(grid.log_start);
  return std::abs(at - std::round(at)) < 1e-6;
}

/// How the boxes of the header stand to a track.
struct Boxed {
  int filling = 0;  ///< Boxes that are as wide as it.
  int odd = 0;      ///< Boxes that reach over its edges, or fill a part of it only.
};

Boxed boxes_of(const GridOptions& options, double left, double right) {
  Boxed boxed;
  const double slack = kBoxEdgeIn * options.px_per_inch;
  const double over = kBoxOverIn * options.px_per_inch;
  for (const auto& [first, last] : options.boxed) {
    if (std::min(last, right) - std::max(first, left) < slack) continue;
    const double least = std::min(first - left, right - last);
    const bool fits = least > -over && std::max(first - left, right - last) < slack;
    ++(fits ? boxed.filling : boxed.odd);
  }
  return boxed;
}

/// What the edges of a grid whose lines were matched are worth; takes down what is known of them.
double worth_of_edges(const VerticalLine& left, const VerticalLine& right, double longest, bool is_filled,
                      TrackGrid& grid) {
  double score = 0.0;
  for (const VerticalLine* edge : {&left, &right}) {
    // A box without a grid under it, or curves in it, is no track: an image, a remark.
    if (is_known_edge(*edge, longest) && (grid.lines_matched > 1 || is_filled)) score += kRuleEdgeWorth;
    if (!edge->is_printed) score -= is_pitch_edge(*edge) ? kPitchEdgeCost : kHeaderEdgeCost;
  }
  const auto stands = [&](const VerticalLine& line) {
    return line.is_printed || line.ends_lines || (is_filled && is_ruled(line, longest));
  };
  const int least = left.ends_lines || right.ends_lines ? kLeastMatchedWithEnd : kLeastMatched;
  if (grid.lines_matched < least && !(stands(left) && stands(right))) score = -1e9;
  grid.left_printed = left.is_printed;
  grid.right_printed = right.is_printed;
  grid.left_in_header = is_ruled(left, longest);
  grid.right_in_header = is_ruled(right, longest);
  grid.left_at_ends = left.ends_lines;
  grid.right_at_ends = right.ends_lines;
  return score;
}

/// How well a grid between lines i and j explains the lines between them. `is_faint`: of a log grid only the
/// decades must show.
Fit fit_grid(const std::vector<VerticalLine>& lines, std::size_t i, std::size_t j, TrackGrid grid,
             double longest, const Boxed& boxed, bool is_faint = false) {
  grid.left = lines[i].x;
  grid.right = lines[j].x;
  const double width = grid.right - grid.left;
  double tolerance = std::max(1.8, 0.004 * width);
  // Paper stretches, and the lines of old forms are not that evenly ruled.
  if (grid.scale == layout::Scale::kLinear)
    tolerance = std::max(tolerance, kUnevenPitch * width / grid.divisions);
  std::vector<double> places;
  std::vector<bool> may_miss;
  for (const double u : expected_lines(grid)) {
    places.push_back(grid.left + u * width);
    may_miss.push_back(is_faint && !is_decade(grid, u));
  }
  std::vector<bool> explained(lines.size(), false);
  double score = -kTrackCost;
  bool misses_decade = false;
  double faint = 0.0;
  for (std::size_t p = 0; p < places.size(); ++p) {
    bool matched = false;
    for (std::size_t k = i + 1; k < j; ++k) {
      if (!lines[k].is_printed || std::abs(lines[k].x - places[p]) > tolerance) continue;
      explained[k] = true;
      matched = true;
    }
    const double before = p == 0 ? grid.left : places[p - 1];
    const double after = p + 1 == places.size() ? grid.right : places[p + 1];
    const bool crowded = places[p] - before < kClosestPx || after - places[p] < kClosestPx;
    if (matched) {
      ++grid.lines_matched;
    } else if (!crowded || (is_faint && !may_miss[p])) {
      ++grid.lines_missing;
      if (may_miss[p])
        faint += kFaintCost;
      else
        score -= kMissingCost;
      misses_decade = misses_decade || !may_miss[p];
    }
  }
  score -= std::min(faint, kMostFaintCost);
  for (std::size_t k = i + 1; k < j; ++k) {
    const double inside = std::min(lines[k].x - grid.left, grid.right - lines[k].x);
    if (is_known_edge(lines[k], longest) && inside > kNearEdge * width) score -= kRuleInsideCost;
    if (!lines[k].is_printed) continue;
    score += explained[k] ? 1.0 : 0.0;
    grid.lines_extra += explained[k] ? 0 : 1;
  }
  // Between edges that are known whatever else stands there is no grid: hatching, dashes above each other.
  const bool is_box =
      boxed.filling > 0 || (is_known_edge(lines[i], longest) && is_known_edge(lines[j], longest));
  const double extra = kExtraCost * grid.lines_extra;
  score -= is_box ? std::min(extra, kMostExtraCost) : extra;
  score += worth_of_edges(lines[i], lines[j], longest, boxed.filling > 0, grid);
  score -= kOddBoxCost * boxed.odd;
  if (is_faint && misses_decade) score = -1e9;
  return {grid, score};
}

Fit best_grid(const std::vector<VerticalLine>& lines, std::size_t i, std::size_t j,
              const GridOptions& options, double longest) {
  Fit best;
  TrackGrid grid;
  const Boxed boxed = boxes_of(options, lines[i].x, lines[j].x);
  // Where the other edge is known, the pitch tells of any grid.
  const bool is_half_known = is_known_edge(lines[i], longest) || is_known_edge(lines[j], longest);
  const bool by_pitch = (is_pitch_edge(lines[i]) || is_pitch_edge(lines[j])) && !is_half_known;
  for (const int divisions : kDivisions) {
    if (by_pitch && divisions != 10 && divisions != 20 && divisions != 25) continue;
    if (divisions > 1 && lines[j].x - lines[i].x < divisions * kNarrowestDivisionIn * options.px_per_inch)
      continue;
    grid.divisions = divisions;
    Fit fit = fit_grid(lines, i, j, grid, longest, boxed);
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
      Fit fit = fit_grid(lines, i, j, grid, longest, boxed);
      if (fit.grid.lines_matched >= (by_pitch ? kLeastLogByPitch : 5) && fit.score > best.score) best = fit;
      if (by_pitch) continue;
      // Where decades do not begin at the edge, their places alone are those of no even grid. Nor has any
      // three divisions.
      if ((start == 1 && decades != kLeastFaintDecades) || decades < kLeastFaintDecades) continue;
      fit = fit_grid(lines, i, j, grid, longest, boxed, true);
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
  // The header has told: it has rules over edges, and none here.
  if (grid.left_in_header || grid.right_in_header) return false;
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

/// Whether a grid may be that of two tracks, and no header tells.
bool may_be_two(const std::vector<VerticalLine>& lines, const TrackGrid& grid, const GridOptions& options) {
  if (grid.scale != layout::Scale::kLinear || (grid.left_in_header && grid.right_in_header)) return false;
  if (grid.divisions == 20) return true;
  const bool is_wide = 0.5 * (grid.right - grid.left) > kHalfTrackIn * options.px_per_inch;
  return is_wide && grid.divisions % 2 == 0 && middle_line(lines, grid) >= 0;
}

/// So many lines go on beyond an edge, evenly as inside, and belong to no track.
int lines_beyond(const std::vector<VerticalLine>& lines, const std::vector<TrackGrid>& tracks,
                 const TrackGrid& grid, bool to_right) {
  constexpr int kMost = 2;
  constexpr double kNear = 0.12;  // Of a division.
  const double pitch = (grid.right - grid.left) / grid.divisions;
  for (int k = 1; k <= kMost; ++k) {
    const double x = to_right ? grid.right + k * pitch : grid.left - k * pitch;
    const bool shows = std::any_of(lines.begin(), lines.end(), [&](const VerticalLine& line) {
      return line.is_printed && std::abs(line.x - x) < std::max(1.5, kNear * pitch);
    });
    const bool in_track = std::any_of(tracks.begin(), tracks.end(), [&](const TrackGrid& track) {
      return x > track.left - kClosestPx && x < track.right + kClosestPx;
    });
    if (!shows || in_track) return k - 1;
  }
  return kMost;
}

/// What it costs to have no track from `left` to `right`: nothing, unless depth lines are there.
double open_cost(const GridOptions& options, double left, double right) {
  double filled = 0.0;
  for (const auto& [from, to] : options.filled)
    filled += std::max(0.0, std::min(right, to) - std::max(left, from));
  return filled > kOpenIn * options.px_per_inch ? kOpenFilledCost : 0.0;
}

/// Median over the printed lines.
double usual_strength(const std::vector<VerticalLine>& lines) {
  std::vector<double> strengths;
  for (const VerticalLine& line : lines)
    if (line.is_printed) strengths.push_back(line.strength);
  if (strengths.empty()) return 0.0;
  const auto middle = strengths.begin() + static_cast<std::ptrdiff_t>(strengths.size() / 2);
  std::nth_element(strengths.begin(), middle, strengths.end());
  return *middle;
}

/// Whether one even grid was cut in two at a line that is no heavier than the others and of which nothing
/// tells: neither piece is a track then.
bool is_cut(const std::vector<VerticalLine>& lines, const TrackGrid& left, const TrackGrid& right) {
  constexpr double kSamePitch = 0.03;
  if (std::abs(left.right - right.left) > 0.5 || left.right_in_header || left.right_at_ends) return false;
  if (left.scale != layout::Scale::kLinear || right.scale != layout::Scale::kLinear) return false;
  if (std::min(left.divisions, right.divisions) < 4) return false;
  if (left.divisions % 10 == 0 || right.divisions % 10 == 0) return false;
  const double pitch = (left.right - left.left) / left.divisions;
  if (std::abs((right.right - right.left) / right.divisions - pitch) > kSamePitch * pitch) return false;
  return std::none_of(lines.begin(), lines.end(), [&](const VerticalLine& line) {
    return std::abs(line.x - left.right) < 1.0 && line.strength > kHeavierEdge * usual_strength(lines);
  });
}

/// Whether nothing tells of either edge, and it is narrower than tracks are; a little more is asked of one
/// most of whose lines do not show.
bool is_scrap(const TrackGrid& grid, double px_per_inch) {
  constexpr double kLeastTrackIn = 1.2;
  constexpr double kLeastWornTrackIn = 2.2;
  if (grid.left_in_header || grid.left_at_ends || grid.right_in_header || grid.right_at_ends) return false;
  const double least = grid.lines_matched < grid.lines_missing ? kLeastWornTrackIn : kLeastTrackIn;
  return grid.right - grid.left < least * px_per_inch;
}

/// Finds tracks whose lines go on beyond them: a part of a grid whose other lines are too faint. A single
/// line may be the other side of a depth column.
void settle_parts(const std::vector<VerticalLine>& lines, std::vector<TrackGrid>& tracks,
                  const GridOptions& options) {
  const std::vector<TrackGrid> all = tracks;
  for (TrackGrid& grid : tracks) {
    grid.is_part = is_scrap(grid, options.px_per_inch);
    if (grid.scale != layout::Scale::kLinear || grid.divisions < 2) continue;
    if (grid.left_at_ends && grid.right_at_ends) continue;
    grid.is_part =
        grid.is_part || lines_beyond(lines, all, grid, false) + lines_beyond(lines, all, grid, true) >= 2;
  }
  for (std::size_t t = 1; t < tracks.size(); ++t)
    if (is_cut(lines, tracks[t - 1], tracks[t])) tracks[t - 1].is_part = tracks[t].is_part = true;
  if (!options.keeps_parts) std::erase_if(tracks, [](const TrackGrid& grid) { return grid.is_part; });
}

/// How many printed lines stand between two of all lines, ends left out.
class PrintedBefore {
 public:
  explicit PrintedBefore(const std::vector<VerticalLine>& lines) : count_(lines.size() + 1, 0) {
    for (std::size_t k = 0; k < lines.size(); ++k) count_[k + 1] = count_[k] + (lines[k].is_printed ? 1 : 0);
  }
  [[nodiscard]] int before(std::size_t j) const { return count_[j]; }
  [[nodiscard]] int between(std::size_t i, std::size_t j) const { return count_[j] - count_[i + 1]; }

 private:
  std::vector<int> count_;
};

/// The best way to cover the paper up to a line with tracks and gaps.
struct Cover {
  double score = 0.0;
  std::size_t from = 0;   ///< Line at which its last track or gap begins; itself if there is none.
  bool is_track = false;  ///< The last one is a track, `grid`.
  TrackGrid grid;
};

/// One cover per line. Time O(lines^2 * grids).
std::vector<Cover> best_covers(const std::vector<VerticalLine>& lines, const PrintedBefore& printed,
                               const GridOptions& options) {
  const double longest = longest_rule(lines);
  double strongest = 0.1;
  for (const VerticalLine& line : lines) strongest = std::max(strongest, line.strength);
  const auto known = std::count_if(lines.begin(), lines.end(),
                                   [&](const VerticalLine& line) { return is_known_edge(line, longest); });
  const double usual = usual_strength(lines);
  const auto is_stray = [&](const VerticalLine& line) {
    return known >= 2 && line.is_printed && !is_known_edge(line, longest) &&
           line.strength < kHeavierEdge * usual;
  };
  std::vector<Cover> covers(lines.size());
  for (std::size_t j = 0; j < lines.size(); ++j) {
    Cover& best = covers[j];
    best.score = -kSkippedLineCost * printed.before(j);  // All lines so far are in no track.
    best.score -= open_cost(options, options.x_least, lines[j].x);
    best.from = j;
    for (std::size_t i = 0; i < j; ++i) {
      const double width_in = (lines[j].x - lines[i].x) / options.px_per_inch;
      // A gap: lines inside it are unexplained; a wide one is more likely a track that shows no grid.
      double gap = -0.2 - kSkippedLineCost * printed.between(i, j);
      if (width_in > kNarrowGapIn) gap -= 3.0;
      gap -= open_cost(options, lines[i].x, lines[j].x);
      if (covers[i].score + gap > best.score) best = {covers[i].score + gap, i, false, {}};
      if (width_in < kNarrowestIn || width_in > kWidestIn) continue;
      const Fit fit = best_grid(lines, i, j, options, longest);
      const double edges = (lines[i].strength + lines[j].strength) / strongest;
      double score = covers[i].score + fit.score + kEdgeWorth * edges;
      score -= kStrayEdgeCost * ((is_stray(lines[i]) ? 1 : 0) + (is_stray(lines[j]) ? 1 : 0));
      if (score > best.score) best = {score, i, true, fit.grid};
    }
  }
  return covers;
}

/// Tracks of the cover up to line `last`, from left to right. A grid with a heavy line in its middle is two.
std::vector<TrackGrid> tracks_of_cover(const std::vector<VerticalLine>& lines,
                                       const std::vector<Cover>& covers, std::size_t last,
                                       const GridOptions& options) {
  std::vector<TrackGrid> tracks;  // From right to left, at first.
  for (std::size_t at = last; covers[at].from != at; at = covers[at].from) {
    if (!covers[at].is_track) continue;
    const TrackGrid& grid = covers[at].grid;
    if (divides(lines, grid, covers[at].from, at, options)) {
      auto [left, right] = halves_of(grid);
      left.right = right.left = lines[static_cast<std::size_t>(middle_line(lines, grid))].x;
      tracks.push_back(right);
      tracks.push_back(left);
    } else {
      tracks.push_back(grid);
      tracks.back().is_division_doubtful = may_be_two(lines, grid, options);
    }
  }
  std::reverse(tracks.begin(), tracks.end());
  return tracks;
}

}  // namespace

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

std::pair<TrackGrid, TrackGrid> halves_of(const TrackGrid& grid) {
  TrackGrid left = grid;
  left.divisions = grid.divisions / 2;
  left.lines_matched = grid.lines_matched / 2;
  left.lines_missing = (grid.lines_missing + 1) / 2;
  left.lines_extra = (grid.lines_extra + 1) / 2;
  left.is_division_doubtful = true;
  TrackGrid right = left;
  left.right = right.left = 0.5 * (grid.left + grid.right);
  left.right_printed = right.left_printed = true;
  left.right_in_header = right.left_in_header = false;
  left.right_at_ends = right.left_at_ends = false;
  return {left, right};
}

std::vector<TrackGrid> find_track_grids(const std::vector<VerticalLine>& found, const GridOptions& options) {
  const std::vector<VerticalLine> lines = with_decade_edges(with_next_lines(found, options), options);
  if (lines.size() < 2) return {};
  const PrintedBefore printed(lines);
  const std::vector<Cover> covers = best_covers(lines, printed, options);
  std::size_t last = 0;
  double best = -std::numeric_limits<double>::infinity();
  for (std::size_t j = 0; j < lines.size(); ++j) {
    const double score = covers[j].score - kSkippedLineCost * printed.between(j, lines.size()) -
                         open_cost(options, lines[j].x, options.x_most);
    if (score > best) {
      best = score;
      last = j;
    }
  }
  std::vector<TrackGrid> tracks = tracks_of_cover(lines, covers, last, options);
  settle_parts(found, tracks, options);
  return tracks;
}

std::vector<TrackGrid> with_bare_tracks(const std::vector<VerticalLine>& lines, std::vector<TrackGrid> tracks,
                                        const GridOptions& options) {
  constexpr double kNarrowestBoxIn = 1.0;
  constexpr double kWidestBoxIn = 4.5;
  constexpr double kLeastPresence = 0.9;
  constexpr double kPieces = 0.6;  // Tracks that fill less of a box are pieces of its grid.
  const double longest = longest_rule(lines);
  const VerticalLine* left = nullptr;
  for (const VerticalLine& right : lines) {
    if (!is_ruled(right, longest)) continue;
    const VerticalLine* from = left;
    left = &right;
    if (from == nullptr || right.x <= options.x_least || from->x >= options.x_most) continue;
    if (!from->is_printed || !right.is_printed) continue;
    if (std::min(from->presence, right.presence) < kLeastPresence) continue;
    const double width = right.x - from->x;
    if (width < kNarrowestBoxIn * options.px_per_inch || width > kWidestBoxIn * options.px_per_inch) continue;
    double filled = 0.0;
    for (const TrackGrid& track : tracks)
      filled += std::max(0.0, std::min(track.right, right.x) - std::max(track.left, from->x));
    if (filled > kPieces * width) continue;
    const auto is_piece = [&](const TrackGrid& track) {
      return track.left > from->x - kClosestPx && track.right < right.x + kClosestPx;
    };
    const bool crossed = std::any_of(tracks.begin(), tracks.end(), [&](const TrackGrid& track) {
      return !is_piece(track) && track.left < right.x - kClosestPx && track.right > from->x + kClosestPx;
    });
    if (crossed) continue;
    std::erase_if(tracks, is_piece);
    TrackGrid bare;
    bare.left = from->x;
    bare.right = right.x;
    bare.divisions = 1;
    bare.left_in_header = true;
    bare.right_in_header = true;
    bare.is_bare = true;
    tracks.push_back(bare);
  }
  std::sort(tracks.begin(), tracks.end(),
            [](const TrackGrid& a, const TrackGrid& b) { return a.left < b.left; });
  return tracks;
}

}  // namespace logdigitise::sheet
