#include "logdigitise/sheet/section_inspector.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "logdigitise/sheet/track_curves.hpp"
#include "logdigitise/sheet/track_doubts.hpp"

namespace logdigitise::sheet {

namespace {

constexpr int kEdgeEvery = 8;  // Blocks.

}  // namespace

std::vector<double> SectionInspector::follow_edge(double x, int first, int last) const {
  // An edge that is not printed goes along with the nearest line that is.
  double nearest = x;
  double distance = std::numeric_limits<double>::infinity();
  for (const double line : printed_lines_) {
    if (std::abs(line - x) >= distance) continue;
    distance = std::abs(line - x);
    nearest = line;
  }
  std::vector<double> places = follow_line(scan_.ridges, wander_, nearest, first, last);
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
  end_at_wide_gaps();
  if (far_off_px_ > most_off_px()) {
    scan_.refuse(
        fmt::format("no depth lines show, and the paper runs so unevenly that depths may be off by {:.1f} px "
                    "far from the "
                    "ticks beside the numbers",
                    far_off_px_));
  }
  find_tracks();
  read_headers();
  build_layout();
  count_headerless_curves();
  return std::move(result_);
}

}  // namespace logdigitise::sheet
