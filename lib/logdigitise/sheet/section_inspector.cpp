#include "logdigitise/sheet/section_inspector.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "logdigitise/sheet/header_rules.hpp"
#include "logdigitise/sheet/line_ends.hpp"
#include "logdigitise/sheet/track_curves.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kLeastHeaderIn = 0.4;  // A lower one holds no curve.
constexpr double kMostBareInk = 0.08;   // Of a track without a grid; images have more.
constexpr int kEdgeWidthPx = 6;
constexpr double kEdgeStrength = 0.4;  // Of the strongest line.
constexpr int kEdgeEvery = 8;          // Blocks.

}  // namespace

void SectionInspector::find_tracks() {
  const double top_y = result_.depth.ties.front().y;
  const double base_y = result_.depth.ties.back().y;
  const int first = std::clamp(static_cast<int>(top_y / kBlockRows), 0, scan_.profiles.blocks() - 1);
  const int last = std::clamp(static_cast<int>(base_y / kBlockRows) + 1, first + 1, scan_.profiles.blocks());
  std::vector<VerticalLine> lines = find_vertical_lines(scan_.ridges, scan_.wander, first, last);
  const double dpi = scan_.dpi_across();
  const auto [left, right] = column_at(0.5 * (top_y + base_y));
  const double shift = scan_.shift_at(0.5 * (top_y + base_y));
  double column_left = left - shift;
  double column_right = right - shift;
  HeaderPlace place;
  // The numbers that could be read may begin far below the top of the grid.
  const int top_block = first_block_of_grid(scan_.ridges, scan_.wander, lines, first);
  place.grid_y = std::min(top_y, (top_block + 1.5) * kBlockRows);
  place.x_reference = lines_.x_reference;
  place.slope = lines_.slope_at(place.grid_y);
  place.dpi = scan_.dpi_down();
  for (const VerticalLine& line : lines) place.grid_lines.push_back(line.x);
  header_ = cut_header(scan_.path, scan_.raster, scan_.wander, place);
  if (header_.ink.rows < kLeastHeaderIn * place.dpi && lines.size() > 1) {
    // Where edges run on through the header the grid seems to begin with it.
    double strongest = 0.0;
    for (const VerticalLine& line : lines) strongest = std::max(strongest, line.strength);
    std::vector<double> edges;
    for (const VerticalLine& line : lines) {
      if (line.strength > kEdgeStrength * strongest)
        edges.push_back(line.x + scan_.wander[static_cast<std::size_t>(first)]);
    }
    place.header_end = highest_level_line(scan_.profiles, edges, kLeastHeaderIn * place.dpi, top_y,
                                          place.x_reference, place.slope);
    if (place.header_end >= 0.0) {
      place.grid_y = top_y;
      header_ = cut_header(scan_.path, scan_.raster, scan_.wander, place);
    }
  }
  lines = with_header_rules(std::move(lines), find_header_rules(header_.ink, place.dpi), dpi);
  const std::vector<LineExtent> extents = line_extents(line_presence(scan_, lines_, result_.depth), dpi);
  lines = with_line_ends(std::move(lines), extents, dpi);
  // The depth column reaches from vertical line to vertical line; tracks may end nearer to the numbers.
  const double numbers_x = middle_of_numbers();
  for (const LineExtent& extent : extents) {
    if (extent.right < numbers_x && extent.is_right_sharp) column_left = std::max(column_left, extent.right);
    if (extent.left > numbers_x && extent.is_left_sharp) column_right = std::min(column_right, extent.left);
  }
  for (const bool right_side : {false, true}) {
    GridOptions grid;
    grid.px_per_inch = dpi;
    grid.keeps_parts = options_.keeps_parts;
    for (const LineExtent& extent : extents)
      if (extent.is_left_sharp && extent.is_right_sharp) grid.filled.emplace_back(extent.left, extent.right);
    if (right_side)
      grid.x_least = column_right - 4.0;
    else
      grid.x_most = column_left + 4.0;
    std::vector<VerticalLine> side;
    for (const VerticalLine& line : lines)
      if (line.x > grid.x_least && line.x < grid.x_most) side.push_back(line);
    for (const TrackGrid& track : with_bare_tracks(side, find_track_grids(side, grid), grid))
      if (!track.is_bare || ink_between(track.left, track.right, first, last) < kMostBareInk)
        grids_.push_back(track);
  }
  if (grids_.empty())
    scan_.refuse("no track with two edges that can be told could be found beside the depth column");
  for (const VerticalLine& line : lines)
    if (line.is_printed) printed_lines_.push_back(line.x);
}

double SectionInspector::middle_of_numbers() const {
  double sum = 0.0;
  for (const std::size_t i : run_.chain.members) {
    const PrintedNumber& number = run_.numbers[i];
    sum += number.x - scan_.shift_at(number.y);
  }
  return sum / static_cast<double>(run_.chain.members.size());
}

double SectionInspector::ink_between(double left, double right, int first, int last) const {
  double sum = 0.0;
  double count = 0.0;
  for (int block = first; block < last; ++block) {
    const double shift = scan_.wander[static_cast<std::size_t>(block)];
    const int from = std::clamp(static_cast<int>(left + shift) + kEdgeWidthPx, 0, scan_.profiles.info.width);
    const int to =
        std::clamp(static_cast<int>(right + shift) - kEdgeWidthPx, from, scan_.profiles.info.width);
    for (int x = from; x < to; ++x) sum += scan_.profiles.columns.at(block, x);
    count += to - from;
  }
  return count > 0.0 ? sum / (255.0 * count) : 1.0;
}

void SectionInspector::read_headers() {
  progress_.begin("headers", 0);
  headers_ = read_header(header_, grids_, scan_.dpi_down(), readers_.digits, readers_.text);
  // Two edges and paper between them are a track only if the header has a curve there.
  for (std::size_t t = grids_.size(); t-- > 0;) {
    if (!grids_[t].is_bare || !headers_[t].empty()) continue;
    grids_.erase(grids_.begin() + static_cast<std::ptrdiff_t>(t));
    headers_.erase(headers_.begin() + static_cast<std::ptrdiff_t>(t));
  }
  if (grids_.empty()) scan_.refuse("no track could be found beside the depth column");
}

std::vector<double> SectionInspector::follow_edge(double x, int first, int last) const {
  // An edge that is not printed goes along with the nearest line that is.
  double nearest = x;
  double distance = std::numeric_limits<double>::infinity();
  for (const double line : printed_lines_) {
    if (std::abs(line - x) >= distance) continue;
    distance = std::abs(line - x);
    nearest = line;
  }
  std::vector<double> places = follow_line(scan_.ridges, scan_.wander, nearest, first, last);
  for (double& place : places) place += x - nearest;
  return places;
}

void SectionInspector::build_layout() {
  layout::Layout& layout = result_.layout;
  layout.raster = scan_.path.filename().string();
  const std::vector<LineTie>& ties = result_.depth.ties;
  layout.depth.top = ties.front().depth;
  layout.depth.base = ties.back().depth;
  layout.depth.step = default_step(layout.depth.unit);
  const int first = std::clamp(static_cast<int>(ties.front().y) / kBlockRows, 0, scan_.profiles.blocks() - 1);
  const int last =
      std::clamp(static_cast<int>(ties.back().y) / kBlockRows + 1, first + 1, scan_.profiles.blocks());
  int number = 0;
  std::set<std::string> names;
  for (const TrackGrid& grid : grids_) {
    layout::Track track;
    track.name = std::to_string(++number);
    const std::vector<HeaderEntry>& entries = headers_[static_cast<std::size_t>(number - 1)];
    TrackCurves curves = curves_of_track(number, grid, entries, names);
    track.scale = curves.scale;
    track.curves = std::move(curves.curves);
    for (std::string& flag : curves.flags) result_.flags.push_back(std::move(flag));
    const std::vector<double> left = follow_edge(grid.left, first, last);
    const std::vector<double> right = follow_edge(grid.right, first, last);
    for (int block = first; block < last; ++block) {
      if ((block - first) % kEdgeEvery != 0 && block + 1 != last) continue;
      const auto i = static_cast<std::size_t>(block - first);
      track.edges.push_back({(block + 0.5) * kBlockRows, left[i], right[i], 1});
    }
    layout.tracks.push_back(std::move(track));
    const double predicted = grid.lines_matched + grid.lines_missing;
    InspectedTrack evidence;
    evidence.grid = grid;
    for (std::string& doubt : doubts_of_track(number, grid)) result_.flags.push_back(std::move(doubt));
    evidence.header = entries;
    evidence.confidence = predicted > 0.0 ? grid.lines_matched / predicted : 0.0;
    result_.tracks.push_back(evidence);
  }
  for (const LineTie& tie : ties) {
    const double slope = lines_.slope_at(tie.y);
    const auto at_x = [&](double x) { return tie.y + slope * (x - lines_.x_reference); };
    const double left = layout.tracks.front().edges.front().left;
    const double right = layout.tracks.back().edges.front().right;
    layout.depth.ties.push_back({left, at_x(left), tie.depth, 1});
    layout.depth.ties.push_back({right, at_x(right), tie.depth, 1});
  }
}

Inspection SectionInspector::run() {
  result_.info = scan_.profiles.info;
  result_.column = run_.column;
  result_.numbers = run_.numbers;
  result_.used_numbers = run_.chain.members;
  result_.flags = run_.flags;
  tie_depth();
  decide_unit();
  find_tracks();
  read_headers();
  build_layout();
  return std::move(result_);
}

}  // namespace logdigitise::sheet
