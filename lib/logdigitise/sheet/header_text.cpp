#include "logdigitise/sheet/header_text.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace logdigitise::sheet {

namespace {

constexpr double kTallestIn = 0.24;   // Of a glyph; taller ink is a rule of the form.
constexpr double kWidestIn = 0.35;    // Level ink that is longer is a rule too.
constexpr double kSmallestIn = 0.04;  // Height of a group of glyphs.
constexpr double kSpeckIn = 0.012;
constexpr double kJoinIn = 0.07;  // Glyphs closer than this are of one group.

cv::Mat line_kernel(int width, int height) {
  return cv::getStructuringElement(cv::MORPH_RECT, cv::Size(std::max(1, width), std::max(1, height)));
}

/// Takes a line out. A glyph that stands on it or hangs from it loses what they share; one that crosses it
/// stays.
void erase_sample(cv::Mat& text, const LineSample& sample) {
  const double half = 0.5 * sample.thickness_px + 1.0;
  const int first = std::max(0, static_cast<int>(std::floor(sample.y - half)));
  const int last = std::min(text.rows, static_cast<int>(std::ceil(sample.y + half)));
  if (first >= last) return;
  for (int x = std::max(0, static_cast<int>(sample.x_left) - 1);
       x < std::min(text.cols, static_cast<int>(sample.x_right) + 1); ++x) {
    const bool above = first > 0 && text.at<std::uint8_t>(first - 1, x) != 0;
    const bool below = last < text.rows && text.at<std::uint8_t>(last, x) != 0;
    if (above && below) continue;
    for (int y = first; y < last; ++y) text.at<std::uint8_t>(y, x) = 0;
  }
}

}  // namespace

std::vector<TextBox> find_text(const cv::Mat& ink, const std::vector<LineSample>& samples, double dpi) {
  std::vector<TextBox> boxes;
  if (ink.empty()) return boxes;
  cv::Mat text = ink.clone();
  for (const LineSample& sample : samples) erase_sample(text, sample);
  cv::Mat rules;
  cv::morphologyEx(text, rules, cv::MORPH_OPEN, line_kernel(static_cast<int>(kWidestIn * dpi), 1));
  text &= ~rules;
  // Upright rules with their ragged sides, also those that lean by a pixel.
  cv::Mat wide;
  cv::dilate(text, wide, line_kernel(3, 1));
  cv::morphologyEx(wide, rules, cv::MORPH_OPEN, line_kernel(1, static_cast<int>(kTallestIn * dpi)));
  text &= ~rules;

  cv::Mat joined;
  cv::dilate(text, joined, line_kernel(static_cast<int>(kJoinIn * dpi) | 1, 3));
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(joined, labels, stats, centres, 8);
  const int speck = static_cast<int>(kSpeckIn * dpi);
  for (int i = 1; i < count; ++i) {
    const cv::Rect outer(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                         stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    const cv::Mat own = text(outer) & (labels(outer) == i);
    const cv::Rect inner = cv::boundingRect(own);
    if (inner.height < kSmallestIn * dpi || inner.width <= speck) continue;
    if (inner.height > 1.4 * kTallestIn * dpi) continue;
    boxes.push_back({inner + outer.tl(), own(inner).clone()});
  }
  std::sort(boxes.begin(), boxes.end(), [](const TextBox& a, const TextBox& b) {
    return std::pair(a.box.y, a.box.x) < std::pair(b.box.y, b.box.x);
  });
  return boxes;
}

namespace {

/// The middle of the widest gap of `least` columns or more without ink, no further than `reach` from
/// `column`; -1 if there is none.
int widest_gap(const cv::Mat& ink, int column, int reach, int least) {
  int best = -1;
  int widest = least - 1;
  int begin = -1;
  for (int x = std::max(0, column - reach); x <= std::min(ink.cols - 1, column + reach); ++x) {
    const bool is_paper = cv::countNonZero(ink.col(x)) == 0;
    if (!is_paper) begin = -1;
    if (is_paper && begin < 0) begin = x;
    if (begin < 0 || x - begin + 1 <= widest) continue;
    widest = x - begin + 1;
    best = (begin + x) / 2;
  }
  return best;
}

/// What is left of a box between two of its columns.
void add_part(const TextBox& box, int first, int last, std::vector<TextBox>& parts) {
  if (first >= last) return;
  const cv::Mat own = box.ink.colRange(first, last);
  const cv::Rect inner = cv::boundingRect(own);
  if (inner.area() == 0) return;
  parts.push_back({inner + box.box.tl() + cv::Point(first, 0), own(inner).clone()});
}

}  // namespace

std::vector<TextBox> divided_at(std::vector<TextBox> boxes, const std::vector<double>& edges, double reach_px,
                                int least_gap_px) {
  std::vector<TextBox> parts;
  for (const TextBox& box : boxes) {
    std::vector<int> cuts;
    for (const double edge : edges) {
      const int column = static_cast<int>(std::lround(edge)) - box.box.x;
      if (column <= 0 || column >= box.box.width) continue;
      const int cut = widest_gap(box.ink, column, static_cast<int>(reach_px), least_gap_px);
      if (cut >= 0) cuts.push_back(cut);
    }
    std::sort(cuts.begin(), cuts.end());
    int from = 0;
    for (const int cut : cuts) {
      add_part(box, from, cut, parts);
      from = std::max(from, cut);
    }
    add_part(box, from, box.box.width, parts);
  }
  return parts;
}

std::optional<double> value_from_text(const std::string& text) {
  std::size_t digits = 0;
  std::size_t points = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (std::isdigit(static_cast<unsigned char>(c)) != 0)
      ++digits;
    else if (c == '.')
      ++points;
    else if ((c != '-' && c != '+') || i != 0)
      return std::nullopt;
  }
  if (digits == 0 || digits > 7 || points > 1) return std::nullopt;
  const std::size_t sign = text[0] == '+' ? 1 : 0;
  double value = 0.0;
  const auto result = std::from_chars(text.data() + sign, text.data() + text.size(), value);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace logdigitise::sheet
