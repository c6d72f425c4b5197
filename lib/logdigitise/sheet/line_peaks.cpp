#include "logdigitise/sheet/line_peaks.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace logdigitise::sheet {

double capped_mean(std::vector<double> values) {
  std::sort(values.begin(), values.end(), std::greater<>());
  const double most = values.size() < 2 ? values.front() : 2.0 * values[1] + 4.0;
  double sum = 0.0;
  for (const double value : values) sum += std::min(value, most);
  return sum / static_cast<double>(values.size());
}

bool is_darker(const std::vector<double>& one, const std::vector<double>& other, double least) {
  constexpr int kLeastDarker = 4;
  constexpr double kMostLighter = 0.12;
  constexpr double kLeastRatio = 2.0;
  int darker = 0;
  int lighter = 0;
  for (std::size_t i = 0; i < one.size(); ++i) {
    darker += one[i] > other[i] + 0.5 * least ? 1 : 0;
    lighter += other[i] > one[i] + 0.5 * least ? 1 : 0;
  }
  return darker >= kLeastDarker && lighter <= kMostLighter * darker &&
         capped_mean(one) > kLeastRatio * capped_mean(other);
}

std::vector<std::size_t> peaks_of(const std::vector<double>& values) {
  constexpr std::size_t kReach = 8;
  std::vector<std::size_t> peaks;
  for (std::size_t k = 1; k + 1 < values.size(); ++k) {
    bool is_peak = true;
    for (std::size_t d = 1; d <= kReach && is_peak; ++d) {
      if (k >= d && values[k - d] > values[k]) is_peak = false;
      if (k + d < values.size() && values[k + d] >= values[k]) is_peak = false;
    }
    if (is_peak) peaks.push_back(k);
  }
  std::sort(peaks.begin(), peaks.end(), [&](std::size_t a, std::size_t b) { return values[a] > values[b]; });
  return peaks;
}

double middle_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t cut = values.size() / 4;
  double sum = 0.0;
  for (std::size_t i = cut; i < values.size() - cut; ++i) sum += values[i];
  return sum / static_cast<double>(values.size() - 2 * cut);
}

bool is_multiple(double value, double step) {
  const double ratio = value / step;
  return std::abs(ratio - std::round(ratio)) < 1e-6;
}

}  // namespace logdigitise::sheet
