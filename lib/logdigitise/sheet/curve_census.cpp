#include "logdigitise/sheet/curve_census.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "logdigitise/core/median.hpp"

namespace logdigitise::sheet {

namespace {

using layout::LineStyle;

constexpr std::size_t kMostCurves = 4;
constexpr double kLongestDotPt = 2.6;
constexpr double kLongestDashPt = 7.7;
constexpr double kLongestLongDashPt = 21.0;
constexpr double kSplitPt = 0.9;      // A smaller gap is a break in the print.
constexpr double kWidestGap = 2.8;    // From a stroke to the next of its line: of its length,
constexpr double kWidestGapPt = 9.0;  // and at most.
constexpr double kAlike = 2.2;        // Strokes of one line differ in length by this factor at most.
constexpr double kThickRatio = 1.5;
constexpr double kKickPt = 7.0;  // A stroke that is so wide in a row moves sideways.
constexpr int kAroundKickPx = 3;
constexpr std::array<LineStyle, 4> kStyles = {LineStyle::kSolid, LineStyle::kLongDash, LineStyle::kDashed,
                                              LineStyle::kDotted};
/// A style has n curves where this share of the rows shows n of it.
constexpr std::array<double, 4> kLeastShare = {0.2, 0.35, 0.35, 0.3};
constexpr double kLeastShareOfMore = 0.3;
constexpr double kLeastShareOfMany = 0.5;
/// Strokes of no line in 100 rows: where there are more, only the surest curve needs no larger share.
constexpr double kMostDirt = 60.0;
constexpr double kLeastShareInDirt = 0.65;

/// A connected piece of ink.
struct Stroke {
  int label = 0;
  int top = 0;
  int bottom = 0;  ///< Inclusive.
  double x_top = 0.0;
  double x_bottom = 0.0;
  int left = 0;
  int width = 0;
  double length_pt = 0.0;
  int above = -1;  ///< Its line goes on in these; -1: nowhere.
  int below = -1;
  LineStyle style = LineStyle::kSolid;
};

struct Counts {
  /// For each style: in how many rows so many strokes were seen.
  std::array<std::array<int, 8>, 4> rows_with{};
  int rows = 0;
  int calm_rows = 0;          ///< Without a kick: only they tell one curve from two.
  double strokes = 0.0;       ///< Of all windows,
  double dirt = 0.0;          ///< and those of them that belong to no line.
  std::vector<double> thin;   ///< Of two solid strokes in a row, the thinner one's width, px,
  std::vector<double> thick;  ///< and the other's.
};

/// Middle of the ink of one label in a row.
double middle_of(const cv::Mat& labels, int label, int row, int left, int right) {
  double sum = 0.0;
  int count = 0;
  for (int x = left; x < right; ++x) {
    if (labels.at<int>(row, x) != label) continue;
    sum += x;
    ++count;
  }
  return count > 0 ? sum / count : 0.5 * (left + right);
}

std::vector<Stroke> strokes_of(const cv::Mat& ink, cv::Mat& labels, double pt_px) {
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(ink, labels, stats, centres, 8);
  std::vector<Stroke> strokes;
  for (int label = 1; label < count; ++label) {
    const int left = stats.at<int>(label, cv::CC_STAT_LEFT);
    const int width = stats.at<int>(label, cv::CC_STAT_WIDTH);
    const int height = stats.at<int>(label, cv::CC_STAT_HEIGHT);
    const int area = stats.at<int>(label, cv::CC_STAT_AREA);
    if (area < 2 || (height <= 2 && width > 6 * height)) continue;  // Specks, remains of depth lines.
    Stroke stroke;
    stroke.label = label;
    stroke.top = stats.at<int>(label, cv::CC_STAT_TOP);
    stroke.bottom = stroke.top + height - 1;
    stroke.left = left;
    stroke.width = width;
    stroke.x_top = middle_of(labels, label, stroke.top, left, left + width);
    stroke.x_bottom = middle_of(labels, label, stroke.bottom, left, left + width);
    stroke.length_pt = std::hypot(width - 1, height) / pt_px;
    strokes.push_back(stroke);
  }
  std::sort(strokes.begin(), strokes.end(), [](const Stroke& a, const Stroke& b) { return a.top < b.top; });
  return strokes;
}

/// Finds for each stroke the one in which its line goes on below. `most_pt`: the gap.
void link(std::vector<Stroke>& strokes, double pt_px) {
  for (std::size_t i = 0; i < strokes.size(); ++i) {
    Stroke& from = strokes[i];
    const double reach = std::min(kWidestGapPt, std::max(1.5, kWidestGap * from.length_pt)) * pt_px;
    double nearest = reach;
    int found = -1;
    for (std::size_t j = i + 1; j < strokes.size(); ++j) {
      const Stroke& to = strokes[j];
      if (to.top > from.bottom + reach) break;
      if (to.top <= from.bottom || to.above >= 0) continue;
      const double longer = std::max(from.length_pt, to.length_pt);
      const double shorter = std::min(from.length_pt, to.length_pt);
      const bool both_long = shorter > kLongestDashPt;
      const double gap = std::hypot(to.top - from.bottom, to.x_top - from.x_bottom);
      if (!both_long && longer > kAlike * shorter && gap > kSplitPt * pt_px && longer > kLongestDotPt)
        continue;
      if (gap >= nearest) continue;
      nearest = gap;
      found = static_cast<int>(j);
    }
    if (found < 0) continue;
    from.below = found;
    strokes[static_cast<std::size_t>(found)].above = static_cast<int>(i);
  }
}

double gap_pt(const Stroke& from, const Stroke& to, double pt_px) {
  return std::hypot(to.top - from.bottom, to.x_top - from.x_bottom) / pt_px;
}

/// What a line of linked strokes is drawn in; nothing: dirt.
std::optional<LineStyle> style_of(const std::vector<const Stroke*>& line, double pt_px) {
  double total = 0.0;
  double gaps = 0.0;
  std::vector<double> lengths;
  double length = 0.0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    total += line[i]->length_pt;
    const double gap = i == 0 ? 0.0 : gap_pt(*line[i - 1], *line[i], pt_px);
    if (i > 0 && gap > kSplitPt) {
      lengths.push_back(length);
      length = 0.0;
      gaps += gap;
    }
    length += line[i]->length_pt;
  }
  lengths.push_back(length);
  std::nth_element(lengths.begin(), lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2),
                   lengths.end());
  const double median = lengths[lengths.size() / 2];
  const std::size_t least = median < kLongestDotPt ? 6 : median < kLongestDashPt ? 4 : 3;
  if (median > kLongestLongDashPt) return LineStyle::kSolid;
  if (lengths.size() < least) {
    if (total > kLongestLongDashPt && gaps < 0.1 * total) return LineStyle::kSolid;
    return std::nullopt;
  }
  if (gaps < 0.06 * total) return LineStyle::kSolid;
  if (median < kLongestDotPt) return LineStyle::kDotted;
  return median < kLongestDashPt ? LineStyle::kDashed : LineStyle::kLongDash;
}

/// True if a line runs straight down the strip, as printed lines do.
bool is_straight(const std::vector<const Stroke*>& line, double pt_px) {
  constexpr double kLeastPt = 25.0;
  constexpr double kAsidePx = 2.0;
  if (line.back()->bottom - line.front()->top < kLeastPt * pt_px) return false;
  double least = line.front()->left;
  double most = line.front()->left;
  for (const Stroke* stroke : line) {
    const double middle = stroke->left + 0.5 * stroke->width;
    least = std::min(least, middle);
    most = std::max(most, middle);
    if (stroke->width > 3.5 * pt_px) return false;
  }
  return most - least <= kAsidePx;
}

/// Adds the rows of a window, each with the strokes of each style that it holds.
void add_rows(const std::array<std::vector<int>, 4>& held, const std::vector<char>& is_kick, Counts& counts) {
  for (int y = 0; y < static_cast<int>(is_kick.size()); ++y) {
    const int most = is_kick[static_cast<std::size_t>(y)] != 0 ? 1 : 7;
    ++counts.rows;
    counts.calm_rows += most > 1 ? 1 : 0;
    for (std::size_t s = 0; s < kStyles.size(); ++s)
      for (int n = 0; n <= std::min(held[s][static_cast<std::size_t>(y)], most); ++n)
        ++counts.rows_with[s][static_cast<std::size_t>(n)];
  }
}

/// Rows that the strokes of each style hold; of long pieces each run of a row is a stroke.
void count_window(const cv::Mat& ink, double pt_px, Counts& counts) {
  cv::Mat labels;
  std::vector<Stroke> strokes = strokes_of(ink, labels, pt_px);
  link(strokes, pt_px);
  std::array<std::vector<int>, 4> held;
  for (std::vector<int>& rows : held) rows.assign(static_cast<std::size_t>(ink.rows), 0);
  std::vector<char> is_solid(static_cast<std::size_t>(ink.total()) + 1, 0);
  for (const Stroke& first : strokes) {
    if (first.above >= 0) continue;
    std::vector<const Stroke*> line{&first};
    while (line.back()->below >= 0) line.push_back(&strokes[static_cast<std::size_t>(line.back()->below)]);
    const std::optional<LineStyle> style = style_of(line, pt_px);
    counts.strokes += static_cast<double>(line.size());
    if (!style || is_straight(line, pt_px)) {
      counts.dirt += static_cast<double>(line.size());
      continue;
    }
    const auto s =
        static_cast<std::size_t>(std::find(kStyles.begin(), kStyles.end(), *style) - kStyles.begin());
    if (s == 0) {
      for (const Stroke* stroke : line) is_solid[static_cast<std::size_t>(stroke->label)] = 1;
      for (std::size_t i = 1; i < line.size(); ++i)
        for (int y = line[i - 1]->bottom + 1; y < line[i]->top; ++y) ++held[s][static_cast<std::size_t>(y)];
    } else {
      for (int y = first.top; y <= line.back()->bottom; ++y) ++held[s][static_cast<std::size_t>(y)];
    }
  }
  // Around a kick one curve has several strokes in a row.
  std::vector<char> is_kick(static_cast<std::size_t>(ink.rows), 0);
  for (int y = 0; y < ink.rows; ++y) {
    const int* row = labels.ptr<int>(y);
    std::array<int, 2> widths{};
    int runs = 0;
    for (int x = 0; x < ink.cols;) {
      if (row[x] == 0 || is_solid[static_cast<std::size_t>(row[x])] == 0) {
        ++x;
        continue;
      }
      const int from = x;
      while (x < ink.cols && row[x] != 0) ++x;
      if (x - from > kKickPt * pt_px)
        for (int k = std::max(0, y - kAroundKickPx); k <= std::min(ink.rows - 1, y + kAroundKickPx); ++k)
          is_kick[static_cast<std::size_t>(k)] = 1;
      if (runs < 2) widths[static_cast<std::size_t>(runs)] = x - from;
      ++runs;
    }
    held[0][static_cast<std::size_t>(y)] += runs;
    if (runs == 2 && std::max(widths[0], widths[1]) < 8.0 * pt_px) {
      counts.thin.push_back(std::min(widths[0], widths[1]));
      counts.thick.push_back(std::max(widths[0], widths[1]));
    }
  }
  add_rows(held, is_kick, counts);
}

}  // namespace

std::vector<SeenCurve> count_curves(const std::vector<cv::Mat>& windows, double dpi) {
  Counts counts;
  for (const cv::Mat& window : windows) {
    cv::Mat whole;
    cv::morphologyEx(window, whole, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {1, 3}));
    count_window(whole, dpi / 72.0, counts);
  }
  std::vector<SeenCurve> curves;
  if (counts.rows == 0) return curves;
  for (std::size_t s = 0; s < kStyles.size(); ++s) {
    for (std::size_t n = 1; n <= kMostCurves; ++n) {
      const double share = 1.0 * counts.rows_with[s][n] /
                           (n == 1 ? counts.rows : std::max(counts.calm_rows, 2 * counts.rows / 3));
      if (share < (n == 1 ? kLeastShare[s] : n == 2 ? kLeastShareOfMore : kLeastShareOfMany)) break;
      curves.push_back({kStyles[s], 0.0, share});
    }
  }
  const double thin = median_of(counts.thin);
  const double thick = median_of(counts.thick);
  if (curves.size() >= 2 && curves[1].style == LineStyle::kSolid &&
      (curves.size() == 2 || curves[2].style != LineStyle::kSolid) && thick > kThickRatio * thin) {
    curves[0].thickness_px = thick;
    curves[1].thickness_px = thin;
  }
  std::stable_sort(curves.begin(), curves.end(),
                   [](const SeenCurve& a, const SeenCurve& b) { return a.share > b.share; });
  if (counts.dirt > 0.01 * kMostDirt * counts.rows)
    while (curves.size() > 1 && curves.back().share < kLeastShareInDirt) curves.pop_back();
  if (curves.size() > kMostCurves) curves.resize(kMostCurves);
  return curves;
}

}  // namespace logdigitise::sheet
