#include "logdigitise/welllog/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string_view>

#include "logdigitise/core/error.hpp"
#include "logdigitise/welllog/null_values.hpp"

namespace logdigitise::welllog {

namespace {

constexpr double kLargestDepth = 1e8;
constexpr double kLargestValue = 1e12;
constexpr double kDepthTolerance = 1e-5;  ///< Of a step.
constexpr int kMostRegularDecimals = 6;
constexpr int kMostDepthDecimals = 9;
constexpr double kRounding = 1e-5;
constexpr double kCoarsestRounding = 1e-3;
constexpr int kMostDecimals = 12;

double power_of_ten(int exponent) { return std::pow(10.0, exponent); }

void check_depths(std::span<const double> depths) {
  if (depths.empty()) throw input_error("", "the log has no depths; at least one row is needed to write it");
  for (std::size_t i = 0; i < depths.size(); ++i) {
    if (!(std::abs(depths[i]) < kLargestDepth)) {
      throw input_error("", fmt::format("depth {} in row {} of the log is no depth", depths[i], i + 1));
    }
    if (i == 0) continue;
    const bool goes_on = depths[1] > depths[0] ? depths[i] > depths[i - 1] : depths[i] < depths[i - 1];
    if (!goes_on) {
      throw input_error("",
                        fmt::format("depth {} in row {} of the log follows {}; depths must all increase or "
                                    "all decrease",
                                    depths[i], i + 1, depths[i - 1]));
    }
  }
}

bool try_regular(std::span<const double> depths, int decimals, DepthTicks& result) {
  const double scale = power_of_ten(decimals);
  const double step = (depths.back() - depths.front()) / static_cast<double>(depths.size() - 1);
  const std::int64_t step_ticks = std::llround(step * scale);
  const std::int64_t first = std::llround(depths.front() * scale);
  if (step_ticks == 0 || first % step_ticks != 0) return false;
  const double tolerance = kDepthTolerance * std::abs(step);
  for (std::size_t i = 0; i < depths.size(); ++i) {
    const std::int64_t tick = first + static_cast<std::int64_t>(i) * step_ticks;
    if (std::abs(depths[i] - static_cast<double>(tick) / scale) > tolerance) return false;
  }
  result.decimals = decimals;
  result.step = step_ticks;
  result.ticks.resize(depths.size());
  for (std::size_t i = 0; i < depths.size(); ++i) {
    result.ticks[i] = first + static_cast<std::int64_t>(i) * step_ticks;
  }
  return true;
}

double smallest_spacing(std::span<const double> depths) {
  double smallest = 1.0;
  for (std::size_t i = 1; i < depths.size(); ++i)
    smallest = std::min(smallest, std::abs(depths[i] - depths[i - 1]));
  return smallest;
}

DepthTicks irregular_ticks(std::span<const double> depths) {
  const double tolerance = kDepthTolerance * smallest_spacing(depths);
  DepthTicks result;
  for (; result.decimals < kMostDepthDecimals; ++result.decimals) {
    const double scale = power_of_ten(result.decimals);
    const bool fits = std::all_of(depths.begin(), depths.end(), [&](double depth) {
      return std::abs(depth - std::round(depth * scale) / scale) <= tolerance;
    });
    if (fits) break;
  }
  const double scale = power_of_ten(result.decimals);
  for (const double depth : depths) result.ticks.push_back(std::llround(depth * scale));
  const auto same = std::adjacent_find(result.ticks.begin(), result.ticks.end());
  if (same != result.ticks.end()) {
    throw input_error("", fmt::format("the log has two depths at {} that nine decimals cannot tell apart",
                                      tick_text(*same, result.decimals)));
  }
  return result;
}

/// What decides the decimals of a curve.
struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
};

Extent extent_of(std::span<const double> values) {
  Extent extent;
  for (const double value : values) {
    if (!is_writable(value)) continue;
    extent.low = std::min(extent.low, value);
    extent.high = std::max(extent.high, value);
  }
  return extent;
}

/// Fewest decimals whose rounding (half a unit of the last digit) is at most `error`.
int decimals_for(double error) { return static_cast<int>(std::ceil(std::log10(0.5 / error) - 1e-9)); }

std::string_view fixed(double value, int decimals, char (&buffer)[64]) {
  const auto [end, code] =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, decimals);
  std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
  if (text.front() == '-' && text.find_first_not_of("-0.") == std::string_view::npos) text.remove_prefix(1);
  return text;
}

int number_width(double value, int decimals) {
  char buffer[64];
  return static_cast<int>(fixed(value, decimals, buffer).size());
}

int width_of(const Extent& extent, int decimals) {
  if (extent.low > extent.high) return 0;
  return std::max(number_width(extent.low, decimals), number_width(extent.high, decimals));
}

}  // namespace

DepthTicks depth_ticks(std::span<const double> depths) {
  check_depths(depths);
  DepthTicks result;
  if (depths.size() > 1) {
    for (int decimals = 0; decimals <= kMostRegularDecimals; ++decimals) {
      if (try_regular(depths, decimals, result)) return result;
    }
  }
  return irregular_ticks(depths);
}

std::string tick_text(std::int64_t ticks, int decimals) {
  const std::int64_t scale = std::llround(power_of_ten(decimals));
  const std::int64_t size = std::abs(ticks);
  std::string text = fmt::format("{}{}", ticks < 0 ? "-" : "", size / scale);
  if (decimals > 0) text += fmt::format(".{:0{}}", size % scale, decimals);
  return text;
}

bool is_writable(double value) { return std::abs(value) < kLargestValue; }

CurveFormat curve_format(std::span<const double> values) {
  const Extent extent = extent_of(values);
  CurveFormat format;
  if (extent.low > extent.high) return format;
  const double size = std::max(std::abs(extent.low), std::abs(extent.high));
  const double range = extent.high > extent.low ? extent.high - extent.low : size;
  if (size > 0.0) {
    const int most = std::clamp(14 - static_cast<int>(std::floor(std::log10(size))), 0, kMostDecimals);
    format.decimals = decimals_for(kRounding * range);
    if (extent.low > 0.0) {
      const int for_low_end = 4 - static_cast<int>(std::floor(std::log10(extent.low)));
      format.decimals = std::max(format.decimals, std::min(for_low_end, format.decimals + 3));
    }
    format.decimals = std::clamp(format.decimals, 0, most);
    format.fewest_decimals = std::clamp(decimals_for(kCoarsestRounding * range), 0, format.decimals);
  }
  format.width = width_of(extent, format.decimals);
  return format;
}

int widest_number(std::span<const double> values, int decimals) {
  return width_of(extent_of(values), decimals);
}

void append_number(std::string& out, double value, int decimals) {
  char buffer[64];
  std::string_view text = fixed(value, decimals, buffer);
  if (value < -998.0) {
    double read_back = 0.0;
    std::from_chars(text.data(), text.data() + text.size(), read_back);
    if (is_common_null(read_back)) text = fixed(read_back + power_of_ten(-decimals), decimals, buffer);
  }
  out += text;
}

}  // namespace logdigitise::welllog
