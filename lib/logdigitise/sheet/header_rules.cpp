#include "logdigitise/sheet/header_rules.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace logdigitise::sheet {

namespace {

constexpr double kLeastPieceIn = 0.3;
constexpr double kSameRuleIn = 0.04;    // Pieces this close are one rule.
constexpr double kEndTogetherIn = 1.3;  // The rules of one header end within this.
constexpr double kMostShiftIn = 0.12;
constexpr double kOverIn = 0.03;      // So close a rule stands over a line.
constexpr double kLeastShare = 0.45;  // Of the longest rule.

}  // namespace

std::vector<HeaderRule> find_header_rules(const cv::Mat& ink, double dpi) {
  std::vector<HeaderRule> rules;
  const int piece = static_cast<int>(kLeastPieceIn * dpi);
  if (ink.rows < piece) return rules;
  cv::Mat upright;
  // A rule that leans by a pixel or two is still one.
  cv::dilate(ink, upright, cv::getStructuringElement(cv::MORPH_RECT, cv::Size(3, 1)));
  cv::morphologyEx(upright, upright, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_RECT, cv::Size(1, piece)), cv::Point(-1, -1), 1,
                   cv::BORDER_CONSTANT, cv::Scalar(0));
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(upright, labels, stats, centres, 8);
  std::vector<HeaderRule> pieces;
  for (int i = 1; i < count; ++i) {
    if (stats.at<int>(i, cv::CC_STAT_WIDTH) > 0.1 * dpi)
      continue;  // A bar, a picture, the border of the scan.
    pieces.push_back(
        {centres.at<double>(i, 0) + 0.5, stats.at<int>(i, cv::CC_STAT_HEIGHT) / dpi,
         static_cast<double>(stats.at<int>(i, cv::CC_STAT_TOP) + stats.at<int>(i, cv::CC_STAT_HEIGHT))});
  }
  std::sort(pieces.begin(), pieces.end(), [](const HeaderRule& a, const HeaderRule& b) { return a.x < b.x; });
  for (const HeaderRule& one : pieces) {
    if (!rules.empty() && one.x - rules.back().x < kSameRuleIn * dpi) {
      const double all = rules.back().length_in + one.length_in;
      rules.back().x = (rules.back().x * rules.back().length_in + one.x * one.length_in) / all;
      rules.back().length_in = all;
      rules.back().bottom = std::max(rules.back().bottom, one.bottom);
    } else {
      rules.push_back(one);
    }
  }
  // Tables above the header have rules too; they end higher.
  double lowest = 0.0;
  for (const HeaderRule& rule : rules) lowest = std::max(lowest, rule.bottom);
  std::erase_if(rules, [&](const HeaderRule& rule) { return rule.bottom < lowest - kEndTogetherIn * dpi; });
  return rules;
}

std::vector<VerticalLine> with_header_rules(std::vector<VerticalLine> lines, std::vector<HeaderRule> rules,
                                            double dpi) {
  double longest = 0.0;
  for (const HeaderRule& rule : rules) longest = std::max(longest, rule.length_in);
  std::erase_if(rules, [&](const HeaderRule& rule) { return rule.length_in < kLeastShare * longest; });
  if (rules.empty() || lines.empty()) return lines;
  const double over = kOverIn * dpi;
  const auto nearest = [&](double x) {
    return std::min_element(lines.begin(), lines.end(), [&](const VerticalLine& a, const VerticalLine& b) {
      return std::abs(a.x - x) < std::abs(b.x - x);
    });
  };
  double best_shift = 0.0;
  double best = -1.0;
  for (double shift = -kMostShiftIn * dpi; shift <= kMostShiftIn * dpi; shift += 0.5) {
    double score = -0.002 * std::abs(shift);
    for (const HeaderRule& rule : rules) {
      const double miss = std::abs(nearest(rule.x + shift)->x - (rule.x + shift));
      if (miss < over) score += 1.0 - 0.5 * miss / over;
    }
    if (score > best) {
      best = score;
      best_shift = shift;
    }
  }
  std::vector<VerticalLine> added;
  for (const HeaderRule& rule : rules) {
    const auto line = nearest(rule.x + best_shift);
    if (std::abs(line->x - (rule.x + best_shift)) < over) {
      line->header_in += rule.length_in;
    } else {
      VerticalLine unprinted;
      unprinted.x = rule.x + best_shift;
      unprinted.header_in = rule.length_in;
      unprinted.is_printed = false;
      added.push_back(unprinted);
    }
  }
  lines.insert(lines.end(), added.begin(), added.end());
  std::sort(lines.begin(), lines.end(),
            [](const VerticalLine& a, const VerticalLine& b) { return a.x < b.x; });
  return lines;
}

}  // namespace logdigitise::sheet
