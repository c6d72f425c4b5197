#include "logdigitise/sheet/line_samples.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

namespace logdigitise::sheet {

namespace {

constexpr double kThickestIn = 0.05;     // The heaviest line sample, 2.5 pt, that bleeds.
constexpr double kFreeIn = 0.04;         // So far above and below a line there is no other ink.
constexpr double kWornIn = 0.02;         // Gaps of a worn rule.
constexpr double kRuleIn = 0.35;         // Level ink this long is a rule, or a line itself.
constexpr double kLeastSpan = 0.45;      // Of the track.
constexpr double kLeastFree = 0.55;      // Share of a line's columns that are free,
constexpr double kLeastFreeWhole = 0.2;  // and of one without gaps, which no text looks like.
constexpr double kLongestGapIn = 0.22;
constexpr double kLeastCovered = 0.07;
constexpr double kLeastAlike = 0.6;  // Share of the dashes that are as long as their median.
constexpr int kLeastDashes = 6;
constexpr int kLeastLongDashes = 4;  // Of a line over most of a narrow track.
constexpr double kMostOfTrack = 0.75;
constexpr double kLeastDashShare = 0.7;  // Of the dashes that touch nothing else.
constexpr int kLeastOfWorn = 3;          // Pieces of a worn line,
constexpr double kLeastOwnOfWorn = 0.8;  // of which so many touch nothing else,
constexpr double kLeastFreeWorn = 0.75;  // and so much is free.
constexpr double kUneven = 0.35;         // Of the median thickness: what a column may differ from it.
constexpr double kLeastEven = 0.7;       // Share of the columns that do not differ.
constexpr double kSolidCovered = 0.93;
constexpr double kLongestDotPt = 2.6;
constexpr double kMostDotted = 0.75;
constexpr double kLongestDashPt = 7.7;    // A longer dash is a long dash, and so is one that
constexpr double kLeastLongDashPt = 5.0;  // is so long at least
constexpr double kLongDashShare = 0.72;   // and so large a share of dash and gap.

struct Run {
  int first = 0;
  int last = 0;  ///< Exclusive.
  [[nodiscard]] int length() const { return last - first; }
};

double median(std::vector<double> values) {
  if (values.empty()) return 0.0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Ink whose vertical run is no longer than a line is thick.
cv::Mat thin_ink(const cv::Mat& ink, int thickest) {
  cv::Mat tall;
  cv::morphologyEx(ink, tall, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_RECT, cv::Size(1, thickest + 1)), cv::Point(-1, -1), 1,
                   cv::BORDER_CONSTANT, cv::Scalar(0));
  return ink & ~tall;
}

/// Columns in which a line around `row` has ink, as runs.
std::vector<Run> runs_along(const cv::Mat& thin, int row, int reach) {
  std::vector<Run> runs;
  for (int x = 0; x < thin.cols; ++x) {
    bool on = false;
    for (int y = std::max(0, row - reach); y <= std::min(thin.rows - 1, row + reach); ++y)
      on = on || thin.at<std::uint8_t>(y, x) != 0;
    if (!on) continue;
    if (!runs.empty() && runs.back().last == x)
      ++runs.back().last;
    else
      runs.push_back({x, x + 1});
  }
  return runs;
}

/// The stretches of runs without a gap that no broken line has, from left to right. A run of `solid` px is no
/// dash: from the next one it is divided by a smaller gap, `solid_gap`.
std::vector<std::vector<Run>> stretches_of(const std::vector<Run>& runs, double longest_gap,
                                           double solid = 1e9, double solid_gap = 1e9) {
  std::vector<std::vector<Run>> stretches;
  for (const Run& run : runs) {
    bool is_apart = stretches.empty();
    if (!is_apart) {
      const Run& before = stretches.back().back();
      const int gap = run.first - before.last;
      is_apart = gap > longest_gap || (gap > solid_gap && std::max(run.length(), before.length()) > solid);
    }
    if (is_apart) stretches.emplace_back();
    stretches.back().push_back(run);
  }
  return stretches;
}

int span_of(const std::vector<Run>& runs) { return runs.empty() ? 0 : runs.back().last - runs.front().first; }

/// The longest of them.
std::vector<Run> longest_stretch(const std::vector<Run>& runs, double longest_gap) {
  std::vector<Run> best;
  for (std::vector<Run>& stretch : stretches_of(runs, longest_gap))
    if (span_of(stretch) > span_of(best)) best = std::move(stretch);
  return best;
}

/// Without level rules: a frame may run close below a line sample.
cv::Mat without_rules(const cv::Mat& ink, const cv::Mat& thin, double dpi) {
  cv::Mat rules;
  // Worn rules have gaps.
  cv::morphologyEx(
      thin, rules, cv::MORPH_CLOSE,
      cv::getStructuringElement(cv::MORPH_RECT, cv::Size(static_cast<int>(kWornIn * dpi) | 1, 1)));
  cv::morphologyEx(rules, rules, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_RECT, cv::Size(static_cast<int>(kRuleIn * dpi), 1)),
                   cv::Point(-1, -1), 1, cv::BORDER_CONSTANT, cv::Scalar(0));
  // The ragged sides of a rule belong to it.
  cv::dilate(rules, rules, cv::getStructuringElement(cv::MORPH_RECT, cv::Size(3, 3)));
  return ink & ~(rules & thin);
}

/// `others`: ink that a line must be free of.
bool is_free(const cv::Mat& ink, const cv::Mat& others, int x, int row, int thickest, int free) {
  int top = row;
  int bottom = row;
  while (top > 0 && row - top < thickest && ink.at<std::uint8_t>(top - 1, x) != 0) --top;
  while (bottom + 1 < ink.rows && bottom - row < thickest && ink.at<std::uint8_t>(bottom + 1, x) != 0)
    ++bottom;
  for (int y = std::max(0, top - free); y < top; ++y)
    if (others.at<std::uint8_t>(y, x) != 0) return false;
  for (int y = bottom + 1; y <= std::min(ink.rows - 1, bottom + free); ++y)
    if (others.at<std::uint8_t>(y, x) != 0) return false;
  return true;
}

/// Without the specks and breaks of a bad print.
std::vector<Run> mended(const std::vector<Run>& runs, int speck) {
  std::vector<Run> result;
  for (const Run& run : runs) {
    if (!result.empty() && run.first - result.back().last <= speck)
      result.back().last = run.last;
    else
      result.push_back(run);
  }
  return result;
}

/// `pen_px`: thickness of the line. Its round ends make a dash longer, and a gap shorter, than was meant.
layout::LineStyle style_of(const std::vector<Run>& runs, double covered, double pen_px, double dpi) {
  if (covered > kSolidCovered) return layout::LineStyle::kSolid;
  if (static_cast<int>(runs.size()) < kLeastDashes && covered > 0.85) return layout::LineStyle::kSolid;
  std::vector<double> on;
  std::vector<double> off;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    on.push_back((runs[i].length() - 0.5 * pen_px) * 72.0 / dpi);
    if (i > 0) off.push_back((runs[i].first - runs[i - 1].last + 0.5 * pen_px) * 72.0 / dpi);
  }
  const double dash = median(on);
  const double gap = median(off);
  // Dots leave more paper than a worn solid line does.
  if (dash < kLongestDotPt && covered > kMostDotted) return layout::LineStyle::kSolid;
  if (dash < kLongestDotPt) return layout::LineStyle::kDotted;
  const bool is_long =
      dash > kLongestDashPt || (dash > kLeastLongDashPt && dash > kLongDashShare * (dash + gap));
  return is_long ? layout::LineStyle::kLongDash : layout::LineStyle::kDashed;
}

/// The piece of ink that each pixel belongs to.
struct Pieces {
  cv::Mat labels;
  cv::Mat stats;
  [[nodiscard]] int height_at(int y, int x) const {
    const int label = labels.at<int>(y, x);
    return label == 0 ? 0 : stats.at<int>(label, cv::CC_STAT_HEIGHT);
  }
};

Pieces pieces_of(const cv::Mat& ink) {
  Pieces pieces;
  cv::Mat centres;
  cv::connectedComponentsWithStats(ink, pieces.labels, pieces.stats, centres, 8);
  return pieces;
}

/// Height of the tallest piece of ink that a run is part of.
int height_of(const Run& run, const Pieces& pieces, int row) {
  int height = 0;
  for (int x = run.first; x < run.last; ++x)
    for (int y = std::max(0, row - 1); y <= std::min(pieces.labels.rows - 1, row + 1); ++y)
      height = std::max(height, pieces.height_at(y, x));
  return height;
}

/// Share of the runs that are pieces of their own: dashes are, strokes of letters are not.
double share_of_dashes(const std::vector<Run>& runs, const Pieces& pieces, int row, int thickest) {
  int dashes = 0;
  for (const Run& run : runs) dashes += height_of(run, pieces, row) <= thickest + 2 ? 1 : 0;
  return static_cast<double>(dashes) / static_cast<double>(runs.size());
}

/// The piece of ink that a run belongs to; 0 if there is none.
int label_of(const Run& run, const Pieces& pieces, int row) {
  for (int x = run.first; x < run.last; ++x)
    for (const int y : {row, row - 1, row + 1})
      if (y >= 0 && y < pieces.labels.rows && pieces.labels.at<int>(y, x) != 0)
        return pieces.labels.at<int>(y, x);
  return 0;
}

/// How many of the runs, from the last one, are of the digits of a value that stands on the line's level: a
/// line runs through the middle of them, not along their feet. Noughts may have a dot in them, and a sign may
/// stand before them, which is outside where the value is on the left.
std::size_t runs_of_value(const std::vector<Run>& runs, const Pieces& pieces, int row, bool is_left,
                          double dpi) {
  constexpr double kWidestStrokeIn = 0.12;
  constexpr double kLowestDigitIn = 0.045;
  constexpr double kTallestDigitIn = 0.22;
  constexpr double kWidestSignIn = 0.08;
  constexpr double kSignBesideIn = 0.06;
  const auto is_of_digit = [&](const Run& run) {
    const int label = label_of(run, pieces, row);
    const int height = pieces.stats.at<int>(label, cv::CC_STAT_HEIGHT);
    const double middle = (row + 0.5 - pieces.stats.at<int>(label, cv::CC_STAT_TOP)) / height;
    return run.length() <= kWidestStrokeIn * dpi && label != 0 && height > kLowestDigitIn * dpi &&
           height < kTallestDigitIn * dpi && middle > 0.25 && middle < 0.75;
  };
  const auto gap_between = [](const Run& a, const Run& b) {
    return std::max(a.first, b.first) - std::min(a.last, b.last);
  };
  const auto from_end = [&](std::size_t i) -> const Run& { return runs[runs.size() - 1 - i]; };
  std::size_t count = 0;
  const auto may_be_sign = [&](std::size_t i, std::size_t digit) {
    // It stands alone: the head of an arrow does not.
    const int width = pieces.stats.at<int>(label_of(from_end(i), pieces, row), cv::CC_STAT_WIDTH);
    return width <= kWidestSignIn * dpi && is_of_digit(from_end(digit)) &&
           gap_between(from_end(i), from_end(digit)) <= kSignBesideIn * dpi;
  };
  if (is_left && runs.size() > 1 && !is_of_digit(from_end(0)) && may_be_sign(0, 1)) count = 1;
  for (; count < runs.size(); ++count) {
    if (is_of_digit(from_end(count))) continue;
    const bool is_inside =
        count > 0 && count + 1 < runs.size() &&
        label_of(from_end(count + 1), pieces, row) == label_of(from_end(count - 1), pieces, row);
    if (!is_inside) break;
  }
  const bool has_sign = !is_left && count > 0 && count + 1 < runs.size() && may_be_sign(count, count - 1) &&
                        gap_between(from_end(count), from_end(count + 1)) >
                            2 * gap_between(from_end(count), from_end(count - 1));
  return has_sign ? count + 1 : count;
}

/// Without the digits of values that stand on the line's level, to its left and right.
std::vector<Run> without_values(std::vector<Run> runs, const Pieces& pieces, int row, double dpi) {
  for (const bool is_left : {false, true}) {
    const std::size_t count = runs_of_value(runs, pieces, row, is_left, dpi);
    runs.resize(std::max(runs.size() - count, std::min<std::size_t>(runs.size(), 1)));
    std::reverse(runs.begin(), runs.end());
  }
  return runs;
}

/// Share of the dashes that are about as long as their median.
double share_of_alike(const std::vector<Run>& runs) {
  std::vector<double> lengths;
  for (const Run& run : runs) lengths.push_back(run.length());
  const double usual = median(lengths);
  const double slack = std::max(2.0, 0.4 * usual);
  const auto alike = std::count_if(lengths.begin(), lengths.end(),
                                   [&](double length) { return std::abs(length - usual) <= slack; });
  return static_cast<double>(alike) / static_cast<double>(lengths.size());
}

/// The line that `runs` of a row are, if they are one. `most_of_track`, px: over so much a line of long
/// dashes needs few of them.
std::optional<LineSample> sample_of(const cv::Mat& ink, const cv::Mat& others, const cv::Mat& thin,
                                    const Pieces& pieces, int row, const std::vector<Run>& runs,
                                    double most_of_track, double dpi) {
  const int thickest = std::max(3, static_cast<int>(std::lround(kThickestIn * dpi)));
  const int free = std::max(3, static_cast<int>(std::lround(kFreeIn * dpi)));
  LineSample sample;
  sample.x_left = runs.front().first;
  sample.x_right = runs.back().last;
  int inked = 0;
  int alone = 0;
  std::vector<double> thickness;
  double moment = 0.0;
  for (const Run& run : runs) {
    for (int x = run.first; x < run.last; ++x) {
      ++inked;
      int here = row;
      for (const int d : {0, -1, 1}) {
        const int y = std::clamp(row + d, 0, ink.rows - 1);
        if (thin.at<std::uint8_t>(y, x) == 0) continue;
        here = y;
        break;
      }
      if (!is_free(ink, others, x, here, thickest, free)) continue;
      ++alone;
      int top = here;
      int bottom = here;
      while (top > 0 && ink.at<std::uint8_t>(top - 1, x) != 0) --top;
      while (bottom + 1 < ink.rows && ink.at<std::uint8_t>(bottom + 1, x) != 0) ++bottom;
      thickness.push_back(bottom - top + 1);
      moment += 0.5 * (top + bottom) + 0.5;
    }
  }
  sample.covered = inked / (sample.x_right - sample.x_left);
  const double least_free = sample.covered > kSolidCovered ? kLeastFreeWhole : kLeastFree;
  if (thickness.empty() || alone < least_free * inked || sample.covered < kLeastCovered) return std::nullopt;
  sample.thickness_px = median(thickness);
  const double uneven = std::max(1.0, kUneven * sample.thickness_px);
  const auto even = std::count_if(thickness.begin(), thickness.end(),
                                  [&](double t) { return std::abs(t - sample.thickness_px) <= uneven; });
  if (static_cast<double>(even) < kLeastEven * static_cast<double>(thickness.size())) return std::nullopt;
  sample.y = moment / static_cast<double>(thickness.size());
  const std::vector<Run> whole = mended(runs, std::max(1, static_cast<int>(0.006 * dpi)));
  sample.style = style_of(whole, sample.covered, sample.thickness_px, dpi);
  if (sample.style != layout::LineStyle::kSolid) {
    // A broken line repeats itself; letters do not.
    const bool is_long =
        sample.style == layout::LineStyle::kLongDash && sample.x_right - sample.x_left > most_of_track;
    const double alike = share_of_alike(whole);
    const double own = share_of_dashes(whole, pieces, row, thickest);
    const bool are_enough = static_cast<int>(whole.size()) >= (is_long ? kLeastLongDashes : kLeastDashes);
    sample.is_uneven = !are_enough || alike < kLeastAlike;
    const bool may_be_worn = static_cast<int>(whole.size()) >= kLeastOfWorn && own >= kLeastOwnOfWorn &&
                             alone >= kLeastFreeWorn * inked;
    if (own < kLeastDashShare || (sample.is_uneven && !may_be_worn)) return std::nullopt;
  }
  return sample;
}

/// Whether two finds are rows of one line, or pieces of one that leans.
bool is_same_line(const LineSample& one, const LineSample& other, int thickest, bool may_be_beside) {
  constexpr double kLeaning = 0.5;  // Pieces of one line overlap by less of the shorter one.
  const double apart = std::abs(one.y - other.y);
  const double overlap = std::min(one.x_right, other.x_right) - std::max(one.x_left, other.x_left);
  if (may_be_beside && overlap < 0.0) return false;
  if (apart < 0.5 * (one.thickness_px + other.thickness_px) + 2.0) return true;
  const double shorter = std::min(one.x_right - one.x_left, other.x_right - other.x_left);
  return apart < 2.0 * thickest && overlap < kLeaning * shorter;
}

/// With the ink of its row.
using FoundSample = std::pair<double, LineSample>;

/// Rows of one line say the same: the one with the most ink speaks for it.
std::vector<LineSample> one_of_each(std::vector<FoundSample> found, int thickest, bool may_be_beside) {
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<LineSample> samples;
  for (const auto& [count, sample] : found) {
    const bool known =
        std::any_of(samples.begin(), samples.end(), [&, own = sample](const LineSample& other) {
          return is_same_line(own, other, thickest, may_be_beside);
        });
    if (!known) samples.push_back(sample);
  }
  std::sort(samples.begin(), samples.end(),
            [](const LineSample& a, const LineSample& b) { return a.y < b.y; });
  return samples;
}

/// Solid lines that are thicker than any other, up to 0.1 in: level bars with paper above and below.
/// `others`: the ink without thin rules.
std::vector<LineSample> find_bars(const cv::Mat& ink, const cv::Mat& others, int thickest, double dpi) {
  constexpr double kHeaviestIn = 0.1;
  constexpr double kPieceIn = 0.3;
  constexpr double kLeastFilled = 0.8;
  constexpr double kMostBeside = 0.5;  // Of its columns: values and a name may touch it.
  cv::Mat bars;
  cv::morphologyEx(ink, bars, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_RECT, cv::Size(static_cast<int>(kPieceIn * dpi), 1)),
                   cv::Point(-1, -1), 1, cv::BORDER_CONSTANT, cv::Scalar(0));
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(bars, labels, stats, centres, 8);
  const int free = std::max(3, static_cast<int>(std::lround(kFreeIn * dpi)));
  std::vector<LineSample> found;
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    if (box.height <= thickest || box.height > kHeaviestIn * dpi || box.width < kLeastSpan * ink.cols ||
        stats.at<int>(i, cv::CC_STAT_AREA) < kLeastFilled * box.area())
      continue;
    const auto share_beside = [&](int first, int last) {
      first = std::max(first, 0);
      last = std::min(last, ink.rows);
      if (first >= last) return 0.0;
      cv::Mat any;
      cv::reduce(others(cv::Range(first, last), cv::Range(box.x, box.x + box.width)), any, 0, cv::REDUCE_MAX);
      return cv::countNonZero(any) / static_cast<double>(box.width);
    };
    // Its sides are ragged.
    if (share_beside(box.y - 2 - free, box.y - 2) > kMostBeside ||
        share_beside(box.y + box.height + 2, box.y + box.height + 2 + free) > kMostBeside)
      continue;
    LineSample sample;
    sample.x_left = box.x;
    sample.x_right = box.x + box.width;
    sample.y = centres.at<double>(i, 1) + 0.5;
    sample.thickness_px = stats.at<int>(i, cv::CC_STAT_AREA) / static_cast<double>(box.width);
    sample.covered = 1.0;
    found.push_back(sample);
  }
  return found;
}

}  // namespace

std::vector<LineSample> find_line_samples(const cv::Mat& ink, double dpi) {
  if (ink.empty()) return {};
  const int thickest = std::max(3, static_cast<int>(std::lround(kThickestIn * dpi)));
  const cv::Mat thin = thin_ink(ink, thickest);
  const Pieces pieces = pieces_of(ink);
  const cv::Mat others = without_rules(ink, thin, dpi);
  std::vector<FoundSample> found;
  for (int row = 0; row < ink.rows; ++row) {
    const int count = cv::countNonZero(thin.row(row));
    if (count < 0.5 * kLeastCovered * kLeastSpan * ink.cols) continue;
    const std::vector<Run> runs =
        without_values(longest_stretch(runs_along(thin, row, 1), kLongestGapIn * dpi), pieces, row, dpi);
    if (runs.empty() || span_of(runs) < kLeastSpan * ink.cols) continue;
    if (const auto sample = sample_of(ink, others, thin, pieces, row, runs, kMostOfTrack * ink.cols, dpi))
      found.emplace_back(count, *sample);
  }
  for (const LineSample& bar : find_bars(ink, others, thickest, dpi))
    found.emplace_back(bar.thickness_px * ink.cols, bar);
  return one_of_each(std::move(found), thickest, false);
}

namespace {

/// Ink of upright rules, with the columns beside it.
cv::Mat upright_rules(const cv::Mat& ink, double dpi) {
  constexpr double kUprightIn = 0.25;
  cv::Mat rules;
  cv::morphologyEx(ink, rules, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_RECT, cv::Size(1, static_cast<int>(kUprightIn * dpi))),
                   cv::Point(-1, -1), 1, cv::BORDER_CONSTANT, cv::Scalar(0));
  cv::dilate(rules, rules, cv::getStructuringElement(cv::MORPH_RECT, cv::Size(5, 1)));
  return rules;
}

/// Divides runs at upright rules, and leaves out what runs from one rule to the next: frames of boxes.
std::vector<std::vector<Run>> between_rules(const std::vector<Run>& runs, const cv::Mat& rules, int row) {
  std::vector<int> before(static_cast<std::size_t>(rules.cols) + 1, 0);
  for (int x = 0; x < rules.cols; ++x)
    before[static_cast<std::size_t>(x) + 1] =
        before[static_cast<std::size_t>(x)] + (rules.at<std::uint8_t>(row, x) != 0 ? 1 : 0);
  const auto has_rule = [&](int first, int last) {
    return before[static_cast<std::size_t>(std::clamp(last, 0, rules.cols))] >
           before[static_cast<std::size_t>(std::clamp(first, 0, rules.cols))];
  };
  std::vector<std::vector<Run>> parts(1);
  for (const Run& run : runs) {
    if (!parts.back().empty() && has_rule(parts.back().back().last, run.first)) parts.emplace_back();
    Run rest = run;
    for (int x = run.first; x < run.last; ++x) {
      if (!has_rule(x, x + 1)) continue;
      if (x > rest.first) parts.back().push_back({rest.first, x});
      if (!parts.back().empty()) parts.emplace_back();
      rest.first = x + 1;
    }
    if (rest.length() > 0) parts.back().push_back(rest);
  }
  std::erase_if(parts, [&](const std::vector<Run>& part) {
    return part.empty() || (has_rule(part.front().first - 3, part.front().first + 1) &&
                            has_rule(part.back().last - 1, part.back().last + 3));
  });
  return parts;
}

}  // namespace

std::vector<LineSample> find_lines_anywhere(const cv::Mat& ink, double dpi) {
  constexpr double kShortestIn = 0.8;
  constexpr double kLongestIn = 6.0;
  constexpr double kMostIn = 1.5;
  constexpr double kSolidIn = 0.5;
  constexpr double kSolidGapIn = 0.08;
  if (ink.empty()) return {};
  const int thickest = std::max(3, static_cast<int>(std::lround(kThickestIn * dpi)));
  const cv::Mat thin = thin_ink(ink, thickest);
  const Pieces pieces = pieces_of(ink);
  const cv::Mat others = without_rules(ink, thin, dpi);
  const cv::Mat rules = upright_rules(ink, dpi);
  std::vector<FoundSample> found;
  for (int row = 0; row < ink.rows; ++row) {
    if (cv::countNonZero(thin.row(row)) < kLeastCovered * kShortestIn * dpi) continue;
    for (const std::vector<Run>& stretch :
         stretches_of(runs_along(thin, row, 1), kLongestGapIn * dpi, kSolidIn * dpi, kSolidGapIn * dpi)) {
      if (span_of(stretch) < kShortestIn * dpi) continue;
      for (const std::vector<Run>& part : between_rules(stretch, rules, row)) {
        const std::vector<Run> runs = without_values(part, pieces, row, dpi);
        if (span_of(runs) < kShortestIn * dpi || span_of(runs) > kLongestIn * dpi) continue;
        const auto sample = sample_of(ink, others, thin, pieces, row, runs, kMostIn * dpi, dpi);
        if (!sample || sample->is_uneven) continue;
        const cv::Mat own =
            thin.row(row).colRange(static_cast<int>(sample->x_left), static_cast<int>(sample->x_right));
        found.emplace_back(cv::countNonZero(own), *sample);
      }
    }
  }
  return one_of_each(std::move(found), thickest, true);
}

}  // namespace logdigitise::sheet
