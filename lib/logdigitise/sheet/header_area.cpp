#include "logdigitise/sheet/header_area.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "logdigitise/sheet/ink_rows.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kAboveIn = 5.0;
constexpr double kBelowIn = 1.0;  // Of the grid, to know how it looks.
constexpr double kSeenBelowIn = 0.3;
constexpr int kInkThreshold = 80;  // Of 255.
constexpr std::size_t kLeastLines = 4;
constexpr double kWindowIn = 0.05;  // Of rows without grid lines, above which there is no grid.
constexpr double kLevelIn = 0.15;   // Longer level ink is no part of an upright line.
constexpr double kLeastShown = 0.2;
constexpr double kLeastShownAbove = 0.4;  // A fainter grid cannot be told from text.
constexpr double kMostJumpIn = 0.1;       // Sideways, of the grid where a strip was spliced.
constexpr double kLeastHeaderIn = 0.6;    // Between two stretches of grid.
constexpr double kOtherGridIn = 0.2;      // So much grid above a header belongs to another section.
constexpr double kSlopeReach = 0.012;     // On either side of the slope of the depth lines.
constexpr double kSlopeStep = 0.0005;

/// The rows [first, first + rows) of `ink`, which begins at scan row `ink_first`, sheared and shifted
/// straight.
cv::Mat straightened(const cv::Mat& ink, int ink_first, const Wander& wander, const HeaderPlace& place,
                     int first, int rows, double slope) {
  cv::Mat map_x(rows, ink.cols, CV_32FC1);
  cv::Mat map_y(rows, ink.cols, CV_32FC1);
  for (int y = 0; y < rows; ++y) {
    const int block = std::clamp((first + y) / kBlockRows, 0, static_cast<int>(wander.size()) - 1);
    const double shift = wander[static_cast<std::size_t>(block)];
    for (int x = 0; x < ink.cols; ++x) {
      const double x_scan = x + shift;
      map_x.at<float>(y, x) = static_cast<float>(x_scan);
      map_y.at<float>(y, x) =
          static_cast<float>(first - ink_first + y + slope * (x_scan + 0.5 - place.x_reference));
    }
  }
  cv::Mat result;
  cv::remap(ink, result, map_x, map_y, cv::INTER_NEAREST, cv::BORDER_CONSTANT, cv::Scalar(0));
  return result;
}

/// How clearly ink stands in rows that fall by `slope` to the right: most where they are printed lines.
double levelness(const cv::Mat& ink, double slope) {
  constexpr int kChunk = 16;  // Columns that share a shift.
  std::vector<double> sums(static_cast<std::size_t>(ink.rows), 0.0);
  for (int x = 0; x + kChunk <= ink.cols; x += kChunk) {
    cv::Mat chunk;
    cv::reduce(ink.colRange(x, x + kChunk), chunk, 1, cv::REDUCE_SUM, CV_32S);
    const int shift = static_cast<int>(std::lround(slope * (x + 0.5 * kChunk - 0.5 * ink.cols)));
    for (int y = std::max(0, shift); y < std::min(ink.rows, ink.rows + shift); ++y)
      sums[static_cast<std::size_t>(y - shift)] += chunk.at<int>(y, 0) / 255.0;
  }
  double total = 0.0;
  for (std::size_t y = 1; y < sums.size(); ++y) total += (sums[y] - sums[y - 1]) * (sums[y] - sums[y - 1]);
  return total;
}

/// Share of `lines` with ink in each row of the picture, level ink apart.
std::vector<double> lines_shown(const cv::Mat& ink, const std::vector<double>& lines, double dpi) {
  cv::Mat level;
  cv::morphologyEx(ink, level, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_RECT, cv::Size(static_cast<int>(kLevelIn * dpi), 1)));
  const cv::Mat upright = ink & ~level;
  std::vector<double> shown;
  for (int y = 0; y < ink.rows; ++y) {
    double share = 0.0;
    for (const double line : lines) {
      const int first = std::max(0, static_cast<int>(line) - 2);
      const int last = std::min(ink.cols, static_cast<int>(line) + 3);
      if (first < last && cv::countNonZero(upright(cv::Range(y, y + 1), cv::Range(first, last))) > 0)
        share += 1.0 / static_cast<double>(lines.size());
    }
    shown.push_back(share);
  }
  return shown;
}

/// Rows [first, last) of the picture between the grid, which has begun at row `from`, and another above it.
struct HeaderRows {
  int first = 0;
  int last = -1;  ///< -1: the grid does not show.
};

/// The lowest row above `from` with a stretch of grid over it; -1 if there is none.
int stretch_above(const std::vector<double>& shown, int from, int stretch, double least) {
  double sum = 0.0;
  for (int y = from - 1; y >= 0; --y) {
    sum += shown[static_cast<std::size_t>(y)];
    if (y + stretch < from) sum -= shown[static_cast<std::size_t>(y + stretch)];
    if (from - y >= stretch && sum / stretch >= least) return y + stretch;
  }
  return -1;
}

/// The same, where the grid may have jumped sideways: `shown` is for each of several places of its lines.
int grid_above(const std::vector<std::vector<double>>& shown, int from, int stretch, double least) {
  int lowest = -1;
  for (const std::vector<double>& one : shown)
    lowest = std::max(lowest, stretch_above(one, from, stretch, least));
  return lowest;
}

/// Looks up from `from`. Text crosses many of the grid's lines, but has paper above and below, and is not as
/// tall as a stretch of grid. Where the grid goes on after less than a header's height it was only broken.
HeaderRows header_rows(const cv::Mat& ink, const std::vector<double>& lines, int from, double dpi) {
  if (lines.size() < kLeastLines || from <= 0 || from >= ink.rows) return {};
  const std::vector<double> shown = lines_shown(ink, lines, dpi);
  std::vector<std::vector<double>> jumped;
  for (double jump = -kMostJumpIn * dpi; jump <= kMostJumpIn * dpi; jump += 3.0) {
    std::vector<double> moved = lines;
    for (double& line : moved) line += jump;
    jumped.push_back(lines_shown(ink, moved, dpi));
  }
  const double usual =
      std::accumulate(shown.begin() + from, shown.end(), 0.0) / static_cast<double>(ink.rows - from);
  if (usual < kLeastShown) return {};
  HeaderRows rows;
  rows.last = 0;
  const int window = std::max(3, static_cast<int>(kWindowIn * dpi));
  const int stretch = static_cast<int>(kOtherGridIn * dpi);
  double sum = 0.0;
  int since = from;
  for (int y = from; y >= 0; --y) {
    sum += shown[static_cast<std::size_t>(y)];
    if (y + window <= since) sum -= shown[static_cast<std::size_t>(y + window)];
    if (since - y + 1 < window || sum / window >= 0.3 * usual) continue;
    rows.last = y + window;
    rows.first = 0;
    // A fainter grid cannot be told from text.
    const int other = usual < kLeastShownAbove ? -1 : grid_above(jumped, rows.last, stretch, 0.7 * usual);
    if (other < 0) return rows;
    rows.first = std::min(rows.last, other);
    if (rows.last - rows.first > kLeastHeaderIn * dpi) return rows;
    rows = {0, 0};
    y = std::min(y, other);  // Upwards always.
    since = y - 1;
    sum = 0.0;
  }
  return rows;
}

/// Whether a page between two columns has nothing on it.
bool is_blank(const cv::Mat& page, int left, int right) {
  constexpr double kMostInk = 0.002;
  if (page.rows < 1 || right - left < 1) return true;
  const cv::Mat inside = page.colRange(left, right);
  return cv::countNonZero(inside) < kMostInk * static_cast<double>(inside.total());
}

/// Row of the level line that closes the boxes of a header, looked for from `top` on, where the edges of
/// tracks begin: it runs from edge to edge in most of them. Line samples do not reach the edges. -1 if there
/// is none.
int closing_line(const cv::Mat& ink, const std::vector<double>& lines, int top, double dpi) {
  constexpr double kLeastBoxIn = 0.25;
  constexpr double kMostBoxIn = 3.0;
  constexpr double kEdgeIn = 0.2;  // What shows of an edge at its top.
  constexpr double kLeastTrackIn = 0.8;
  constexpr double kLeastCovered = 0.92;
  constexpr double kLeastWorn = 0.4;  // Of a line that is worn, if both its ends are there.
  const int below = std::min(ink.rows, top + static_cast<int>(kEdgeIn * dpi));
  if (below <= top) return -1;
  std::vector<int> edges;
  for (const double line : lines) {
    const std::vector<double> shown = lines_shown(ink.rowRange(top, below), {line}, dpi);
    if (std::accumulate(shown.begin(), shown.end(), 0.0) > 0.7 * static_cast<double>(shown.size()))
      edges.push_back(static_cast<int>(line));
  }
  std::vector<std::pair<int, int>> boxes;
  for (std::size_t i = 1; i < edges.size(); ++i)
    if (edges[i] - edges[i - 1] > kLeastTrackIn * dpi) boxes.emplace_back(edges[i - 1] + 3, edges[i] - 2);
  if (boxes.empty()) return -1;
  cv::Mat thick;
  cv::dilate(ink, thick, cv::getStructuringElement(cv::MORPH_RECT, cv::Size(3, 5)));
  const auto covered = [&](int y, int first, int end) {
    return cv::countNonZero(thick(cv::Range(y, y + 1), cv::Range(first, end))) /
           std::max(1.0, 1.0 * end - first);
  };
  const int last = std::min(ink.rows, top + static_cast<int>(kMostBoxIn * dpi));
  for (const bool is_worn : {false, true}) {
    for (int y = top + static_cast<int>(kLeastBoxIn * dpi); y < last; ++y) {
      const auto closed = std::count_if(boxes.begin(), boxes.end(), [&](const std::pair<int, int>& box) {
        const int end = (box.second - box.first) / 30;
        return covered(y, box.first, box.second) > (is_worn ? kLeastWorn : kLeastCovered) &&
               covered(y, box.first, box.first + end) > kLeastCovered &&
               covered(y, box.second - end, box.second) > kLeastCovered;
      });
      if (2 * closed >= static_cast<long>(boxes.size()) + 1) return y;
    }
  }
  return -1;
}

/// A page that is blank above the boxes of a header was cut too high: the edges of tracks, which go on
/// through the header, were taken for the grid.
HeaderRows without_blank_page(const cv::Mat& ink, const std::vector<double>& lines, HeaderRows rows,
                              double dpi) {
  if (lines.size() < 2 || rows.last < 1) return rows;
  const int left = std::clamp(static_cast<int>(lines.front()), 0, ink.cols - 1);
  const int right = std::clamp(static_cast<int>(lines.back()), left + 1, ink.cols);
  const int margin = std::max(2, static_cast<int>(0.06 * dpi));
  if (!is_blank(ink.rowRange(rows.first, std::max(rows.first, rows.last - margin)), left, right)) return rows;
  const int line = closing_line(ink, lines, rows.last, dpi);
  if (line > 0) rows.last = line;
  return rows;
}

}  // namespace

HeaderArea cut_header(const std::filesystem::path& scan, const raster::RasterOptions& options,
                      const Wander& wander, const HeaderPlace& place) {
  HeaderArea area;
  const int tie = static_cast<int>(place.grid_y);
  const int first = std::max(0, tie - static_cast<int>(kAboveIn * place.dpi));
  const int last = tie + static_cast<int>(kBelowIn * place.dpi);
  InkWindow window(scan, options);
  const cv::Mat grey = window.rows(first, last);
  if (grey.empty() || grey.rows <= tie - first) return area;
  const cv::Mat ink = grey > kInkThreshold;
  const cv::Mat section = straightened(ink, first, wander, place, first, last - first, place.slope);
  HeaderRows rows = header_rows(section, place.grid_lines, tie - first, place.dpi);
  rows = without_blank_page(section, place.grid_lines, rows, place.dpi);
  if (place.header_end >= 0.0)
    rows = {0, std::clamp(static_cast<int>(place.header_end) - first - 2, 0, tie - first)};
  const bool is_seen = rows.last >= 0;
  // Where the grid is too faint to be seen, everything above the first depth line may be header.
  if (rows.last < 0) rows.last = tie - first - 3;
  if (rows.last - rows.first < 8) return area;

  const cv::Mat above = section.rowRange(rows.first, rows.last);
  double best_turn = 0.0;
  double best = -1.0;
  for (double turn = -kSlopeReach; turn <= kSlopeReach + 1e-9; turn += kSlopeStep) {
    // A slope far from that of the depth lines must be clearly better.
    const double score = levelness(above, turn) * (1.0 - 3.0 * std::abs(turn));
    if (score > best) {
      best = score;
      best_turn = turn;
    }
  }
  area.ink = straightened(ink, first, wander, place, first + rows.first, rows.last - rows.first,
                          place.slope + best_turn);
  const int below = std::min(static_cast<int>(kSeenBelowIn * place.dpi), last - first - rows.last);
  if (is_seen && below > 0)
    area.below = straightened(ink, first, wander, place, first + rows.last, below, place.slope + best_turn);
  area.first_row = first + rows.first;
  return area;
}

namespace {

/// highest_level_line() for lines of one darkness, 0..255.
double level_line(const ScanProfiles& profiles, const std::vector<double>& edges, double above, double below,
                  double x_reference, double slope, int dark_enough) {
  constexpr double kMost = 0.82;         // The line samples of a header cover less.
  constexpr double kLeastTouched = 0.7;  // Share of the edges.
  constexpr int kBesidePx = 12;
  if (edges.size() < 2) return -1.0;
  const int from = std::clamp(static_cast<int>(edges.front()) / kStripColumns + 1, 0, profiles.strips());
  const int to = std::clamp(static_cast<int>(edges.back()) / kStripColumns, from, profiles.strips());
  if (to - from < 4) return -1.0;
  const int last = std::min(static_cast<int>(below), profiles.rows.rows());
  for (int y = std::max(0, static_cast<int>(above)); y < last; ++y) {
    const auto is_dark = [&](int strip, int least) {
      if (strip < 0 || strip >= profiles.strips()) return false;
      const double x = (strip + 0.5) * kStripColumns;
      const int row = y + static_cast<int>(std::lround(slope * (x - x_reference)));
      int most = 0;
      for (int d = -2; d <= 2; ++d)
        if (row + d >= 0 && row + d < profiles.rows.rows())
          most = std::max<int>(most, profiles.rows.at(row + d, strip));
      return most >= least;
    };
    int dark = 0;
    for (int strip = from; strip < to; ++strip) dark += is_dark(strip, dark_enough) ? 1 : 0;
    if (dark < kMost * (to - from)) continue;
    const auto touched = std::count_if(edges.begin(), edges.end(), [&](double x) {
      return is_dark((static_cast<int>(x) - kBesidePx) / kStripColumns, dark_enough / 2) ||
             is_dark((static_cast<int>(x) + kBesidePx) / kStripColumns, dark_enough / 2);
    });
    if (static_cast<double>(touched) < kLeastTouched * static_cast<double>(edges.size())) continue;
    // A black border of the scan is no line: two rows further down there is paper again.
    int black = 0;
    const int beyond = y + 12;
    for (int strip = from; strip < to && beyond < profiles.rows.rows(); ++strip)
      black += profiles.rows.at(beyond, strip) >= dark_enough ? 1 : 0;
    if (black > 0.5 * (to - from)) {
      y = beyond;
      continue;
    }
    return y + 2.5;
  }
  return -1.0;
}

}  // namespace

double highest_level_line(const ScanProfiles& profiles, const std::vector<double>& edges, double above,
                          double below, double x_reference, double slope) {
  constexpr int kDark = 110;  // Of 255, in a strip: a line two rows thick that leans a little.
  constexpr int kPale = 50;
  const double line = level_line(profiles, edges, above, below, x_reference, slope, kDark);
  return line >= 0.0 ? line : level_line(profiles, edges, above, below, x_reference, slope, kPale);
}

}  // namespace logdigitise::sheet
