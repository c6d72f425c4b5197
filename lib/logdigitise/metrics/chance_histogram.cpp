#include "logdigitise/metrics/chance_histogram.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace logdigitise::metrics {

namespace {

double ratio(double part, double whole) {
  return whole > 0.0 ? part / whole : std::numeric_limits<double>::quiet_NaN();
}

double chance_of(std::size_t level) { return static_cast<double>(level) / 255.0; }

}  // namespace

void ChanceHistogram::add(const ChanceHistogram& other) {
  for (std::size_t i = 0; i < positive_.size(); ++i) {
    positive_[i] += other.positive_[i];
    negative_[i] += other.negative_[i];
  }
}

std::int64_t ChanceHistogram::positives() const {
  return std::accumulate(positive_.begin(), positive_.end(), std::int64_t{0});
}

std::int64_t ChanceHistogram::negatives() const {
  return std::accumulate(negative_.begin(), negative_.end(), std::int64_t{0});
}

ChanceHistogram::Counts ChanceHistogram::counts(int threshold) const {
  Counts n;
  for (std::size_t i = 0; i < positive_.size(); ++i) {
    const bool called = static_cast<int>(i) >= threshold;
    (called ? n.true_positive : n.false_negative) += positive_[i];
    (called ? n.false_positive : n.true_negative) += negative_[i];
  }
  return n;
}

double ChanceHistogram::average_precision() const {
  double area = 0.0;
  double found = 0.0;
  double called = 0.0;
  for (std::size_t i = positive_.size(); i-- > 0;) {
    const auto gain = static_cast<double>(positive_[i]);
    found += gain;
    called += gain + static_cast<double>(negative_[i]);
    if (gain > 0.0) area += gain * found / called;
  }
  return ratio(area, found);
}

double ChanceHistogram::brier() const {
  double sum = 0.0;
  for (std::size_t i = 0; i < positive_.size(); ++i) {
    const double chance = chance_of(i);
    sum += static_cast<double>(positive_[i]) * (1.0 - chance) * (1.0 - chance) +
           static_cast<double>(negative_[i]) * chance * chance;
  }
  return ratio(sum, static_cast<double>(positives() + negatives()));
}

std::vector<ChanceHistogram::Reliability> ChanceHistogram::reliability(int bins, int least) const {
  std::vector<Reliability> bars(static_cast<std::size_t>(std::max(bins, 1)));
  for (std::size_t i = static_cast<std::size_t>(std::max(least, 0)); i < positive_.size(); ++i) {
    Reliability& bar = bars[i * bars.size() / positive_.size()];
    const std::int64_t pixels = positive_[i] + negative_[i];
    bar.chance += chance_of(i) * static_cast<double>(pixels);
    bar.frequency += static_cast<double>(positive_[i]);
    bar.pixels += pixels;
  }
  std::erase_if(bars, [](const Reliability& bar) { return bar.pixels == 0; });
  for (Reliability& bar : bars) {
    bar.chance /= static_cast<double>(bar.pixels);
    bar.frequency /= static_cast<double>(bar.pixels);
  }
  return bars;
}

double ChanceHistogram::expected_calibration_error(int bins, int least) const {
  double sum = 0.0;
  double pixels = 0.0;
  for (const Reliability& bar : reliability(bins, least)) {
    sum += std::abs(bar.chance - bar.frequency) * static_cast<double>(bar.pixels);
    pixels += static_cast<double>(bar.pixels);
  }
  return ratio(sum, pixels);
}

double precision(const ChanceHistogram::Counts& n) {
  return ratio(static_cast<double>(n.true_positive), static_cast<double>(n.true_positive + n.false_positive));
}

double recall(const ChanceHistogram::Counts& n) {
  return ratio(static_cast<double>(n.true_positive), static_cast<double>(n.true_positive + n.false_negative));
}

double specificity(const ChanceHistogram::Counts& n) {
  return ratio(static_cast<double>(n.true_negative), static_cast<double>(n.true_negative + n.false_positive));
}

double intersection_over_union(const ChanceHistogram::Counts& n) {
  return ratio(static_cast<double>(n.true_positive),
               static_cast<double>(n.true_positive + n.false_positive + n.false_negative));
}

double f_score(const ChanceHistogram::Counts& n, double beta) {
  const double weight = beta * beta;
  return ratio((1.0 + weight) * static_cast<double>(n.true_positive),
               (1.0 + weight) * static_cast<double>(n.true_positive) +
                   weight * static_cast<double>(n.false_negative) + static_cast<double>(n.false_positive));
}

}  // namespace logdigitise::metrics
