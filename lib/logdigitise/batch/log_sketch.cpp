#include "logdigitise/batch/log_sketch.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <vector>

namespace logdigitise::batch {

namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t kMostTracks = 4;
constexpr std::size_t kMostCurves = 4;

char digit_of(const layout::Curve& curve, layout::Scale scale, double value) {
  double u = layout::fraction_from_value(curve, scale, value);
  if (!std::isfinite(u)) return '.';
  if (curve.wrap && (u < 0.0 || u > 1.0)) u -= std::floor(u);
  const double last = static_cast<double>(kDigits.size()) - 1.0;
  return kDigits[static_cast<std::size_t>(std::lround(std::clamp(u, 0.0, 1.0) * last))];
}

/// The sample nearest to the middle of each part that has one: means would draw a curve that is not there.
void append_curve(const std::vector<double>& values, const layout::Curve& curve, layout::Scale scale,
                  std::string& text) {
  for (std::size_t k = 0; k < kSketchSamples; ++k) {
    const std::size_t first = k * values.size() / kSketchSamples;
    const std::size_t last = std::max(first + 1, (k + 1) * values.size() / kSketchSamples);
    const std::size_t middle = (first + last) / 2;
    char digit = '.';
    for (std::size_t away = 0; away <= last - first && digit == '.'; ++away) {
      if (middle + away < last) digit = digit_of(curve, scale, values[middle + away]);
      if (digit == '.' && away <= middle && middle - away >= first)
        digit = digit_of(curve, scale, values[middle - away]);
    }
    text += digit;
  }
}

}  // namespace

std::string log_sketch(const welllog::WellLog& log, const layout::Layout& layout) {
  if (log.depths.empty()) return {};
  std::string text;
  std::size_t column = 0;
  for (std::size_t t = 0; t < layout.tracks.size(); ++t) {
    const layout::Track& track = layout.tracks[t];
    if (t > 0 && t < kMostTracks) text += '/';
    for (std::size_t c = 0; c < track.curves.size(); ++c, ++column) {
      if (t >= kMostTracks || c >= kMostCurves || column >= log.curves.size()) continue;
      if (c > 0) text += ',';
      append_curve(log.curves[column].values, track.curves[c], track.scale, text);
    }
  }
  return text;
}

bool is_sketch(const std::string& text) {
  return text.size() <= kMostTracks * kMostCurves * (kSketchSamples + 1) &&
         text.find_first_not_of(std::string(kDigits) + "./,") == std::string::npos;
}

}  // namespace logdigitise::batch
