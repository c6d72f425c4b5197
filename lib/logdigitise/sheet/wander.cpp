#include "logdigitise/sheet/wander.hpp"

#include <algorithm>
#include <cmath>

#include "logdigitise/sheet/profiles.hpp"
#include "logdigitise/sheet/ridges.hpp"

namespace logdigitise::sheet {

namespace {

constexpr int kReach = 5;              // Px that the print may move sideways from one block to the next.
constexpr double kTemplateKeep = 0.9;  // Share of the template that the next block leaves.

}  // namespace

double shift_at(const Wander& wander, double y) {
  const int last = static_cast<int>(wander.size()) - 1;
  return wander[static_cast<std::size_t>(std::clamp(static_cast<int>(y) / kBlockRows, 0, last))];
}

Wander follow_wander(const Image<std::uint8_t>& ridges) {
  const int blocks = ridges.rows();
  const int width = ridges.columns();
  Wander wander(static_cast<std::size_t>(blocks), 0.0);
  std::vector<float> print(static_cast<std::size_t>(width), 0.0F);  // The template, straightened.
  const auto capped = [&](int block, int x) {
    return x < 0 || x >= width ? 0.0F : static_cast<float>(std::min<int>(ridges.at(block, x), kRidgeCap));
  };
  double shift = 0.0;
  double drift = 0.0;  // Px per block, so that a steady skew is followed and not chased.
  for (int block = 0; block < blocks; ++block) {
    double best = -1.0;
    double best_at = 0.0;
    double none = 0.0;
    const int expected = static_cast<int>(std::lround(shift + drift));
    std::vector<double> scores;
    for (int d = -kReach; d <= kReach; ++d) {
      double score = 0.0;
      for (int x = 0; x < width; ++x)
        score += static_cast<double>(print[static_cast<std::size_t>(x)]) * capped(block, x + expected + d);
      scores.push_back(score);
      none += score;
      if (score > best) {
        best = score;
        best_at = d;
      }
    }
    none /= static_cast<double>(scores.size());
    if (block > 0 && best > 1.3 * none) {
      const auto i = static_cast<std::size_t>(best_at + kReach);
      double fine = 0.0;
      if (i > 0 && i + 1 < scores.size()) {
        const double curvature = scores[i - 1] - 2.0 * scores[i] + scores[i + 1];
        if (curvature < 0.0) fine = 0.5 * (scores[i - 1] - scores[i + 1]) / curvature;
      }
      const double found = expected + best_at + std::clamp(fine, -0.5, 0.5);
      drift = std::clamp(0.8 * drift + 0.2 * (found - shift), -4.0, 4.0);
      shift = found;
    } else {
      drift = 0.0;
    }
    wander[static_cast<std::size_t>(block)] = shift;
    const auto whole = static_cast<int>(std::lround(shift));
    for (int x = 0; x < width; ++x) {
      float& t = print[static_cast<std::size_t>(x)];
      t = static_cast<float>(kTemplateKeep) * t +
          static_cast<float>(1.0 - kTemplateKeep) * capped(block, x + whole);
    }
  }
  return wander;
}

}  // namespace logdigitise::sheet
