#include "logdigitise/batch/batch_status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace logdigitise::batch {

std::string duration_text(double seconds) {
  constexpr std::int64_t kMinute = 60;
  constexpr std::int64_t kHour = 60 * kMinute;
  constexpr std::int64_t kDay = 24 * kHour;
  constexpr double kLongest = 1e12;
  const auto whole = static_cast<std::int64_t>(std::ceil(std::clamp(seconds, 0.0, kLongest)));
  if (whole < 2 * kMinute) return fmt::format("{} s", whole);
  if (whole < 2 * kHour) return fmt::format("{} min", whole / kMinute);
  if (whole < 2 * kDay) return fmt::format("{} h {:02} min", whole / kHour, whole % kHour / kMinute);
  return fmt::format("{} d {} h", whole / kDay, whole % kDay / kHour);
}

std::string status_text(const BatchProgress& progress) {
  std::string text = fmt::format("{} of {} logs", progress.done, progress.logs);
  if (progress.failed > 0) text += fmt::format(", {} failed", progress.failed);
  if (progress.done == 0 || progress.elapsed_s <= 0.0) return text;
  const double per_second = static_cast<double>(progress.done) / progress.elapsed_s;
  const double left_s = static_cast<double>(progress.logs - progress.done) / per_second;
  return text + fmt::format(", {:.0f} logs/hour, {} left", 3600.0 * per_second, duration_text(left_s));
}

}  // namespace logdigitise::batch
