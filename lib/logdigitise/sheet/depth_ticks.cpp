#include "logdigitise/sheet/depth_ticks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>

#include "logdigitise/core/median.hpp"
#include "logdigitise/sheet/ink_rows.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kReachIn = 0.7;  // From the middle of the numbers to the ticks, at most.
constexpr double kCellIn = 0.04;  // Ticks are longer than that.
constexpr double kCellStepIn = 0.02;
constexpr double kThickestIn = 0.03;  // Of a tick, down the strip.
constexpr int kDarkest = 160;
constexpr double kLeastApartIn = 0.2;   // Between the two columns of ticks.
constexpr std::size_t kLeastTicks = 4;  // Ties of each,
constexpr double kLeastContrast = 6.0;  // and how clear they are in the mean.
constexpr double kMostApartPx = 2.0;    // Of a left tick and its right one from what the others say,
constexpr double kLeastAgreed = 0.9;    // for so many of them.
constexpr std::size_t kSmoothed = 4;    // Ticks on either side that a slope is smoothed over.

/// The paper around the numbers in narrow cells: rows x cells, what stands out of the rows around it.
struct Cells {
  int first_row = 0;
  double middle = 0.0;  ///< Of the numbers, straightened frame, px.
  std::vector<double> offset;
  cv::Mat ridges;
};

Cells cells_of(const SheetScan& scan, const DepthRun& run, int first, int last) {
  const double dpi = scan.dpi_across();
  Cells cells;
  cells.first_row = std::max(0, first);
  last = std::min(last, scan.profiles.info.height);
  for (const std::size_t i : run.chain.members) {
    const PrintedNumber& number = run.numbers[i];
    cells.middle += (number.x - scan.shift_at(number.y)) / static_cast<double>(run.chain.members.size());
  }
  for (double offset = -kReachIn; offset <= kReachIn + 1e-9; offset += kCellStepIn)
    cells.offset.push_back(offset * dpi);
  cv::Mat ink(std::max(0, last - cells.first_row), static_cast<int>(cells.offset.size()), CV_8UC1,
              cv::Scalar(0));
  const int half = std::max(1, static_cast<int>(0.5 * kCellIn * dpi));
  InkWindow window(scan.path, scan.raster);
  for (int row = cells.first_row; row < last; row += kBlockRows) {
    const int end = std::min(last, row + kBlockRows);
    const cv::Mat band = window.rows(row, end);
    const double shift = scan.shift_at(row);
    for (std::size_t c = 0; c < cells.offset.size(); ++c) {
      const int x = static_cast<int>(std::floor(cells.middle + cells.offset[c] + shift));
      if (x - half < 0 || x + half >= band.cols) continue;
      cv::Mat mean;
      cv::reduce(band.colRange(x - half, x + half + 1), mean, 1, cv::REDUCE_AVG, CV_8U);
      mean.copyTo(ink(cv::Range(row - cells.first_row, end - cells.first_row),
                      cv::Range(static_cast<int>(c), static_cast<int>(c) + 1)));
    }
  }
  const int thick = 2 * std::max(3, static_cast<int>(kThickestIn * scan.dpi_down())) + 1;
  cv::morphologyEx(ink, cells.ridges, cv::MORPH_TOPHAT,
                   cv::getStructuringElement(cv::MORPH_RECT, cv::Size(1, thick)));
  cv::min(cells.ridges, kDarkest, cells.ridges);
  return cells;
}

/// A column of ticks, tied by itself.
struct Column {
  TiedDepth depth;
  LineProfile lines;
  double offset = 0.0;  ///< From the middle of the numbers.
  double score = 0.0;
};

LineProfile profile_of(const Cells& cells, std::size_t cell) {
  LineProfile lines;
  lines.first_row = cells.first_row;
  const auto rows = static_cast<std::size_t>(cells.ridges.rows);
  lines.slope.assign(rows, 0.0);
  lines.darkness.resize(rows);
  for (std::size_t row = 0; row < rows; ++row)
    lines.darkness[row] = cells.ridges.at<std::uint8_t>(static_cast<int>(row), static_cast<int>(cell));
  return lines;
}

/// The clearest column of ticks on one side of the numbers; a score of 0 if there is none.
Column best_column(const Cells& cells, const DepthRun& run, const std::vector<NumberedDepth>& numbered,
                   const TieOptions& options, bool to_right) {
  Column best;
  const double increment = static_cast<double>(run.chain.increment);
  for (std::size_t c = 0; c < cells.offset.size(); ++c) {
    if ((cells.offset[c] > 0.0) != to_right) continue;
    Column column;
    column.lines = profile_of(cells, c);
    column.offset = cells.offset[c];
    column.depth = tie_numbers_to_lines(column.lines, numbered, increment, options);
    if (!column.depth.refusal.empty() || column.depth.ties.size() < kLeastTicks) continue;
    if (column.depth.line_step > 0.5 * increment) continue;
    if (column.depth.numbers_confirmed < static_cast<int>(numbered.size())) continue;
    for (const LineTie& tie : column.depth.ties) column.score += std::min(tie.contrast, 2.0 * kLeastContrast);
    if (column.score < kLeastContrast * static_cast<double>(column.depth.ties.size())) continue;
    if (column.score > best.score) best = std::move(column);
  }
  return best;
}

struct TickPair {
  LineTie left;
  double fall = 0.0;  ///< From the left tick to the right one, px.
};

std::vector<TickPair> pairs_of(const Column& left, const Column& right) {
  std::vector<TickPair> pairs;
  for (const LineTie& tie : left.depth.ties) {
    const auto other =
        std::find_if(right.depth.ties.begin(), right.depth.ties.end(),
                     [&](const LineTie& one) { return std::abs(one.depth - tie.depth) < 1e-6; });
    if (other != right.depth.ties.end()) pairs.push_back({tie, other->y - tie.y});
  }
  return pairs;
}

/// Median of the falls around each pair.
std::vector<double> smooth_falls(const std::vector<TickPair>& pairs) {
  std::vector<double> smooth;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    std::vector<double> near;
    for (std::size_t j = i >= kSmoothed ? i - kSmoothed : 0; j < std::min(i + kSmoothed + 1, pairs.size());
         ++j)
      near.push_back(pairs[j].fall);
    smooth.push_back(median_of(std::move(near)));
  }
  return smooth;
}

}  // namespace

std::optional<TickedDepth> tie_to_ticks(const SheetScan& scan, const DepthRun& run,
                                        const TieOptions& options) {
  const double margin = 1.3 * static_cast<double>(run.chain.increment) * run.chain.px_per_unit + 64.0;
  const Cells cells =
      cells_of(scan, run, static_cast<int>(run.y_first() - margin), static_cast<int>(run.y_last() + margin));
  std::vector<NumberedDepth> numbered;
  for (std::size_t k = 0; k < run.chain.members.size(); ++k)
    numbered.push_back({run.numbers[run.chain.members[k]].y, static_cast<double>(run.chain.values[k])});
  const Column left = best_column(cells, run, numbered, options, false);
  const Column right = best_column(cells, run, numbered, options, true);
  if (left.score <= 0.0 || right.score <= 0.0) return std::nullopt;
  const double apart = right.offset - left.offset;
  if (apart < kLeastApartIn * scan.dpi_across()) return std::nullopt;
  if (std::abs(left.depth.line_step - right.depth.line_step) > 1e-6) return std::nullopt;
  const std::vector<TickPair> pairs = pairs_of(left, right);
  const std::size_t all = std::max(left.depth.ties.size(), right.depth.ties.size());
  if (pairs.size() < kLeastTicks ||
      static_cast<double>(pairs.size()) < kLeastAgreed * static_cast<double>(all))
    return std::nullopt;
  const std::vector<double> falls = smooth_falls(pairs);
  TickedDepth result;
  result.depth = left.depth;
  result.depth.ties.clear();
  result.lines = left.lines;
  result.lines.x_reference =
      cells.middle + 0.5 * (left.offset + right.offset) + scan.shift_at(0.5 * (run.y_first() + run.y_last()));
  std::vector<double> slopes;
  std::vector<double> departures;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    departures.push_back(std::abs(pairs[i].fall - falls[i]));
    if (departures.back() > kMostApartPx) continue;
    LineTie tie = pairs[i].left;
    slopes.push_back(falls[i] / apart);
    // The sheet wanders: the middle of the ticks is not everywhere at the reference column.
    const double middle = cells.middle + 0.5 * (left.offset + right.offset) + scan.shift_at(tie.y);
    tie.y += 0.5 * pairs[i].fall - slopes.back() * (middle - result.lines.x_reference);
    result.depth.ties.push_back(tie);
  }
  if (static_cast<double>(slopes.size()) < kLeastAgreed * static_cast<double>(pairs.size()))
    return std::nullopt;
  std::vector<double> rows;
  for (const LineTie& tie : result.depth.ties) rows.push_back(tie.y);
  set_slopes(rows, slopes, result.lines);
  const double reach =
      std::max(result.lines.x_reference, scan.profiles.info.width - result.lines.x_reference);
  result.far_off_px = median_of(std::move(departures)) / std::sqrt(2.0 * kSmoothed + 1.0) * reach / apart;
  return result;
}

}  // namespace logdigitise::sheet
