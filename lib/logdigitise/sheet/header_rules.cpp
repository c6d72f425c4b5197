#include "logdigitise/sheet/header_rules.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <opencv2/imgproc.hpp>

namespace logdigitise::sheet {

namespace {

constexpr double kLeastPieceIn = 0.22;
constexpr double kSameRuleIn = 0.04;    // Pieces this close are one rule.
constexpr double kApartIn = 0.02;       // Unless they stand side by side so far apart,
constexpr double kAbreast = 0.5;        // over so much of the shorter one.
constexpr double kEndTogetherIn = 1.3;  // The rules of one header end within this.
constexpr double kMostShiftIn = 0.12;
constexpr double kOverIn = 0.03;      // So close a rule stands over a line.
constexpr double kLeastShare = 0.45;  // Of the longest rule.
constexpr double kWidestIn = 0.1;
constexpr double kForestIn = 0.2;        // Boxes are no narrower: rules that stand closer are dirt.
constexpr double kUnmatched = 0.5;       // Price of a rule that stands over no line.
constexpr double kLengthWorth = 0.2;     // Of an inch of a rule that stands over a line.
constexpr double kTogetherIn = 0.3;      // The rules of one header's boxes end within this.
constexpr std::size_t kLongerRules = 2;  // So many rules may be longer than the edges of the boxes.
constexpr double kMostLonger = 1.5;      // And count as no longer than this.
constexpr double kMostBeside = 0.8;      // Ink beside a rule: a stain has more.
constexpr double kMostUnlike = 0.35;     // Share of the paper beside a rule that the rule itself may show.

cv::Mat upright_ink(const cv::Mat& ink, int piece) {
  cv::Mat upright;
  cv::morphologyEx(ink, upright, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_RECT, cv::Size(1, piece)), cv::Point(-1, -1), 1,
                   cv::BORDER_CONSTANT, cv::Scalar(0));
  return upright;
}

/// Whether the ink in `box` stands out from what is beside it: in a shadow full of dots runs of ink are found
/// everywhere.
bool stands_out(const cv::Mat& ink, const cv::Rect& box, double dpi) {
  constexpr int kChunk = 16;  // Rows in which a leaning rule keeps its columns.
  const int reach = std::max(4, static_cast<int>(0.04 * dpi));
  const auto share_of = [&](const cv::Range& rows, int first, int last) {
    first = std::max(first, 0);
    last = std::min(last, ink.cols);
    if (first >= last) return 0.0;
    return cv::countNonZero(ink(rows, cv::Range(first, last))) /
           static_cast<double>((last - first) * rows.size());
  };
  double rule = 0.0;
  double beside = 0.0;
  int chunks = 0;
  for (int y = box.y; y + kChunk <= box.y + box.height; y += kChunk, ++chunks) {
    const cv::Range rows(y, y + kChunk);
    double most = 0.0;
    for (int x = box.x; x < box.x + box.width; ++x) most = std::max(most, share_of(rows, x, x + 1));
    rule += most;
    const int right = box.x + box.width;
    beside +=
        std::max(share_of(rows, box.x - 2 - reach, box.x - 2), share_of(rows, right + 2, right + 2 + reach));
  }
  if (beside > kMostBeside * chunks) return false;  // A stain.
  return chunks > 0 && chunks - rule < kMostUnlike * (chunks - beside);
}

/// Whether two pieces of rules stand side by side, and not one above the other.
bool are_abreast(const HeaderRule& a, const HeaderRule& b, double dpi) {
  const double shared =
      std::min(a.bottom, b.bottom) - std::max(a.bottom - a.length_in * dpi, b.bottom - b.length_in * dpi);
  return shared > kAbreast * dpi * std::min(a.length_in, b.length_in);
}

/// Leaves out rules that stand close together: shadows full of dots.
void drop_forests(std::vector<HeaderRule>& rules, double dpi) {
  const std::vector<HeaderRule> all = rules;
  std::erase_if(rules, [&](const HeaderRule& rule) {
    return std::count_if(all.begin(), all.end(), [&](const HeaderRule& other) {
             return std::abs(other.x - rule.x) < kForestIn * dpi && other.length_in > 0.5 * rule.length_in;
           }) > 2;
  });
}

/// Adds the components of `upright` that are rules.
void add_pieces(const cv::Mat& ink, const cv::Mat& upright, double dpi, std::vector<HeaderRule>& pieces) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(upright, labels, stats, centres, 8);
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    // A bar, a picture, the border of the scan. Dirt at its side makes a rule no wider in the mean.
    const double width = stats.at<int>(i, cv::CC_STAT_AREA) / static_cast<double>(box.height);
    if (width > kWidestIn * dpi || box.width > 2.0 * kWidestIn * dpi || !stands_out(ink, box, dpi)) continue;
    const double length_in = box.height / dpi;
    const double bottom = box.y + box.height;
    pieces.push_back(
        {centres.at<double>(i, 0) + 0.5, length_in, bottom, bottom, length_in, static_cast<double>(box.y)});
  }
}

/// Leaves out what divides boxes. One rule may run on into the frame of the page and be the longest by far.
void drop_short(std::vector<HeaderRule>& rules) {
  std::vector<double> lengths;
  lengths.reserve(rules.size());
  for (const HeaderRule& rule : rules) lengths.push_back(rule.length_in);
  std::sort(lengths.begin(), lengths.end(), std::greater<>());
  const double usual = lengths[std::min<std::size_t>(lengths.size() - 1, kLongerRules)];
  for (HeaderRule& rule : rules) rule.length_in = std::min(rule.length_in, kMostLonger * usual);
  std::erase_if(rules, [&](const HeaderRule& rule) { return rule.length_in < kLeastShare * usual; });
}

/// Rules with the shift that brings most of them over lines.
struct Placed {
  std::vector<HeaderRule> rules;
  double shift = 0.0;
  double score = -1e9;
};

Placed place_over(std::vector<VerticalLine>& lines, std::vector<HeaderRule> rules, double dpi) {
  const double over = kOverIn * dpi;
  Placed best;
  for (double shift = -kMostShiftIn * dpi; shift <= kMostShiftIn * dpi; shift += 0.5) {
    double score = -0.002 * std::abs(shift);
    for (const HeaderRule& rule : rules) {
      const double miss = std::abs(nearest_line(lines, rule.x + shift).x - (rule.x + shift));
      score +=
          miss < over ? 1.0 - 0.5 * miss / over + kLengthWorth * std::min(rule.length_in, 2.0) : -kUnmatched;
    }
    if (score > best.score) {
      best.score = score;
      best.shift = shift;
    }
  }
  best.rules = std::move(rules);
  return best;
}

/// Worn rules end higher than the others: those count that stand over a line as heavy as the others' lines.
void add_higher_ones(std::vector<VerticalLine>& lines, const std::vector<HeaderRule>& rules, double dpi,
                     Placed& placed) {
  constexpr double kLeastPresence = 0.9;
  constexpr double kLeastStrength = 0.6;
  const double over = kOverIn * dpi;
  const auto line_under = [&](const HeaderRule& rule) -> const VerticalLine* {
    const VerticalLine& line = nearest_line(lines, rule.x + placed.shift);
    return std::abs(line.x - rule.x - placed.shift) < over && line.presence > kLeastPresence ? &line
                                                                                             : nullptr;
  };
  std::vector<double> strengths;
  double shortest = std::numeric_limits<double>::infinity();
  for (const HeaderRule& rule : placed.rules) {
    shortest = std::min(shortest, rule.length_in);
    if (const VerticalLine* line = line_under(rule)) strengths.push_back(line->strength);
  }
  if (strengths.size() < 2) return;
  const auto middle = strengths.begin() + static_cast<std::ptrdiff_t>(strengths.size() / 2);
  std::nth_element(strengths.begin(), middle, strengths.end());
  for (const HeaderRule& rule : rules) {
    const bool is_known = std::any_of(placed.rules.begin(), placed.rules.end(),
                                      [&](const HeaderRule& other) { return other.x == rule.x; });
    const VerticalLine* line = line_under(rule);
    if (!is_known && line != nullptr && line->strength > kLeastStrength * *middle &&
        rule.length_in > kLeastShare * shortest)
      placed.rules.push_back(rule);
  }
}

}  // namespace

std::vector<HeaderRule> find_header_rules(const cv::Mat& ink, double dpi) {
  std::vector<HeaderRule> rules;
  const int piece = static_cast<int>(kLeastPieceIn * dpi);
  if (ink.rows < piece) return rules;
  std::vector<HeaderRule> pieces;
  // Heavy rules show however much dirt stands beside them.
  const cv::Mat heavy = upright_ink(ink, piece);
  add_pieces(ink, heavy, dpi, pieces);
  // A rule that leans by a pixel or two is still one.
  cv::Mat leaning;
  cv::dilate(ink, leaning, cv::getStructuringElement(cv::MORPH_RECT, cv::Size(3, 1)));
  leaning = upright_ink(leaning, piece);
  cv::Mat beside;
  cv::dilate(heavy, beside, cv::getStructuringElement(cv::MORPH_RECT, cv::Size(5, 5)));
  leaning &= ~beside;
  add_pieces(ink, upright_ink(leaning, piece), dpi, pieces);

  std::sort(pieces.begin(), pieces.end(), [](const HeaderRule& a, const HeaderRule& b) { return a.x < b.x; });
  const HeaderRule* before = nullptr;
  for (const HeaderRule& one : pieces) {
    // Tracks side by side may each have an edge of their own.
    const bool is_other =
        before != nullptr && one.x - before->x > kApartIn * dpi && are_abreast(*before, one, dpi);
    before = &one;
    if (!rules.empty() && !is_other && one.x - rules.back().x < kSameRuleIn * dpi) {
      const double all = rules.back().length_in + one.length_in;
      rules.back().x = (rules.back().x * rules.back().length_in + one.x * one.length_in) / all;
      rules.back().length_in = all;
      rules.back().bottom = std::max(rules.back().bottom, one.bottom);
      rules.back().top = std::min(rules.back().top, one.top);
      if (one.body_in > rules.back().body_in) {
        rules.back().body_in = one.body_in;
        rules.back().body_bottom = one.body_bottom;
      }
    } else {
      rules.push_back(one);
    }
  }
  drop_forests(rules, dpi);
  // Tables above the header have rules too; they end higher.
  double lowest = 0.0;
  for (const HeaderRule& rule : rules) lowest = std::max(lowest, rule.bottom);
  std::erase_if(rules, [&](const HeaderRule& rule) { return rule.bottom < lowest - kEndTogetherIn * dpi; });
  return rules;
}

std::vector<VerticalLine> with_header_rules(std::vector<VerticalLine> lines,
                                            const std::vector<HeaderRule>& rules, double dpi) {
  if (rules.empty() || lines.empty()) return lines;
  Placed best;
  const auto ends_at = [&](const HeaderRule& rule, double row) {
    return std::min(std::abs(rule.bottom - row), std::abs(rule.body_bottom - row)) < kTogetherIn * dpi;
  };
  for (const HeaderRule& lowest : rules) {
    // The edges of a header's boxes end together; tables above it have edges too, and end higher.
    std::vector<HeaderRule> together;
    for (const HeaderRule& rule : rules)
      if (ends_at(rule, lowest.bottom)) together.push_back(rule);
    drop_short(together);
    Placed placed = place_over(lines, std::move(together), dpi);
    if (placed.score > best.score + 1e-9) best = std::move(placed);
  }
  add_higher_ones(lines, rules, dpi, best);
  std::vector<VerticalLine> told;
  for (const HeaderRule& rule : best.rules) {
    VerticalLine& line = told.emplace_back();
    line.x = rule.x + best.shift;
    line.header_in = rule.length_in;
  }
  return with_told_lines(std::move(lines), told, kOverIn * dpi);
}

double top_of_boxes(const std::vector<HeaderRule>& rules, const std::vector<double>& edges, double dpi) {
  constexpr std::size_t kLeastEdges = 4;
  constexpr double kSameTopIn = 0.1;
  if (edges.size() < kLeastEdges) return -1.0;
  std::vector<double> tops;
  for (const double x : edges) {
    const auto nearest = std::min_element(
        rules.begin(), rules.end(),
        [&](const HeaderRule& a, const HeaderRule& b) { return std::abs(a.x - x) < std::abs(b.x - x); });
    if (nearest == rules.end() || std::abs(nearest->x - x) > kMostShiftIn * dpi) return -1.0;
    tops.push_back(nearest->top);
  }
  std::sort(tops.begin(), tops.end());
  return tops[1] - tops[0] < kSameTopIn * dpi ? tops[0] : -1.0;
}

}  // namespace logdigitise::sheet
