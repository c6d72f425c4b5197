#include "logdigitise/sheet/track_ink.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "logdigitise/band/band.hpp"
#include "logdigitise/sheet/ink_rows.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kInk = 100.0;
constexpr double kLineColumn = 0.45;   // Share of the rows of all windows that a printed line's column holds,
constexpr double kSharpColumn = 0.15;  // or by which it stands out, where it is broken or pale;
constexpr double kLineSide = 0.1;      // and the columns beside it.
constexpr double kLineRow = 0.4;       // The same across, of a window's columns.
constexpr double kSharpRow = 0.15;
constexpr double kLineRowSide = 0.12;
constexpr int kBesidePx = 2;

/// Lines of a profile of ink: entries above `line`, or that stand out sharply from what is beside them by
/// `sharp`; and their neighbours above `side`. A curve that keeps its place is broader than a line.
std::vector<char> lines_of(const std::vector<double>& shares, double line, double sharp, double side) {
  constexpr int kAroundPx = 10;
  constexpr double kTimesAround = 2.5;
  std::vector<char> is_line(shares.size(), 0);
  const int n = static_cast<int>(shares.size());
  std::vector<double> around;
  for (int i = 0; i < n; ++i) {
    const double here = shares[static_cast<std::size_t>(i)];
    if (here < std::min(line, sharp)) continue;
    if (here < line) {
      around.assign(shares.begin() + std::max(0, i - kAroundPx),
                    shares.begin() + std::min(n, i + kAroundPx + 1));
      std::nth_element(around.begin(), around.begin() + static_cast<std::ptrdiff_t>(around.size() / 2),
                       around.end());
      const double paper = around[around.size() / 2];
      if (here < paper + sharp || here < kTimesAround * paper) continue;
    }
    for (int k = std::max(0, i - kBesidePx); k <= std::min(n - 1, i + kBesidePx); ++k)
      if (k == i || shares[static_cast<std::size_t>(k)] >= side) is_line[static_cast<std::size_t>(k)] = 1;
  }
  return is_line;
}

/// Joins strokes over rows [from, to) that were taken out: ink right above, and ink below not far aside.
void join_over_rows(cv::Mat& ink, int from, int to) {
  if (from < 1 || to >= ink.rows) return;
  const int aside = to - from + 2;
  for (int x = 0; x < ink.cols; ++x) {
    if (ink.at<std::uint8_t>(from - 1, x) == 0) continue;
    for (int d = 0; d <= 2 * aside; ++d) {
      const int below = x + (d % 2 == 0 ? d / 2 : -(d + 1) / 2);
      if (below < 0 || below >= ink.cols || ink.at<std::uint8_t>(to, below) == 0) continue;
      cv::line(ink, {x, from - 1}, {below, to}, cv::Scalar(255), 1, cv::LINE_4);
      break;
    }
  }
}

void take_out_lines(cv::Mat& ink, const std::vector<char>& columns) {
  std::vector<double> shares(static_cast<std::size_t>(ink.rows));
  for (int y = 0; y < ink.rows; ++y)
    shares[static_cast<std::size_t>(y)] = cv::countNonZero(ink.row(y)) / static_cast<double>(ink.cols);
  const std::vector<char> rows = lines_of(shares, kLineRow, kSharpRow, kLineRowSide);
  const auto runs_of = [](const std::vector<char>& lines) {
    std::vector<std::pair<int, int>> runs;
    for (int i = 0; i < static_cast<int>(lines.size()); ++i) {
      if (lines[static_cast<std::size_t>(i)] == 0) continue;
      if (!runs.empty() && runs.back().second == i)
        ++runs.back().second;
      else
        runs.emplace_back(i, i + 1);
    }
    return runs;
  };
  const auto column_runs = runs_of(columns);
  const auto row_runs = runs_of(rows);
  for (const auto& [from, to] : column_runs) ink.colRange(from, to).setTo(0);
  for (const auto& [from, to] : row_runs) ink.rowRange(from, to).setTo(0);
  for (const auto& [from, to] : row_runs) join_over_rows(ink, from, to);
  // The same across, on the picture turned.
  cv::Mat turned = ink.t();
  for (const auto& [from, to] : column_runs) join_over_rows(turned, from, to);
  ink = turned.t();
}

}  // namespace

std::vector<std::vector<cv::Mat>> read_track_windows(const std::filesystem::path& scan,
                                                     const raster::RasterOptions& options,
                                                     const std::vector<const layout::Track*>& tracks,
                                                     double y_top, double y_base, double x_reference,
                                                     const std::function<double(double)>& slope_at,
                                                     const TrackWindowOptions& window) {
  std::vector<std::vector<cv::Mat>> windows(tracks.size());
  if (tracks.empty() || y_base - y_top < 16.0) return windows;
  InkWindow reader(scan, options);
  const int height = std::min(window.rows, static_cast<int>(y_base - y_top));
  const int count = std::clamp(static_cast<int>((y_base - y_top) / height), 1, std::max(1, window.windows));
  const double every = count > 1 ? (y_base - y_top - height) / (count - 1) : 0.0;
  double read_to = 0.0;
  for (int k = 0; k < count; ++k) {
    const int top = static_cast<int>(y_top + k * every);
    const double slope = slope_at(top + 0.5 * height);
    double most_aside = 0.0;
    for (const layout::Track* track : tracks)
      for (const double x : {band::edges_at(*track, 1, top).left, band::edges_at(*track, 1, top).right})
        most_aside = std::max(most_aside, std::abs(slope * (x - x_reference)));
    const int reach = static_cast<int>(std::ceil(most_aside)) + 2;
    const int first = std::max({0, top - reach, static_cast<int>(read_to)});
    read_to = first;
    const cv::Mat rows = reader.rows(first, top + height + reach);
    for (std::size_t t = 0; t < tracks.size(); ++t) {
      const band::EdgePair middle = band::edges_at(*tracks[t], 1, top + 0.5 * height);
      const int width = static_cast<int>(middle.right - middle.left) - 2 * window.trim_px;
      if (width < 8) continue;
      cv::Mat piece(height, width, CV_8UC1, cv::Scalar(0));
      for (int y = 0; y < height; ++y) {
        const double left = band::edges_at(*tracks[t], 1, top + y).left + window.trim_px;
        for (int x = 0; x < width; ++x) {
          const int column = static_cast<int>(left) + x;
          const int row = top + y - first + static_cast<int>(std::lround(slope * (column - x_reference)));
          if (column >= 0 && column < rows.cols && row >= 0 && row < rows.rows)
            piece.at<std::uint8_t>(y, x) = rows.at<std::uint8_t>(row, column);
        }
      }
      windows[t].push_back(std::move(piece));
    }
  }
  return windows;
}

std::vector<cv::Mat> without_grid(const std::vector<cv::Mat>& windows) {
  std::vector<cv::Mat> clean;
  if (windows.empty()) return clean;
  int width = std::numeric_limits<int>::max();
  for (const cv::Mat& window : windows) width = std::min(width, window.cols);
  std::vector<double> shares(static_cast<std::size_t>(width), 0.0);
  double rows = 0.0;
  for (const cv::Mat& window : windows) {
    cv::Mat ink;
    cv::threshold(window.colRange(0, width), ink, kInk, 255.0, cv::THRESH_BINARY);
    cv::Mat sums;
    cv::reduce(ink, sums, 0, cv::REDUCE_SUM, CV_64F);
    for (int x = 0; x < width; ++x) shares[static_cast<std::size_t>(x)] += sums.at<double>(0, x) / 255.0;
    rows += ink.rows;
    clean.push_back(std::move(ink));
  }
  for (double& share : shares) share /= rows;
  const std::vector<char> columns = lines_of(shares, kLineColumn, kSharpColumn, kLineSide);
  for (cv::Mat& ink : clean) take_out_lines(ink, columns);
  return clean;
}

}  // namespace logdigitise::sheet
