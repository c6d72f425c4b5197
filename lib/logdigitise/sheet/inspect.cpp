#include "logdigitise/sheet/inspect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "logdigitise/core/error.hpp"
#include "logdigitise/sheet/depth_columns.hpp"
#include "logdigitise/sheet/depth_lines.hpp"
#include "logdigitise/sheet/depth_unit.hpp"
#include "logdigitise/sheet/digit_reader.hpp"
#include "logdigitise/sheet/header_area.hpp"
#include "logdigitise/sheet/header_curves.hpp"
#include "logdigitise/sheet/header_rules.hpp"
#include "logdigitise/sheet/profiles.hpp"
#include "logdigitise/sheet/text_reader.hpp"
#include "logdigitise/sheet/track_curves.hpp"
#include "logdigitise/sheet/vertical_lines.hpp"

namespace logdigitise::sheet {

namespace {

constexpr std::size_t kMostColumns = 16;  // Candidates whose numbers are read.
constexpr double kDefaultDpi = 200.0;
constexpr double kLeastConfidence = 0.5;  // Of numbers that a depth is to rest on with little else.
constexpr double kLeastConfirmed = 0.6;   // Share of the numbers whose line must be found.
constexpr int kEdgeEvery = 8;             // Blocks.

const char* const kGiveLayout = "Write a layout (docs/layout.md) and give it with --layout";

/// A depth column with its numbers and the runs they make.
struct ReadColumn {
  ColumnPath path;
  std::vector<PrintedNumber> numbers;
  std::vector<NumberChain> chains;
};

class Inspector {
 public:
  Inspector(const std::filesystem::path& scan, const InspectOptions& options, Progress& progress)
      : scan_(scan), options_(options), progress_(progress) {}

  Inspection run();

 private:
  [[noreturn]] void refuse(const std::string& why) const {
    throw refused_error(scan_.string(), why, kGiveLayout);
  }
  [[nodiscard]] std::pair<double, double> column_at(double y) const;
  void read_columns();
  void choose_chain();
  void tie_depth();
  void decide_unit();
  void find_tracks();
  void read_headers();
  [[nodiscard]] double dpi_down() const {
    return profiles_.info.dpi_y > 0.0 ? profiles_.info.dpi_y : kDefaultDpi;
  }
  [[nodiscard]] std::vector<double> follow_edge(double x, int first, int last) const;
  void build_layout();

  const std::filesystem::path& scan_;
  const InspectOptions& options_;
  Progress& progress_;
  ScanProfiles profiles_;
  Image<std::uint8_t> ridges_;
  Wander wander_;
  std::vector<ReadColumn> columns_;
  NumberChain chain_;
  std::vector<NumberedDepth> numbered_;
  LineProfile lines_;
  std::vector<TrackGrid> grids_;
  std::vector<double> printed_lines_;  ///< Vertical lines of the section, straightened frame.
  HeaderArea header_;
  std::vector<std::vector<HeaderEntry>> headers_;
  DigitReader digit_reader_;
  TextReader text_reader_;
  Inspection result_;
};

std::pair<double, double> Inspector::column_at(double y) const {
  const ColumnPath& path = result_.column;
  const int block = std::clamp(static_cast<int>(y) / kBlockRows - path.first_block, 0,
                               static_cast<int>(path.left.size()) - 1);
  return {path.left[static_cast<std::size_t>(block)], path.right[static_cast<std::size_t>(block)]};
}

void Inspector::read_columns() {
  const std::vector<ColumnCandidate> candidates = find_depth_columns(profiles_, ridges_, wander_);
  std::vector<ColumnPath> paths;
  for (std::size_t i = 0; i < std::min(kMostColumns, candidates.size()); ++i)
    paths.push_back(candidates[i].path);
  progress_.begin("depth numbers", 0);
  std::vector<std::vector<PrintedNumber>> numbers =
      read_depth_numbers(scan_, options_.raster, paths, digit_reader_, text_reader_);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    ReadColumn column{std::move(paths[i]), std::move(numbers[i]), {}};
    std::vector<NumberReading> readings;
    for (const PrintedNumber& number : column.numbers)
      readings.push_back({number.y, number.value, number.other_value, number.confidence});
    column.chains = find_number_chains(readings);
    columns_.push_back(std::move(column));
  }
}

void Inspector::choose_chain() {
  const ReadColumn* home = nullptr;
  const NumberChain* best = nullptr;
  double longest = 0.0;
  std::size_t found = 0;
  for (const ReadColumn& column : columns_) {
    for (const PrintedNumber& number : column.numbers) found += number.confidence >= kLeastConfidence ? 1 : 0;
    for (const NumberChain& chain : column.chains) {
      const double length = column.numbers[chain.members.back()].y - column.numbers[chain.members.front()].y;
      SectionEvidence section;
      section.y_first = column.numbers[chain.members.front()].y;
      section.y_last = column.numbers[chain.members.back()].y;
      section.depth_first = static_cast<double>(chain.values.front());
      section.depth_last = static_cast<double>(chain.values.back());
      section.px_per_unit = chain.px_per_unit;
      section.increment = static_cast<double>(chain.increment);
      section.numbers = static_cast<int>(chain.members.size());
      section.misread = static_cast<int>(chain.misread.size());
      // A run that skips most of its numbers is worth the numbers it has.
      const double rank = static_cast<double>(chain.members.size()) > 2 ? length : 0.01 * length;
      const double steps = (section.depth_last - section.depth_first) / section.increment;
      const double worth =
          rank * std::min(1.0, 2.0 * static_cast<double>(chain.members.size()) / (steps + 1.0));
      if (chain.members.size() >= 3) result_.sections.push_back(section);
      if (worth > longest) {
        longest = worth;
        best = &chain;
        home = &column;
      }
    }
  }
  if (best == nullptr) {
    refuse(found == 0
               ? "no depth number could be read in a column beside the tracks"
               : fmt::format("{} number(s) could be read, but no two of them make a depth scale", found));
  }
  chain_ = *best;
  result_.column = home->path;
  result_.numbers = home->numbers;
  result_.used_numbers = chain_.members;
  std::stable_sort(result_.sections.begin(), result_.sections.end(),
                   [&](const SectionEvidence& a, const SectionEvidence& b) {
                     const double own = result_.numbers[chain_.members.front()].y;
                     return (a.y_first == own) > (b.y_first == own);
                   });

  double sure = 0.0;
  for (std::size_t k = 0; k < chain_.members.size(); ++k) {
    const PrintedNumber& number = result_.numbers[chain_.members[k]];
    sure += number.confidence >= kLeastConfidence && number.value == chain_.values[k] ? 1 : 0;
  }
  if (sure < 2.0) {
    refuse(
        fmt::format("of {} depth numbers that follow each other ({:.0f} to {:.0f}) only {:.0f} could be read "
                    "with confidence",
                    chain_.members.size(), static_cast<double>(chain_.values.front()),
                    static_cast<double>(chain_.values.back()), sure));
  }
  for (const NumberChain& other : home->chains) {
    if (other.members == chain_.members) continue;
    const double first = result_.numbers[other.members.front()].y;
    const double last = result_.numbers[other.members.back()].y;
    const bool inside =
        first < result_.numbers[chain_.members.back()].y && last > result_.numbers[chain_.members.front()].y;
    if (inside && 2 * other.members.size() > chain_.members.size()) {
      refuse(
          fmt::format("the depth numbers contradict each other between rows {:.0f} and {:.0f}", first, last));
    }
  }
}

void Inspector::tie_depth() {
  const std::vector<PrintedNumber>& numbers = result_.numbers;
  double digit = 0.0;
  for (std::size_t k = 0; k < chain_.members.size(); ++k) {
    const std::size_t i = chain_.members[k];
    numbered_.push_back({numbers[i].y, static_cast<double>(chain_.values[k])});
    digit += std::min(numbers[i].width, numbers[i].height) / static_cast<double>(chain_.members.size());
  }
  const double margin = 1.3 * static_cast<double>(chain_.increment) * chain_.px_per_unit + 64.0;
  const double y_middle = 0.5 * (numbered_.front().y + numbered_.back().y);
  const auto [left, right] = column_at(y_middle);
  progress_.begin("depth lines", 0);
  lines_ = depth_line_profile(profiles_, static_cast<int>(numbered_.front().y - margin),
                              static_cast<int>(numbered_.back().y + margin), left, right);
  for (std::size_t i = 0; i < numbered_.size(); ++i) {
    // To the reference column, along the line.
    const PrintedNumber& number = numbers[chain_.members[i]];
    numbered_[i].y -= lines_.slope_at(number.y) * (number.x - lines_.x_reference);
  }
  TieOptions options;
  options.most_offset_px = std::clamp(1.1 * digit + 4.0, 12.0, 60.0);
  result_.depth = tie_numbers_to_lines(lines_, numbered_, static_cast<double>(chain_.increment), options);
  result_.x_reference = lines_.x_reference;
  if (!result_.depth.refusal.empty()) refuse(result_.depth.refusal);
  const auto confirmed = static_cast<double>(result_.depth.numbers_confirmed);
  if (confirmed < kLeastConfirmed * static_cast<double>(numbered_.size()) || confirmed < 2.0) {
    refuse(fmt::format("only {:.0f} of {} depth numbers have a printed depth line beside them", confirmed,
                       numbered_.size()));
  }
}

void Inspector::decide_unit() {
  UnitEvidence evidence;
  evidence.px_per_unit = chain_.px_per_unit;
  evidence.dpi = profiles_.info.dpi_y;
  evidence.deepest = numbered_.back().depth;
  evidence.increment = static_cast<double>(chain_.increment);
  const UnitAnswer answer = unit_from_scale(evidence);
  result_.inches_per_100 = answer.inches_per_100;
  result_.unit_reason = answer.reason;
  if (options_.unit) {
    result_.layout.depth.unit = *options_.unit;
    result_.unit_reason = "given";
  } else if (answer.unit) {
    result_.layout.depth.unit = *answer.unit;
  } else {
    refuse("feet or metres cannot be told: " + answer.reason);
  }
  if (chain_.members.size() == 2) {
    // Two numbers alone prove little: their spacing must be a standard scale by the scan's own resolution.
    const bool standard =
        answer.standard > 0.0 && std::abs(answer.inches_per_100 / answer.standard - 1.0) < 0.04;
    if (!standard || !chain_.misread.empty()) {
      refuse(fmt::format("only two depth numbers could be read ({:.0f} and {:.0f}), and {}",
                         numbered_.front().depth, numbered_.back().depth,
                         standard ? "others contradict them" : answer.reason));
    }
  }
}

void Inspector::find_tracks() {
  const double top_y = result_.depth.ties.front().y;
  const double base_y = result_.depth.ties.back().y;
  const int first = std::clamp(static_cast<int>(top_y / kBlockRows), 0, profiles_.blocks() - 1);
  const int last = std::clamp(static_cast<int>(base_y / kBlockRows) + 1, first + 1, profiles_.blocks());
  std::vector<VerticalLine> lines = find_vertical_lines(ridges_, wander_, first, last);
  const double dpi = profiles_.info.dpi_x > 0.0 ? profiles_.info.dpi_x : kDefaultDpi;
  const auto [left, right] = column_at(0.5 * (top_y + base_y));
  const double shift = wander_[static_cast<std::size_t>(
      std::clamp(static_cast<int>(0.5 * (top_y + base_y)) / kBlockRows, 0, profiles_.blocks() - 1))];
  const double column_left = left - shift;
  const double column_right = right - shift;
  HeaderPlace place;
  // The numbers that could be read may begin far below the top of the grid.
  const int top_block = first_block_of_grid(ridges_, wander_, lines, first);
  place.grid_y = std::min(top_y, (top_block + 1.5) * kBlockRows);
  place.x_reference = lines_.x_reference;
  place.slope = lines_.slope_at(place.grid_y);
  place.dpi = dpi_down();
  for (const VerticalLine& line : lines) place.grid_lines.push_back(line.x);
  header_ = cut_header(scan_, options_.raster, wander_, place);
  lines = with_header_rules(std::move(lines), find_header_rules(header_.ink, place.dpi), dpi);
  for (const bool right_side : {false, true}) {
    GridOptions grid;
    grid.px_per_inch = dpi;
    if (right_side)
      grid.x_least = column_right - 4.0;
    else
      grid.x_most = column_left + 4.0;
    std::vector<VerticalLine> side;
    for (const VerticalLine& line : lines)
      if (line.x > grid.x_least && line.x < grid.x_most) side.push_back(line);
    for (const TrackGrid& track : find_track_grids(side, grid)) grids_.push_back(track);
  }
  if (grids_.empty()) refuse("no track could be found beside the depth column");
  for (const VerticalLine& line : lines)
    if (line.is_printed) printed_lines_.push_back(line.x);
}

void Inspector::read_headers() {
  progress_.begin("headers", 0);
  headers_ = read_header(header_, grids_, dpi_down(), digit_reader_, text_reader_);
}

std::vector<double> Inspector::follow_edge(double x, int first, int last) const {
  // An edge that is not printed goes along with the nearest line that is.
  double nearest = x;
  double distance = std::numeric_limits<double>::infinity();
  for (const double line : printed_lines_) {
    if (std::abs(line - x) >= distance) continue;
    distance = std::abs(line - x);
    nearest = line;
  }
  std::vector<double> places = follow_line(ridges_, wander_, nearest, first, last);
  for (double& place : places) place += x - nearest;
  return places;
}

void Inspector::build_layout() {
  layout::Layout& layout = result_.layout;
  layout.raster = scan_.filename().string();
  const std::vector<LineTie>& ties = result_.depth.ties;
  layout.depth.top = ties.front().depth;
  layout.depth.base = ties.back().depth;
  layout.depth.step = default_step(layout.depth.unit);
  const int first = std::clamp(static_cast<int>(ties.front().y) / kBlockRows, 0, profiles_.blocks() - 1);
  const int last =
      std::clamp(static_cast<int>(ties.back().y) / kBlockRows + 1, first + 1, profiles_.blocks());
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

Inspection Inspector::run() {
  profiles_ = profile_scan(scan_, options_.raster, progress_);
  result_.info = profiles_.info;
  if (profiles_.info.pages > 1)
    refuse(
        fmt::format("it has {} pages, and how pages join is not found by itself yet", profiles_.info.pages));
  ridges_ = column_ridges(profiles_);
  wander_ = follow_wander(ridges_);
  read_columns();
  choose_chain();
  tie_depth();
  decide_unit();
  find_tracks();
  read_headers();
  build_layout();
  return std::move(result_);
}

}  // namespace

Inspection inspect_sheet(const std::filesystem::path& scan, const InspectOptions& options,
                         Progress& progress) {
  return Inspector(scan, options, progress).run();
}

Inspection inspect_sheets(const std::vector<std::filesystem::path>& scans, const InspectOptions& options,
                          Progress& progress) {
  if (scans.empty()) throw usage_error({}, "there is neither a layout nor a scan to find one on");
  if (scans.size() > 1) {
    throw refused_error(scans[1].string(), "is a second sheet; how sheets join is not found by itself yet",
                        kGiveLayout);
  }
  return inspect_sheet(scans.front(), options, progress);
}

}  // namespace logdigitise::sheet
