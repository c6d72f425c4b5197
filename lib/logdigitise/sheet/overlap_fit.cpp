// Two sheets laid on each other to a fraction of a pixel.

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "logdigitise/sheet/sheet_overlap.hpp"

namespace logdigitise::sheet {

namespace {

constexpr int kParts = 6;            // Of the width.
constexpr double kReachIn = 0.12;    // Down, around the peak.
constexpr double kAcrossIn = 0.025;  // To the right.
constexpr double kMostRowsIn = 1.5;  // Around the middle of the overlap.
constexpr int kLeastRows = 8;
constexpr int kNear = 3;  // Px: the same height.
constexpr int kSharpPx = 2;
constexpr double kCurveEnergy = 0.08;  // Of a thin curve, a row, at 100 dpi.
constexpr double kLeastPeak = 0.04;    // A peak that stands out less is not worth turning for.
constexpr double kSteepestTurn = 0.024;
constexpr double kTurnStep = 0.003;
constexpr int kEnoughParts = 5;
constexpr double kEnoughSpread = 0.5;  // Px.

/// The windows of two bands that are laid on each other.
struct Windows {
  int rows = 0;
  int columns = 0;  // Of a part.
  int first = 0;    // Row and column of the lower band.
  int from = 0;
  int reach = 0;
  int across = 0;
  cv::Mat above;  // `reach` rows more at both ends, `across` columns more at both sides.
  cv::Mat below;
};

struct Maps {
  cv::Mat total;                  // Mean correlation by height and side: all ink, and what does not repeat.
  std::vector<cv::Mat> of_parts;  // Products of all ink.
};

cv::Mat flattened(cv::Mat fine, double sigma) {
  cv::GaussianBlur(fine, fine, {}, sigma);
  cv::Mat wide;
  cv::boxFilter(fine, wide, CV_32F, {41, 41});
  return fine - wide;
}

cv::Mat all_ink(const cv::Mat& ink) {
  cv::Mat fine;
  ink.convertTo(fine, CV_32F, 1.0 / 255.0);
  return flattened(fine, 1.0);
}

cv::Mat unlike_ink(const cv::Mat& ink, double dpi) {
  cv::Mat fine;
  ink.convertTo(fine, CV_32F, 1.0 / 255.0);
  return flattened(without_lines(fine, static_cast<int>(0.64 * dpi)), 1.2);
}

cv::Mat cut_out(const cv::Mat& from, cv::Rect wanted) {
  cv::Mat out(wanted.size(), from.type(), cv::Scalar(0));
  const cv::Rect have = wanted & cv::Rect(0, 0, from.cols, from.rows);
  if (!have.empty()) from(have).copyTo(out(have - wanted.tl()));
  return out;
}

Windows cut_windows(const StraightBand& upper, const StraightBand& lower, const OverlapPeak& peak,
                    double dpi) {
  Windows w;
  const auto down = static_cast<int>(peak.down);
  const auto right = static_cast<int>(peak.right);
  const int common = std::min(upper.first_row + upper.ink.rows - down, lower.ink.rows);
  w.rows = std::min(common, static_cast<int>(kMostRowsIn * dpi));
  if (w.rows < kLeastRows) return {};
  w.reach = std::max(6, static_cast<int>(kReachIn * dpi));
  w.across = std::max(2, static_cast<int>(kAcrossIn * dpi));
  w.first = (common - w.rows) / 2;
  w.from = std::max(0, -right);
  w.columns = (std::min(lower.ink.cols, upper.ink.cols - right) - w.from) / kParts;
  w.above = cut_out(upper.ink, {w.from + right - w.across, w.first + down - upper.first_row - w.reach,
                                kParts * w.columns + 2 * w.across, w.rows + 2 * w.reach});
  w.below = lower.ink(cv::Rect(w.from, w.first, kParts * w.columns, w.rows));
  return w;
}

/// The lower window with each column moved so that lines that rise by `turn` to the right come to lie level.
cv::Mat turned(const cv::Mat& ink, double turn) {
  if (turn == 0.0) return ink;
  cv::Mat out(ink.size(), ink.type(), cv::Scalar(0));
  for (int x = 0; x < ink.cols; ++x) {
    const auto by = static_cast<int>(std::lround(turn * (x - 0.5 * ink.cols)));
    const int rows = ink.rows - std::abs(by);
    if (rows <= 0) continue;
    ink(cv::Rect(x, std::max(0, -by), 1, rows)).copyTo(out(cv::Rect(x, std::max(0, by), 1, rows)));
  }
  return out;
}

/// Correlation of two pictures, part by part and together.
cv::Mat correlate(const cv::Mat& a, const cv::Mat& b, int columns, int across, std::vector<cv::Mat>* parts) {
  cv::Mat ab;
  cv::Mat aa;
  for (int t = 0; t < kParts; ++t) {
    const cv::Mat upper = a.colRange(t * columns, (t + 1) * columns + 2 * across);
    const cv::Mat tile = b.colRange(t * columns, (t + 1) * columns);
    cv::Mat product;
    cv::matchTemplate(upper, tile, product, cv::TM_CCORR);
    cv::Mat squares;
    cv::boxFilter(upper.mul(upper), squares, CV_32F, tile.size(), {0, 0}, false, cv::BORDER_CONSTANT);
    squares = squares(cv::Rect(0, 0, product.cols, product.rows));
    ab = ab.empty() ? product.clone() : cv::Mat(ab + product);
    aa = aa.empty() ? squares.clone() : cv::Mat(aa + squares);
    if (parts != nullptr) parts->push_back(product);
  }
  const double bb = b.dot(b) + 1e-6;
  cv::max(aa, 1e-6, aa);
  aa *= bb;
  cv::sqrt(aa, aa);
  return ab / aa;
}

Maps lay(const Windows& w, double turn, double dpi) {
  const cv::Mat below = turned(w.below, turn);
  Maps maps;
  const cv::Mat all = correlate(all_ink(w.above), all_ink(below), w.columns, w.across, &maps.of_parts);
  const cv::Mat unlike =
      correlate(unlike_ink(w.above, dpi), unlike_ink(below, dpi), w.columns, w.across, nullptr);
  maps.total = 0.5 * (all + unlike);
  return maps;
}

double vertex(double before, double at, double after) {
  const double curvature = before - 2.0 * at + after;
  return curvature < 0.0 ? std::clamp(0.5 * (before - after) / curvature, -0.5, 0.5) : 0.0;
}

/// Where a part lies by itself.
struct PartPlace {
  double x = 0.0;
  double down = 0.0;
  double weight = 0.0;
};

std::vector<PartPlace> places_of_parts(const Windows& w, const Maps& maps, cv::Point at) {
  std::vector<PartPlace> found;
  for (int t = 0; t < kParts; ++t) {
    const cv::Mat& map = maps.of_parts[static_cast<std::size_t>(t)];
    const auto value = [&](int y) { return static_cast<double>(map.at<float>(y, at.x)); };
    const int from = std::max(1, at.y - kNear);
    const int to = std::min(map.rows - 1, at.y + kNear + 1);
    int best = from;
    for (int y = from; y < to; ++y)
      if (value(y) > value(best)) best = y;
    if (best <= from || best + 1 >= to) continue;
    const double bend = 2.0 * value(best) - value(best - 1) - value(best + 1);
    found.push_back({w.from + (t + 0.5) * w.columns,
                     best - w.reach + vertex(value(best - 1), value(best), value(best + 1)),
                     std::max(1e-9, bend)});
  }
  return found;
}

/// A straight line through the parts' places.
void fit_line(const std::vector<PartPlace>& parts, OverlapFit& fit) {
  double w = 0.0;
  double wx = 0.0;
  double wd = 0.0;
  for (const PartPlace& one : parts) {
    w += one.weight;
    wx += one.weight * one.x;
    wd += one.weight * one.down;
  }
  fit.x = wx / w;
  const double down = wd / w;
  double xx = 1e-9;
  double xd = 0.0;
  for (const PartPlace& one : parts) {
    xx += one.weight * (one.x - fit.x) * (one.x - fit.x);
    xd += one.weight * (one.x - fit.x) * (one.down - down);
  }
  fit.turn = xd / xx;
  fit.down = down;
  fit.spread_px = 0.0;
  for (const PartPlace& one : parts)
    fit.spread_px += one.weight * std::abs(one.down - down - fit.turn * (one.x - fit.x)) / w;
}

/// Correlation of what does not repeat at one place, without the two neighbouring twelfths of the width that
/// are most alike.
double unlike_elsewhere(const Windows& w, double turn, cv::Point at, double dpi) {
  constexpr int kTwelfths = 12;
  const cv::Mat b = unlike_ink(turned(w.below, turn), dpi);
  const cv::Mat a = unlike_ink(w.above, dpi)(cv::Rect(at.x, at.y, b.cols, b.rows));
  std::vector<cv::Vec3d> sums;  // ab, aa, bb.
  for (int t = 0; t < kTwelfths; ++t) {
    const cv::Range columns(t * b.cols / kTwelfths, (t + 1) * b.cols / kTwelfths);
    const cv::Mat u = a.colRange(columns);
    const cv::Mat v = b.colRange(columns);
    sums.emplace_back(u.dot(v), u.dot(u), v.dot(v));
  }
  cv::Vec3d all;
  for (const cv::Vec3d& one : sums) all += one;
  // Where nothing is drawn, what is left of broken lines proves nothing: that of a curve counts as noise.
  const double floor = kCurveEnergy * (dpi / 100.0) * w.rows;
  double least = 1.0;
  for (std::size_t t = 1; t < sums.size(); ++t) {
    const cv::Vec3d rest = all - sums[t - 1] - sums[t];
    least = std::min(least, rest[0] / std::sqrt((floor + rest[1]) * (floor + rest[2])));
  }
  return std::max(0.0, least);
}

OverlapFit fit_turned(const Windows& w, const OverlapPeak& peak, double turn, double dpi) {
  OverlapFit fit;
  const Maps maps = lay(w, turn, dpi);
  cv::Point at;
  cv::minMaxLoc(maps.total, nullptr, &fit.score, nullptr, &at);
  fit.unlike = unlike_elsewhere(w, turn, at, dpi);
  const int up = std::max(0, at.y - kSharpPx);
  const int down = std::min(maps.total.rows - 1, at.y + kSharpPx);
  fit.sharpness = 1.0 - std::max(maps.total.at<float>(up, at.x), maps.total.at<float>(down, at.x)) /
                            std::max(1e-9, fit.score);
  cv::Mat elsewhere = maps.total.clone();
  elsewhere.rowRange(std::max(0, at.y - kNear), std::min(elsewhere.rows, at.y + kNear + 1)).setTo(0);
  cv::minMaxLoc(elsewhere, nullptr, &fit.second);
  fit.rows = w.rows;
  fit.lower_row = w.first + 0.5 * w.rows;
  fit.right = peak.right + at.x - w.across;
  const std::vector<PartPlace> parts = places_of_parts(w, maps, at);
  fit.parts = static_cast<int>(parts.size());
  fit.x = w.from + 0.5 * kParts * w.columns;
  fit.down = at.y - w.reach;
  if (parts.size() > 1) fit_line(parts, fit);
  // The turn moved the columns about the middle of the window.
  fit.down += peak.down + turn * (fit.x - (w.from + 0.5 * kParts * w.columns));
  fit.turn += turn;
  return fit;
}

}  // namespace

OverlapFit fit_overlap(const StraightBand& upper, const StraightBand& lower, const OverlapPeak& peak,
                       double dpi) {
  const Windows windows = cut_windows(upper, lower, peak, dpi);
  if (windows.rows == 0) return {};
  OverlapFit best = fit_turned(windows, peak, 0.0, dpi);
  if (best.parts >= kEnoughParts && best.spread_px < kEnoughSpread) return best;
  if (peak.score - peak.second < kLeastPeak) return best;
  for (double turn = -kSteepestTurn; turn < kSteepestTurn + 1e-9; turn += kTurnStep) {
    const OverlapFit fit = fit_turned(windows, peak, turn, dpi);
    if (fit.score > 1.05 * best.score) best = fit;
  }
  return best;
}

double overlap_confidence(const OverlapPeak& peak, const OverlapFit& fit) {
  if (fit.parts < 4 || fit.spread_px > 0.6) return 0.0;
  const double clear = std::max(0.0, 1.0 - peak.second / std::max(1e-9, peak.score));
  return std::min(1.0, 10.0 * peak.score * fit.unlike * clear);
}

}  // namespace logdigitise::sheet
