#include "logdigitise/trace/evidence.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::trace {

namespace {

constexpr std::size_t kTogether = 16;  // Columns.
constexpr float kSurely = 0.999F;      // For rounding.

/// Whether each of these chances is so small that all of them together are too.
bool is_paper(const float* chances, std::size_t count, float least) {
  int above = 0;
  for (std::size_t i = 0; i < count; ++i) above += chances[i] > least ? 1 : 0;
  return above == 0;
}

std::uint8_t level(float chance) { return static_cast<std::uint8_t>(std::lround(chance * 255.0F)); }

}  // namespace

Evidence::Evidence(double even_chance, double certainty, double printed_cost)
    : even_odds_(static_cast<float>(even_chance / (1.0 - even_chance))),
      certainty_(static_cast<float>(certainty)),
      printed_cost_(static_cast<float>(printed_cost)) {
  // Half a level after weighing, and a little less: most of a track is paper, which need not be weighed.
  const double odds = even_chance / (1.0 - even_chance) * std::pow(0.4 / 255.0, 1.0 / certainty);
  least_ = static_cast<float>(odds / (1.0 + odds));
}

void Evidence::weigh(std::span<const float> chances, std::span<const std::uint8_t> printed,
                     std::vector<std::vector<std::uint8_t>>& row) {
  const std::size_t curves = row.size();
  if (curves == 0) return;
  const bool as_they_are = even_odds_ == 1.0F && certainty_ == 1.0F && printed.empty();
  const std::size_t columns = row.front().size();
  for (std::size_t x = 0; x < columns; ++x) {
    const float* const p = chances.data() + x * curves;
    if (x % kTogether == 0 && x + kTogether <= columns && !as_they_are &&
        is_paper(p, kTogether * curves, kSurely * least_ / static_cast<float>(curves))) {
      for (std::size_t k = 0; k < curves; ++k)
        std::fill_n(row[k].begin() + static_cast<std::ptrdiff_t>(x), kTogether, std::uint8_t{0});
      x += kTogether - 1;
      continue;
    }
    if (as_they_are) {
      for (std::size_t k = 0; k < curves; ++k) row[k][x] = level(std::clamp(p[k], 0.0F, 1.0F));
      continue;
    }
    float ink = 0.0F;
    for (std::size_t k = 0; k < curves; ++k) ink += std::clamp(p[k], 0.0F, 1.0F);
    if (!(ink > least_)) {
      for (std::size_t k = 0; k < curves; ++k) row[k][x] = 0;
      continue;
    }
    const float paper = std::max(1.0F - ink, 1e-6F) * even_odds_;
    float sum = 1.0F;
    weighed_.resize(curves);
    const float kept = printed.empty() || printed[x] == 0
                           ? 1.0F
                           : std::exp(-printed_cost_ * static_cast<float>(printed[x]) / 255.0F);
    for (std::size_t k = 0; k < curves; ++k) {
      weighed_[k] = kept * std::pow(std::clamp(p[k], 0.0F, 1.0F) / paper, certainty_);
      sum += weighed_[k];
    }
    for (std::size_t k = 0; k < curves; ++k) row[k][x] = level(weighed_[k] / sum);
  }
}

}  // namespace logdigitise::trace
