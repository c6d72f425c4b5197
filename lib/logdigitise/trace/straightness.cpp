#include "logdigitise/trace/straightness.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::trace {

namespace {

// Up to this much of the rows around, a calm curve inks its column too, 0..1.
constexpr double kCurvePersistence = 0.35;

}  // namespace

std::vector<std::uint8_t> straightness(std::span<const std::uint8_t> persistence) {
  std::vector<std::uint8_t> straight;
  straight.reserve(persistence.size());
  for (const std::uint8_t inked : persistence) {
    const double beyond = (inked / 255.0 - kCurvePersistence) / (1.0 - kCurvePersistence);
    straight.push_back(static_cast<std::uint8_t>(std::lround(255.0 * std::max(0.0, beyond))));
  }
  return straight;
}

}  // namespace logdigitise::trace
