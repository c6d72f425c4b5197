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
constexpr double kLowIn = 0.03;      // Lower than any digit.
constexpr double kBrokenIn = 0.02;   // Pieces of a glyph are no further apart.
constexpr double kJoin = 0.4;        // Of their height: glyphs closer than this are of one group,
constexpr double kFixedPitch = 0.9;  // and so are those up to here, if they stand as far apart as the others.
constexpr double kSamePitch = 0.25;
constexpr double kBesideSmall = 0.8;
constexpr double kLevel = 0.15;
constexpr double kSmallGlyph = 0.5;

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

/// Takes out what is left of the ragged sides of level rules that were taken out: ink that lies all along
/// them.
void erase_crumbs(cv::Mat& text, const cv::Mat& rules) {
  constexpr int kBeside = 2;  // Px.
  cv::Mat band;
  cv::dilate(rules, band, line_kernel(3, 2 * kBeside + 1));
  cv::Mat labels;
  const int count = cv::connectedComponents(text, labels, 8);
  std::vector<bool> is_crumb(static_cast<std::size_t>(count), true);
  for (int y = 0; y < text.rows; ++y)
    for (int x = 0; x < text.cols; ++x)
      if (band.at<std::uint8_t>(y, x) == 0) is_crumb[static_cast<std::size_t>(labels.at<int>(y, x))] = false;
  for (int y = 0; y < text.rows; ++y)
    for (int x = 0; x < text.cols; ++x)
      if (is_crumb[static_cast<std::size_t>(labels.at<int>(y, x))]) text.at<std::uint8_t>(y, x) = 0;
}

/// Glyphs side by side, from left to right.
struct Group {
  cv::Rect box;
  std::vector<std::size_t> glyphs;
};

/// Whether two boxes stand in one row. What is low, as a point or a sign, may stand anywhere beside a taller
/// one.
bool are_in_row(const cv::Rect& one, const cv::Rect& other) {
  const int overlap = std::min(one.y + one.height, other.y + other.height) - std::max(one.y, other.y);
  return overlap >= 0.5 * std::min(one.height, other.height);
}

/// Distance from glyph to glyph of a typewriter or printer that gives each the same room; 0 if it cannot be
/// told: from the middles of the first and the last of several.
double pitch_of(const Group& group, const std::vector<TextBox>& glyphs) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < group.glyphs.size(); ++i) {
    const cv::Rect& from = glyphs[group.glyphs[i - 1]].box;
    const cv::Rect& to = glyphs[group.glyphs[i]].box;
    steps.push_back(to.x + 0.5 * to.width - from.x - 0.5 * from.width);
  }
  if (steps.empty()) return 0.0;
  std::nth_element(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2), steps.end());
  return steps[steps.size() / 2];
}

/// Whether a low piece of ink beside taller ones may be a point or a sign, and is no speck.
bool is_point_or_sign(const cv::Rect& low, const cv::Rect& beside) {
  const double tall = beside.height;
  const double middle = (low.y + 0.5 * low.height - beside.y) / tall;
  const bool is_sign =
      low.width > 1.6 * low.height && low.width > 0.25 * tall && middle > 0.2 && middle < 0.8;
  const bool is_on_line = std::abs(low.y + low.height - beside.y - beside.height) < 0.2 * tall;
  return is_sign || (is_on_line && low.width > 0.08 * tall);
}

/// Whether `right` goes on what `left` begins.
bool goes_on(const Group& left, const Group& right, const std::vector<TextBox>& glyphs) {
  if (!are_in_row(left.box, right.box)) return false;
  const double tall = std::max(left.box.height, right.box.height);
  const bool is_left_low = left.box.height < kSmallGlyph * tall;
  const bool is_right_low = right.box.height < kSmallGlyph * tall;
  if (is_left_low && !is_point_or_sign(left.box, right.box)) return false;
  if (is_right_low && !is_point_or_sign(right.box, left.box)) return false;
  const double gap = right.box.x - left.box.x - left.box.width;
  if (gap < kJoin * tall) return gap > -0.5 * tall;
  if (gap > kFixedPitch * tall) return false;
  const cv::Rect& last = glyphs[left.glyphs.back()].box;
  const cv::Rect& first = glyphs[right.glyphs.front()].box;
  // Where each glyph has the same room, a point leaves much of it, and so does a 1.
  // A rule's remains are taller, or stand elsewhere.
  const bool is_level = std::abs(last.y - first.y) < kLevel * tall &&
                        std::abs(last.y + last.height - first.y - first.height) < kLevel * tall;
  const auto is_small = [&](const cv::Rect& box) {
    return box.height < kSmallGlyph * tall || (is_level && box.width < kSmallGlyph * tall);
  };
  if (gap < kBesideSmall * tall && (is_small(last) || is_small(first))) return true;
  const double step = first.x + 0.5 * first.width - last.x - 0.5 * last.width;
  const auto fits = [&](double pitch) { return pitch > 0.0 && std::abs(step - pitch) < kSamePitch * pitch; };
  return fits(pitch_of(left, glyphs)) || fits(pitch_of(right, glyphs));
}

/// Joins groups with what stands next on their right, until nothing more belongs together.
std::vector<TextBox> grouped(std::vector<TextBox> glyphs, double dpi) {
  const auto by_x = [](const auto& a, const auto& b) { return a.box.x < b.box.x; };
  std::sort(glyphs.begin(), glyphs.end(), by_x);
  // Points are joined to what is tall, and not to each other: dirt would make rows of them.
  const double low = kLowIn * dpi;
  std::vector<Group> groups;
  for (std::size_t i = 0; i < glyphs.size(); ++i) groups.push_back({glyphs[i].box, {i}});
  const double reach = kFixedPitch * kTallestIn * dpi;
  for (bool is_changed = true; is_changed;) {
    is_changed = false;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      Group& left = groups[i];
      if (left.glyphs.empty()) continue;
      for (std::size_t k = i + 1; k < groups.size(); ++k) {
        Group& right = groups[k];
        if (right.box.x - left.box.x - left.box.width > reach) break;
        if (right.glyphs.empty() || std::max(left.box.height, right.box.height) < low ||
            !goes_on(left, right, glyphs))
          continue;
        left.box |= right.box;
        left.glyphs.insert(left.glyphs.end(), right.glyphs.begin(), right.glyphs.end());
        std::sort(left.glyphs.begin(), left.glyphs.end());
        right.glyphs.clear();
        is_changed = true;
      }
    }
    std::erase_if(groups, [](const Group& group) { return group.glyphs.empty(); });
  }
  std::vector<TextBox> boxes;
  for (const Group& group : groups) {
    TextBox box{group.box, cv::Mat(group.box.size(), CV_8UC1, cv::Scalar(0))};
    for (const std::size_t i : group.glyphs) {
      cv::Mat place = box.ink(glyphs[i].box - group.box.tl());
      place |= glyphs[i].ink;
    }
    boxes.push_back(std::move(box));
  }
  return boxes;
}

}  // namespace

std::vector<TextBox> find_text(const cv::Mat& ink, const std::vector<LineSample>& samples, double dpi) {
  std::vector<TextBox> boxes;
  if (ink.empty()) return boxes;
  cv::Mat text = ink.clone();
  for (const LineSample& sample : samples) erase_sample(text, sample);
  cv::Mat rules;
  cv::morphologyEx(text, rules, cv::MORPH_OPEN, line_kernel(static_cast<int>(kWidestIn * dpi), 1));
  cv::dilate(rules, rules, line_kernel(1, 3));
  text &= ~rules;
  erase_crumbs(text, rules);
  // Upright rules with their ragged sides, also those that lean by a pixel.
  cv::Mat wide;
  cv::dilate(text, wide, line_kernel(3, 1));
  cv::morphologyEx(wide, rules, cv::MORPH_OPEN, line_kernel(1, static_cast<int>(kTallestIn * dpi)));
  text &= ~rules;

  cv::Mat joined;
  cv::dilate(text, joined, line_kernel(static_cast<int>(kBrokenIn * dpi) | 1, 3));
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(joined, labels, stats, centres, 8);
  std::vector<TextBox> glyphs;
  for (int i = 1; i < count; ++i) {
    const cv::Rect outer(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                         stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    const cv::Mat own = text(outer) & (labels(outer) == i);
    const cv::Rect inner = cv::boundingRect(own);
    glyphs.push_back({inner + outer.tl(), own(inner).clone()});
  }
  const int speck = static_cast<int>(kSpeckIn * dpi);
  for (TextBox& group : grouped(std::move(glyphs), dpi)) {
    if (group.box.height < kSmallestIn * dpi || group.box.width <= speck) continue;
    if (group.box.height > 1.4 * kTallestIn * dpi) continue;
    boxes.push_back(std::move(group));
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
