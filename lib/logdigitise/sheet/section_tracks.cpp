// The tracks of a section: which vertical lines are edges, by the header and by the ends of depth lines.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "logdigitise/sheet/bare_tracks.hpp"
#include "logdigitise/sheet/edge_places.hpp"
#include "logdigitise/sheet/grid_wander.hpp"
#include "logdigitise/sheet/header_rules.hpp"
#include "logdigitise/sheet/section_inspector.hpp"
#include "logdigitise/sheet/splices.hpp"
#include "logdigitise/sheet/track_doubts.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kSpliceIn = 0.12;      // So far sideways a print may jump at a splice.
constexpr double kLeastHeaderIn = 0.4;  // A lower one holds no curve.
constexpr double kLeastBoxIn = 0.25;    // Above the first tie.
constexpr double kMostBoxesIn = 3.0;
constexpr double kBelowBoxIn = 0.03;
constexpr double kMostBareInk = 0.08;  // Of a track without a grid; images have more.
constexpr int kEdgeWidthPx = 6;
constexpr double kEdgeStrength = 0.4;  // Of the strongest line.
constexpr double kMostOfHalf = 0.03;   // Of a wide grid: so far a line sample may reach over its middle.
constexpr double kLeastOfWhole = 0.6;  // A sample this long is of one wide track.

/// Rules of a header stand over the edges of tracks. Where depth lines end and none does, what was taken for
/// rules is dirt, or belongs to another form.
void drop_rules_beside_edges(std::vector<VerticalLine>& lines) {
  constexpr int kLeastEnds = 3;
  int ends = 0;
  for (const VerticalLine& line : lines) {
    if (!line.ends_lines) continue;
    ++ends;
    if (line.header_in > 0.0) return;
  }
  if (ends < kLeastEnds) return;
  for (VerticalLine& line : lines) line.header_in = 0.0;
  std::erase_if(lines, [](const VerticalLine& line) { return !line.is_printed && !line.ends_lines; });
}

}  // namespace

double SectionInspector::dpi_down() const {
  const std::vector<LineTie>& ties = result_.depth.ties;
  if (scan_.profiles.info.dpi_y > 0.0 || result_.inches_per_100 <= 0.0 || ties.size() < 2)
    return scan_.dpi_down();
  const double px_per_unit = (ties.back().y - ties.front().y) / (ties.back().depth - ties.front().depth);
  return 100.0 * px_per_unit / result_.inches_per_100;
}

double SectionInspector::dpi_across() const {
  return scan_.profiles.info.dpi_x > 0.0 ? scan_.dpi_across() : dpi_down();
}

void SectionInspector::find_header(const std::vector<VerticalLine>& lines) {
  HeaderPlace place;
  const double top_y = result_.depth.ties.front().y;
  // The numbers that could be read may begin far below the top of the grid.
  const int top_block = first_block_of_grid(scan_.ridges, wander_, lines, first_block_);
  place.grid_y = std::min(top_y, (top_block + 1.5) * kBlockRows);
  place.x_reference = lines_.x_reference;
  place.slope = lines_.slope_at(place.grid_y);
  place.dpi = dpi_down();
  for (const VerticalLine& line : lines) place.grid_lines.push_back(line.x);
  header_ = cut_header(scan_.path, scan_.raster, wander_, place);
  if (header_.ink.rows >= kLeastHeaderIn * place.dpi || lines.size() < 2) {
    find_boxes(place, lines);
    return;
  }
  // Where edges run on through the header the grid seems to begin with it.
  double strongest = 0.0;
  for (const VerticalLine& line : lines) strongest = std::max(strongest, line.strength);
  std::vector<double> edges;
  for (const VerticalLine& line : lines) {
    if (line.strength > kEdgeStrength * strongest)
      edges.push_back(line.x + wander_[static_cast<std::size_t>(first_block_)]);
  }
  place.header_end = highest_level_line(scan_.profiles, edges, kLeastHeaderIn * place.dpi, top_y,
                                        place.x_reference, place.slope);
  if (place.header_end >= 0.0) {
    place.grid_y = top_y;
    header_ = cut_header(scan_.path, scan_.raster, wander_, place);
  }
  find_boxes(place, lines);
}

void SectionInspector::find_boxes(HeaderPlace place, const std::vector<VerticalLine>& lines) {
  const double dpi = place.dpi;
  boxes_ = find_header_boxes(header_.ink, dpi, lines, false, readers_.digits, readers_.text);
  const double end = header_.first_row + header_.ink.rows;
  const double tie = result_.depth.ties.front().y;
  if (!boxes_.empty() || tie - end < kLeastBoxIn * dpi) return;
  // The sides of boxes that go on in the edges of tracks look like grid.
  place.grid_y = tie;
  place.header_end = std::min(tie, end + kMostBoxesIn * dpi);
  const HeaderArea further = cut_header(scan_.path, scan_.raster, wander_, place);
  const auto below = find_header_boxes(further.ink, dpi, lines, true, readers_.digits, readers_.text);
  if (below.empty()) return;
  place.header_end = further.first_row + below.back().bottom + kBelowBoxIn * dpi;
  header_ = cut_header(scan_.path, scan_.raster, wander_, place);
  boxes_ = find_header_boxes(header_.ink, dpi, lines, false, readers_.digits, readers_.text);
}

std::pair<double, double> SectionInspector::column_between(const std::vector<LineExtent>& extents) const {
  const double y = 0.5 * (result_.depth.ties.front().y + result_.depth.ties.back().y);
  auto [left, right] = column_at(y);
  left -= shift_at(wander_, y);
  right -= shift_at(wander_, y);
  double numbers_x = 0.0;
  for (const std::size_t i : run_.chain.members) {
    const PrintedNumber& number = run_.numbers[i];
    numbers_x += (number.x - shift_at(wander_, number.y)) / static_cast<double>(run_.chain.members.size());
  }
  for (const LineExtent& extent : extents) {
    if (extent.right < numbers_x && extent.is_right_sharp) left = std::max(left, extent.right);
    if (extent.left > numbers_x && extent.is_left_sharp) right = std::min(right, extent.left);
  }
  return {left, right};
}

std::vector<VerticalLine> SectionInspector::follow_lines(double dpi) {
  constexpr int kRounds = 3;         // Lines that are followed better are found better:
  constexpr double kClearer = 1.05;  // so much more of them shows.
  const auto found = [this] { return find_vertical_lines(scan_.ridges, wander_, first_block_, last_block_); };
  std::vector<VerticalLine> lines = found();
  wander_ = follow_splices(scan_.ridges, wander_, lines, first_block_, last_block_,
                           static_cast<int>(kSpliceIn * dpi));
  if (wander_ != scan_.wander) lines = found();
  const auto presence_of = [](const std::vector<VerticalLine>& all) {
    return std::accumulate(all.begin(), all.end(), 0.0,
                           [](double sum, const VerticalLine& line) { return sum + line.presence; });
  };
  for (int round = 0; round < kRounds; ++round) {
    const Wander before = wander_;
    wander_ = follow_grid(scan_.ridges, before, lines, first_block_, last_block_);
    if (wander_ == before) break;
    std::vector<VerticalLine> clearer = found();
    if (presence_of(clearer) < kClearer * presence_of(lines)) {
      wander_ = before;
      break;
    }
    lines = std::move(clearer);
  }
  return lines;
}

void SectionInspector::find_tracks() {
  const int blocks = scan_.profiles.blocks();
  first_block_ = std::clamp(static_cast<int>(result_.depth.ties.front().y / kBlockRows), 0, blocks - 1);
  last_block_ =
      std::clamp(static_cast<int>(result_.depth.ties.back().y / kBlockRows) + 1, first_block_ + 1, blocks);
  const double dpi = dpi_across();
  std::vector<VerticalLine> lines = follow_lines(dpi);
  find_header(lines);
  const std::vector<HeaderRule> rules = find_header_rules(header_.ink, dpi_down());
  lines = with_header_rules(std::move(lines), rules, dpi);
  const std::vector<float> presence = line_presence(scan_, wander_, lines_, result_.depth);
  const std::vector<LineExtent> extents =
      without_overshoot(line_extents(presence, dpi), lines, presence, dpi);
  lines = with_line_ends(std::move(lines), extents, dpi);
  drop_rules_beside_edges(lines);
  const auto [column_left, column_right] = column_between(extents);
  // Digits that stand below each other make lines, too.
  std::erase_if(lines, [left = column_left + kEdgeWidthPx, right = column_right - kEdgeWidthPx](
                           const VerticalLine& line) { return line.x > left && line.x < right; });
  lines = with_header_boxes(std::move(lines), boxes_, dpi);

  GridOptions left_side;
  left_side.px_per_inch = dpi;
  left_side.keeps_parts = options_.keeps_parts;
  for (const LineExtent& extent : extents) left_side.filled.emplace_back(extent.left, extent.right);
  for (const HeaderBox& box : boxes_) left_side.boxed.emplace_back(box.left, box.right);
  GridOptions right_side = left_side;
  left_side.x_most = column_left + 4.0;
  right_side.x_least = column_right - 4.0;
  for (const GridOptions& side : {left_side, right_side}) {
    std::vector<VerticalLine> beside;
    for (const VerticalLine& line : lines)
      if (line.x > side.x_least && line.x < side.x_most) beside.push_back(line);
    std::vector<TrackGrid> tracks = with_bare_tracks(beside, find_track_grids(beside, side), side);
    if (tracks.empty()) tracks = tracks_between_lines(beside, side);
    for (const TrackGrid& track : tracks)
      if (!track.is_bare || ink_between(track.left, track.right) < kMostBareInk) grids_.push_back(track);
  }
  place_unprinted_edges(lines, grids_);
  if (grids_.empty() && options_.keeps_parts)
    grids_ = tracks_of_boxes(left_side.boxed, column_left, column_right);
  for (std::string& doubt : doubts_of_gaps(grids_, extents, dpi)) result_.flags.push_back(std::move(doubt));
  if (grids_.empty())
    scan_.refuse("no track with two edges that can be told could be found beside the depth column");
  for (const VerticalLine& line : lines)
    if (line.is_printed) printed_lines_.push_back(line.x);
  leave_tables(rules);
}

void SectionInspector::leave_tables(const std::vector<HeaderRule>& rules) {
  constexpr double kAboveIn = 0.05;
  std::vector<double> edges;
  for (const TrackGrid& grid : grids_) {
    if (!grid.left_in_header || !grid.right_in_header) return;
    if (edges.empty() || grid.left - edges.back() > kEdgeWidthPx) edges.push_back(grid.left);
    edges.push_back(grid.right);
  }
  const int top = static_cast<int>(top_of_boxes(rules, edges, dpi_down()) - kAboveIn * dpi_down());
  if (top <= 0) return;
  header_.ink = header_.ink.rowRange(top, header_.ink.rows).clone();
  header_.first_row += top;
}

double SectionInspector::ink_between(double left, double right) const {
  double sum = 0.0;
  double count = 0.0;
  for (int block = first_block_; block < last_block_; ++block) {
    const double shift = wander_[static_cast<std::size_t>(block)];
    const int from = std::clamp(static_cast<int>(left + shift) + kEdgeWidthPx, 0, scan_.profiles.info.width);
    const int to =
        std::clamp(static_cast<int>(right + shift) - kEdgeWidthPx, from, scan_.profiles.info.width);
    for (int x = from; x < to; ++x) sum += scan_.profiles.columns.at(block, x);
    count += to - from;
  }
  return count > 0.0 ? sum / (255.0 * count) : 1.0;
}

bool SectionInspector::settle_doubles() {
  bool divided = false;
  for (std::size_t t = 0; t < grids_.size(); ++t) {
    TrackGrid& grid = grids_[t];
    if (!grid.is_division_doubtful || grid.divisions % 2 != 0) continue;
    const double width = grid.right - grid.left;
    const double middle = 0.5 * (grid.left + grid.right);
    int in_left = 0;
    int in_right = 0;
    int in_both = 0;
    for (const HeaderEntry& entry : headers_[t]) {
      if (entry.x_right < middle + kMostOfHalf * width)
        ++in_left;
      else if (entry.x_left > middle - kMostOfHalf * width)
        ++in_right;
      else if (entry.x_right - entry.x_left > kLeastOfWhole * width)
        ++in_both;
    }
    if (in_both > 0 && in_left + in_right == 0) grid.is_division_doubtful = false;
    if (in_both > 0 || in_left == 0 || in_right == 0) continue;
    auto [left, right] = halves_of(grid);
    left.is_division_doubtful = right.is_division_doubtful = false;
    grids_[t] = left;
    grids_.insert(grids_.begin() + static_cast<std::ptrdiff_t>(t) + 1, right);
    headers_.insert(headers_.begin() + static_cast<std::ptrdiff_t>(t) + 1, std::vector<HeaderEntry>{});
    divided = true;
  }
  return divided;
}

void SectionInspector::read_headers() {
  progress_.begin("headers", 0);
  headers_ = read_header(header_, grids_, dpi_down(), readers_.digits, readers_.text);
  if (settle_doubles()) headers_ = read_header(header_, grids_, dpi_down(), readers_.digits, readers_.text);
  // Two edges and paper between them are a track only if the header has a curve there.
  for (std::size_t t = grids_.size(); t-- > 0;) {
    const TrackGrid& grid = grids_[t];
    const bool is_boxed = grid.left_in_header && grid.right_in_header;
    if (!grid.is_bare || (is_boxed ? !headers_[t].empty() : is_spanned(grid, headers_[t]))) continue;
    grids_.erase(grids_.begin() + static_cast<std::ptrdiff_t>(t));
    headers_.erase(headers_.begin() + static_cast<std::ptrdiff_t>(t));
  }
  if (grids_.empty()) scan_.refuse("no track could be found beside the depth column");
}

}  // namespace logdigitise::sheet
