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
constexpr int kBlankPx = 2;              // Around a number, that are taken for its own.
constexpr double kLeastApartIn = 0.2;    // Between the two columns of ticks.
constexpr std::size_t kLeastTicks = 4;   // Ties of each,
constexpr double kLeastConfirmed = 0.8;  // Of the numbers, that have a tick.
constexpr double kSameLinePx = 4.0;      // Between what two columns say of how far below the numbers it is.
constexpr double kLeastContrast = 6.0;   // and how clear they are in the mean.
constexpr double kMostApartPx = 2.0;     // Of a left tick and its right one from what the others say,
constexpr double kLeastAgreed = 0.9;     // for so many of them.
constexpr std::size_t kSmoothed = 4;     // Ticks on either side that a slope is smoothed over.
constexpr double kLeastNoisePx = 0.1;    // Of a fall: pixels put neighbouring ticks off alike.

/// The paper around the numbers in narrow cells: rows x cells, what stands out of the rows around it.
struct Cells {
  int first_row = 0;
  double middle = 0.0;  ///< Of the numbers, straightened frame, px.
  std::vector<double> offset;
  cv::Mat ridges;
};

/// Takes the run's numbers out of the ink of cells `half` px wide to either side: digits of the same place
/// have the same strokes.
void blank_numbers(const SheetScan& scan, const DepthRun& run, const Cells& cells, int half, cv::Mat& ink) {
  for (const std::size_t i : run.chain.members) {
    const PrintedNumber& number = run.numbers[i];
    const double reach = 0.5 * number.width + half + 1.0;
    const int first = static_cast<int>(number.y - 0.5 * number.height) - cells.first_row - kBlankPx;
    const int last = static_cast<int>(number.y + 0.5 * number.height) - cells.first_row + kBlankPx + 1;
    const cv::Range rows(std::clamp(first, 0, ink.rows), std::clamp(last, 0, ink.rows));
    for (std::size_t c = 0; c < cells.offset.size(); ++c) {
      const double x = cells.middle + cells.offset[c] + scan.shift_at(number.y);
      if (std::abs(x - number.x) > reach) continue;
      ink(rows, cv::Range(static_cast<int>(c), static_cast<int>(c) + 1)).setTo(0);
    }
  }
}

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
  blank_numbers(scan, run, cells, half, ink);
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

/// The columns of ticks on one side of the numbers.
std::vector<Column> columns_of(const Cells& cells, const DepthRun& run,
                               const std::vector<NumberedDepth>& numbered, const TieOptions& options,
                               bool to_right) {
  std::vector<Column> found;
  TieOptions plain = options;
  plain.weighs_lines = false;  // One cell is too narrow: how lines lie between pixels makes some darker.
  const double increment = static_cast<double>(run.chain.increment);
  const double least = kLeastConfirmed * static_cast<double>(numbered.size());
  for (std::size_t c = 0; c < cells.offset.size(); ++c) {
    if ((cells.offset[c] > 0.0) != to_right) continue;
    Column column;
    column.lines = profile_of(cells, c);
    column.offset = cells.offset[c];
    column.depth = tie_numbers_to_lines(column.lines, numbered, increment, plain);
    if (!column.depth.refusal.empty() || column.depth.ties.size() < kLeastTicks) continue;
    if (column.depth.numbers_confirmed < least) continue;
    for (const LineTie& tie : column.depth.ties) column.score += std::min(tie.contrast, 2.0 * kLeastContrast);
    if (column.score < kLeastContrast * static_cast<double>(column.depth.ties.size())) continue;
    found.push_back(std::move(column));
  }
  return found;
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

/// A column of ticks on either side, and the ticks that they share.
struct Both {
  const Column* left = nullptr;
  const Column* right = nullptr;
  std::vector<TickPair> pairs;
};

/// The two columns that show most ticks clearly, of those that agree on nearly all; nothing where columns put
/// the numbers' lines in different places.
std::optional<Both> clearest_of(const std::vector<Column>& to_left, const std::vector<Column>& to_right,
                                double least_apart) {
  std::optional<Both> clearest;
  double score = 0.0;
  for (const Column& left : to_left) {
    for (const Column& right : to_right) {
      if (std::abs(left.depth.offset_px - right.depth.offset_px) > kSameLinePx) return std::nullopt;
      if (left.score + right.score <= score || right.offset - left.offset < least_apart) continue;
      if (std::abs(left.depth.line_step - right.depth.line_step) > 1e-6) continue;
      Both both{&left, &right, pairs_of(left, right)};
      const std::size_t all = std::max(left.depth.ties.size(), right.depth.ties.size());
      if (both.pairs.size() < kLeastTicks ||
          static_cast<double>(both.pairs.size()) < kLeastAgreed * static_cast<double>(all))
        continue;
      score = left.score + right.score;
      clearest = std::move(both);
    }
  }
  return clearest;
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

/// By how much paper is stretched more from one tie to the next than from that to the one after, as a share,
/// in the median. It bends across the strip as much as down it, and beside the ticks nothing shows that.
double unevenness(const std::vector<LineTie>& ties) {
  std::vector<double> changes;
  for (std::size_t i = 1; i + 1 < ties.size(); ++i) {
    const double above = (ties[i].y - ties[i - 1].y) / (ties[i].depth - ties[i - 1].depth);
    const double below = (ties[i + 1].y - ties[i].y) / (ties[i + 1].depth - ties[i].depth);
    changes.push_back(std::abs(above - below) / (0.5 * (above + below)));
  }
  return changes.empty() ? 0.0 : median_of(std::move(changes));
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
  const std::vector<Column> to_left = columns_of(cells, run, numbered, options, false);
  const std::vector<Column> to_right = columns_of(cells, run, numbered, options, true);
  const std::optional<Both> both = clearest_of(to_left, to_right, kLeastApartIn * scan.dpi_across());
  if (!both) return std::nullopt;
  const Column& left = *both->left;
  const Column& right = *both->right;
  const std::vector<TickPair>& pairs = both->pairs;
  const double apart = right.offset - left.offset;
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
  const double noise = median_of(std::move(departures)) / std::sqrt(2.0 * kSmoothed + 1.0);
  const double by_noise = std::max(noise, kLeastNoisePx) * reach / apart;
  result.far_off_px = std::max(by_noise, unevenness(result.depth.ties) * reach);
  return result;
}

}  // namespace logdigitise::sheet
