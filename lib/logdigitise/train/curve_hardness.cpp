#include "logdigitise/train/curve_hardness.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <optional>

namespace logdigitise::train {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr int kOwnInkPlane = 1;

/// The darkest of the three pixels around x.
double ink_at(const LabelledBand& band, int row, double x) {
  const int middle = static_cast<int>(std::floor(x));
  int most = 0;
  for (int c = std::max(0, middle - 1); c <= std::min(band.planes.columns() - 1, middle + 1); ++c)
    most = std::max<int>(most, band.planes.at(row, c, kOwnInkPlane));
  return most / 255.0;
}

/// Mean ink 4 to 8 px to both sides, where no curve is; none if there is no such pixel.
std::optional<double> ink_beside(const LabelledBand& band, int row, double x) {
  const int middle = static_cast<int>(std::floor(x));
  double sum = 0.0;
  int count = 0;
  for (int away = 4; away <= 8; ++away) {
    for (const int c : {middle - away, middle + away}) {
      if (c < 0 || c >= band.planes.columns() || band.labels.at(row, c) != 0) continue;
      sum += band.planes.at(row, c, kOwnInkPlane) / 255.0;
      ++count;
    }
  }
  if (count == 0) return std::nullopt;
  return sum / count;
}

/// Times that curve k passes from one side of another curve to the other.
int count_crossings(const LabelledBand& band, std::size_t k) {
  int crossings = 0;
  for (std::size_t j = 0; j < band.x_px.size(); ++j) {
    if (j == k) continue;
    int side = 0;
    for (std::size_t r = 0; r < band.x_px[k].size(); ++r) {
      const float apart = band.x_px[k][r] - band.x_px[j][r];
      // Within a pixel they run on one stroke: that is no crossing until one comes out on the other side.
      const int now = !std::isfinite(apart) || std::abs(apart) < 1.0F ? 0 : (apart > 0.0F ? 1 : -1);
      if (now == 0) continue;
      crossings += side != 0 && now != side ? 1 : 0;
      side = now;
    }
  }
  return crossings;
}

CurveHardness measure(const LabelledBand& band, std::size_t k) {
  std::vector<double> ink;
  double beside = 0.0;
  int beside_rows = 0;
  for (std::size_t r = 0; r < band.x_px[k].size(); ++r) {
    const double x = band.x_px[k][r];
    if (!std::isfinite(x)) continue;
    ink.push_back(ink_at(band, static_cast<int>(r), x));
    if (const auto paper = ink_beside(band, static_cast<int>(r), x)) {
      beside += *paper;
      ++beside_rows;
    }
  }
  if (ink.empty()) return {kNan, kNan, kNan};
  std::vector<double> sorted = ink;
  std::sort(sorted.begin(), sorted.end());
  const double dark = sorted[sorted.size() - 1 - sorted.size() / 10];
  double inked = 0.0;
  int inked_rows = 0;
  for (const double one : ink) {
    if (one < 0.5 * dark || one <= 0.0) continue;
    inked += one;
    ++inked_rows;
  }
  CurveHardness result;
  const auto rows = static_cast<double>(ink.size());
  result.duty = inked_rows / rows;
  result.contrast =
      (inked_rows > 0 ? inked / inked_rows : 0.0) - (beside_rows > 0 ? beside / beside_rows : 0.0);
  result.crossings = 1000.0 * count_crossings(band, k) / rows;
  return result;
}

/// Ranks from 0 to 1, smallest first, ties with their mean; NaN stays NaN.
std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (std::isfinite(values[i])) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> result(values.size(), kNan);
  const double last = std::max<double>(1.0, static_cast<double>(order.size()) - 1.0);
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i + 1;
    while (end < order.size() && values[order[end]] == values[order[i]]) ++end;
    const double rank = (static_cast<double>(i) + static_cast<double>(end - 1)) / 2.0 / last;
    for (; i < end; ++i) result[order[i]] = rank;
  }
  return result;
}

}  // namespace

std::vector<CurveHardness> measure_hardness(const LabelledBand& band) {
  std::vector<CurveHardness> result;
  for (std::size_t k = 0; k < band.x_px.size(); ++k) result.push_back(measure(band, k));
  return result;
}

std::vector<CurveHardness> measure_hardness(const std::vector<LabelledBand>& bands) {
  std::vector<CurveHardness> result;
  for (const LabelledBand& band : bands)
    for (std::size_t k = 0; k < band.x_px.size(); ++k) result.push_back(measure(band, k));
  return result;
}

std::vector<double> rank_hardness(const std::vector<CurveHardness>& curves) {
  const auto ranks_of = [&](auto hard) {
    std::vector<double> values;
    for (const CurveHardness& curve : curves) values.push_back(hard(curve));
    return ranks(values);
  };
  const auto pale = ranks_of([](const CurveHardness& curve) { return -curve.contrast; });
  const auto broken = ranks_of([](const CurveHardness& curve) { return -curve.duty; });
  const auto crossed = ranks_of([](const CurveHardness& curve) { return curve.crossings; });
  std::vector<double> result;
  for (std::size_t i = 0; i < curves.size(); ++i) result.push_back((pale[i] + broken[i] + crossed[i]) / 3.0);
  return result;
}

double rank_correlation(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> first;
  std::vector<double> second;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (!std::isfinite(a[i]) || !std::isfinite(b[i])) continue;
    first.push_back(a[i]);
    second.push_back(b[i]);
  }
  if (first.size() < 3) return kNan;
  first = ranks(first);
  second = ranks(second);
  const auto mean = [](const std::vector<double>& v) {
    return std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size());
  };
  const double mean_first = mean(first);
  const double mean_second = mean(second);
  double both = 0.0;
  double own_first = 0.0;
  double own_second = 0.0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    both += (first[i] - mean_first) * (second[i] - mean_second);
    own_first += (first[i] - mean_first) * (first[i] - mean_first);
    own_second += (second[i] - mean_second) * (second[i] - mean_second);
  }
  const double scale = std::sqrt(own_first * own_second);
  return scale > 0.0 ? both / scale : kNan;
}

}  // namespace logdigitise::train
