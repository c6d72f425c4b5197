#include "logdigitise/sheet/header_boxes.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "logdigitise/sheet/header_text.hpp"
#include "logdigitise/sheet/line_samples.hpp"
#include "logdigitise/sheet/text_reader.hpp"
#include "logdigitise/sheet/value_reader.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kReachIn = 0.24;    // A value's middle is so near its line,
constexpr double kBesideIn = 0.4;    // and its own so near the line's end.
constexpr double kLowestIn = 0.045;  // Height of a value.
constexpr double kTallestIn = 0.22;
constexpr double kWidestIn = 0.7;
constexpr double kLeastConfidence = 0.25;
constexpr std::size_t kLeastOfBoth = 3;  // Characters of both values,
constexpr std::size_t kLeastOfOne = 2;   // or of the one that can be read.
constexpr double kApartIn = 0.025;       // Values of two tracks are so far apart at least.
constexpr double kOverEdgeIn = 0.2;
constexpr double kEdgeIn = 0.2;     // An edge is so near its box,
constexpr double kInsideIn = 0.03;  // or so far inside it.

bool may_be_value(const TextBox& word, double dpi) {
  return word.box.height > kLowestIn * dpi && word.box.height < kTallestIn * dpi &&
         word.box.width < kWidestIn * dpi;
}

/// The words that may be the value at one end of a line.
std::vector<const TextBox*> words_at(const std::vector<TextBox>& words, const LineSample& line, bool is_left,
                                     double dpi) {
  std::vector<const TextBox*> found;
  const double end = is_left ? line.x_left : line.x_right;
  for (const TextBox& word : words) {
    const double middle = word.box.x + 0.5 * word.box.width;
    if (may_be_value(word, dpi) && std::abs(word.middle() - line.y) < kReachIn * dpi &&
        std::abs(middle - end) < kBesideIn * dpi)
      found.push_back(&word);
  }
  return found;
}

bool are_in_one_row(const cv::Rect& one, const cv::Rect& other) {
  const double tall = std::max(one.height, other.height);
  return std::abs(one.y + 0.5 * one.height - other.y - 0.5 * other.height) <= 0.6 * tall + 2.0;
}

/// A line and the words that may be its values.
struct Candidate {
  const LineSample* line = nullptr;
  const TextBox* left = nullptr;
  const TextBox* right = nullptr;
  double distance = 0.0;
};

double distance_of(const LineSample& line, const TextBox& left, const TextBox& right) {
  const auto beside = [](const TextBox& word, double end) {
    return std::abs(word.box.x + 0.5 * word.box.width - end);
  };
  return std::abs(left.middle() - line.y) + std::abs(right.middle() - line.y) +
         0.5 * (beside(left, line.x_left) + beside(right, line.x_right));
}

}  // namespace

std::vector<HeaderBox> find_header_boxes(const cv::Mat& ink, double dpi,
                                         const std::vector<VerticalLine>& lines, bool is_strict,
                                         const DigitReader& digits, TextReader& text) {
  std::vector<HeaderBox> boxes;
  if (ink.empty()) return boxes;
  const std::vector<LineSample> samples = find_lines_anywhere(ink, dpi);
  if (samples.empty()) return boxes;
  std::vector<double> edges;
  for (const VerticalLine& line : lines) edges.push_back(line.x);
  const std::vector<TextBox> words = divided_at(find_text(ink, samples, dpi), edges, kOverEdgeIn * dpi,
                                                static_cast<int>(std::lround(kApartIn * dpi)));
  std::map<const TextBox*, std::size_t> sizes;
  const auto read = [&](const TextBox& word) {
    const auto [place, is_new] = sizes.try_emplace(&word, 0);
    if (is_new) {
      const ReadValue value = read_value(word.ink, digits, text);
      if (value.confidence > kLeastConfidence && value_from_text(value.text))
        place->second = value.text.size();
    }
    return place->second;
  };
  // Values belong to the line that is nearest to them.
  std::vector<Candidate> candidates;
  for (const LineSample& line : samples)
    for (const TextBox* left : words_at(words, line, true, dpi))
      for (const TextBox* right : words_at(words, line, false, dpi))
        if (left != right && are_in_one_row(left->box, right->box))
          candidates.push_back({&line, left, right, distance_of(line, *left, *right)});
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.distance < b.distance; });
  std::set<const void*> taken;
  for (const Candidate& one : candidates) {
    if (taken.contains(one.line) || taken.contains(one.left) || taken.contains(one.right)) continue;
    const std::size_t left_size = read(*one.left);
    const std::size_t right_size = read(*one.right);
    const bool are_both = left_size > 0 && right_size > 0 && left_size + right_size >= kLeastOfBoth;
    // Dots may be dirt.
    const bool needs_both = is_strict || one.line->style == layout::LineStyle::kDotted;
    if (!are_both && (needs_both || std::max(left_size, right_size) < kLeastOfOne)) continue;
    taken.insert({one.line, one.left, one.right});
    const cv::Rect both = one.left->box | one.right->box;
    boxes.push_back(
        {std::min(one.line->x_left, static_cast<double>(both.x)),
         std::max(one.line->x_right, static_cast<double>(both.x + both.width)),
         std::max(one.line->y + 0.5 * one.line->thickness_px, static_cast<double>(both.y + both.height))});
  }
  std::sort(boxes.begin(), boxes.end(),
            [](const HeaderBox& a, const HeaderBox& b) { return a.bottom < b.bottom; });
  return boxes;
}

namespace {

/// Whether another line further out is more likely the edge: a heavier one, or one of which something tells.
bool has_better_beyond(const std::vector<VerticalLine>& lines, const VerticalLine& line, bool is_left,
                       double dpi) {
  constexpr double kBeyondIn = 0.6;
  constexpr double kHeavier = 1.3;
  return std::any_of(lines.begin(), lines.end(), [&](const VerticalLine& other) {
    const double beyond = is_left ? line.x - other.x : other.x - line.x;
    if (beyond <= 0.0 || beyond > kBeyondIn * dpi || line.ends_lines || line.header_in > 0.0) return false;
    return other.ends_lines || other.header_in > 0.0 || other.strength > kHeavier * line.strength;
  });
}

/// The line beside one end of a box; null if there is none.
VerticalLine* edge_beside(std::vector<VerticalLine>& lines, double end, bool is_left, double dpi) {
  VerticalLine* best = nullptr;
  for (VerticalLine& line : lines) {
    const double beyond = is_left ? end - line.x : line.x - end;
    const bool stands = line.is_printed || line.header_in > 0.0 || line.ends_lines;
    if (!stands || beyond < -kInsideIn * dpi || beyond > kEdgeIn * dpi) continue;
    if (best == nullptr || std::abs(line.x - end) < std::abs(best->x - end)) best = &line;
  }
  return best != nullptr && has_better_beyond(lines, *best, is_left, dpi) ? nullptr : best;
}

}  // namespace

std::vector<VerticalLine> with_header_boxes(std::vector<VerticalLine> lines,
                                            const std::vector<HeaderBox>& boxes, double dpi) {
  constexpr double kLeastRuleIn = 0.5;
  double worth = kLeastRuleIn;
  for (const VerticalLine& line : lines) worth = std::max(worth, line.header_in);
  std::vector<VerticalLine*> told;
  const auto is_inside = [&](double x) {
    return std::any_of(boxes.begin(), boxes.end(), [&](const HeaderBox& box) {
      return x > box.left + kInsideIn * dpi && x < box.right - kInsideIn * dpi;
    });
  };
  for (const HeaderBox& box : boxes) {
    VerticalLine* left = edge_beside(lines, box.left, true, dpi);
    VerticalLine* right = edge_beside(lines, box.right, false, dpi);
    if (left == nullptr || right == nullptr || is_inside(left->x) || is_inside(right->x)) continue;
    told.push_back(left);
    told.push_back(right);
  }
  for (VerticalLine* line : told) line->header_in = worth;
  return lines;
}

}  // namespace logdigitise::sheet
