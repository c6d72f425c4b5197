#include "logdigitise/pipeline/curve_character.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "logdigitise/sheet/curve_table.hpp"

namespace logdigitise::pipeline {

namespace {

constexpr std::size_t kFewestRows = 40;
constexpr double kLagFt = 2.0;

/// A clue's middle and half the width of its middle 68 %, over stretches of 100 ft of the 224 wells for
/// training.
struct Usual {
  double middle = 0.0;
  double width = 1.0;
};

struct Kind {
  std::string_view family;  ///< Of sheet::curve_families.
  bool by_decades = false;  ///< Values are compared by their logarithms to the base 10.
  double span = 1.0;        ///< Of a usual scale, in what is compared.
  Usual middle;             ///< Median value.
  Usual roughness;          ///< log10 of the mean step over 2 ft.
  Usual spread;             ///< log10 of the range of the middle 80 %.
};

/// By the name; by the unit where the table does not have the name and only one kind has the unit.
const Kind* kind_of(const layout::Curve& curve) {
  static constexpr std::array kKinds = {
      Kind{"GR", false, 150, {81.9, 44}, {1.11, 0.34}, {1.78, 0.38}},
      Kind{"SP", false, 100, {-20, 80}, {0.57, 0.25}, {1.52, 0.33}},
      Kind{"CALI", false, 10, {8.5, 1.7}, {-1.18, 0.45}, {-0.555, 0.55}},
      Kind{"RT", true, 2, {0.975, 0.6}, {-1.08, 0.27}, {-0.267, 0.32}},
      Kind{"RHOB", false, 1, {2.51, 0.12}, {-1.25, 0.24}, {-0.618, 0.26}},
      Kind{"DRHO", false, 0.5, {0.0316, 0.026}, {-1.63, 0.25}, {-1.2, 0.37}},
      Kind{"NPHI", false, 0.45, {0.147, 0.12}, {-1.49, 0.25}, {-0.834, 0.27}},
      Kind{"DT", false, 100, {75, 20}, {0.78, 0.32}, {1.5, 0.3}},
      Kind{"TENS", true, 1, {3.3, 0.5}, {-2.1, 0.4}, {-1.4, 0.5}},
      Kind{"PEF", false, 10, {3.4, 0.86}, {-0.502, 0.2}, {0.092, 0.32}},
      Kind{"CILD", true, 2, {1.98, 0.56}, {-1.15, 0.23}, {-0.276, 0.27}},
      Kind{"NEUT", true, 2, {2.78, 0.5}, {-1.31, 0.3}, {-0.619, 0.34}},
  };
  const auto has = [](const auto& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  const auto of_family = [](const sheet::CurveFamily& family) -> const Kind* {
    const auto* found = std::find_if(kKinds.begin(), kKinds.end(),
                                     [&](const Kind& kind) { return kind.family == family.mnemonic; });
    return found != kKinds.end() ? found : nullptr;
  };
  const Kind* of_unit = nullptr;
  int kinds_of_unit = 0;
  for (const sheet::CurveFamily& family : sheet::curve_families()) {
    const Kind* kind = of_family(family);
    if (has(family.mnemonics, curve.mnemonic) || has(family.words, curve.mnemonic)) return kind;
    if (kind == nullptr || !has(family.units, curve.unit)) continue;
    of_unit = kind;
    ++kinds_of_unit;
  }
  return kinds_of_unit == 1 ? of_unit : nullptr;
}

/// To inches, g/cm3, parts of one and microseconds a foot, by how large the scale's values are.
double unit_factor(const layout::Curve& curve, std::string_view family) {
  const double largest = std::max(std::abs(curve.left), std::abs(curve.right));
  if (family == "CALI" && largest > 60.0) return 1.0 / 25.4;
  if (family == "RHOB" && largest > 100.0) return 1e-3;
  if (family == "DRHO" && largest > 20.0) return 1e-3;
  if (family == "NPHI" && largest > 1.5) return 1e-2;
  if (family == "DT" && curve.unit.ends_with("/M")) return 0.3048;
  return 1.0;
}

/// A scale of 0 to 1 for a gamma ray only says that nobody knows its scale.
bool is_usual_span(double span, double usual) {
  constexpr double kTimes = 8.0;
  return span > usual / kTimes && span < usual * kTimes;
}

/// Heavy tails: a real log may be unlike those of the table in one clue.
double log_likelihood(const Usual& usual, double seen) {
  constexpr double kWider = 1.3;
  const double z = (seen - usual.middle) / (kWider * usual.width);
  return -std::log(usual.width) - 2.5 * std::log1p(0.25 * z * z);
}

double quantile(std::vector<double>& values, double share) {
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

/// Mean of |value - value kLagFt further|; nothing for too few pairs.
std::optional<double> mean_step(std::span<const double> depth_ft, const std::vector<double>& values) {
  double sum = 0.0;
  std::size_t pairs = 0;
  for (std::size_t a = 0, b = 0; a < values.size(); ++a) {
    while (b < values.size() && std::abs(depth_ft[b] - depth_ft[a]) < kLagFt) ++b;
    if (b == values.size()) break;
    if (std::isnan(values[a]) || std::isnan(values[b])) continue;
    sum += std::abs(values[b] - values[a]);
    ++pairs;
  }
  if (pairs < kFewestRows / 2) return std::nullopt;
  return sum / static_cast<double>(pairs);
}

}  // namespace

double likely_character(const layout::Curve& curve, layout::Scale scale, std::span<const double> depth_ft,
                        std::span<const float> fraction) {
  const Kind* kind = kind_of(curve);
  if (kind == nullptr) return 0.0;
  const double factor = unit_factor(curve, kind->family);
  if (!kind->by_decades && !is_usual_span(factor * std::abs(curve.right - curve.left), kind->span))
    return 0.0;
  std::vector<double> values;
  std::vector<double> seen;
  for (const float u : fraction) {
    const double value = factor * layout::value_from_fraction(curve, scale, u);
    values.push_back(kind->by_decades ? std::log10(value) : value);  // NaN at and below zero.
    if (std::isfinite(values.back())) {
      seen.push_back(values.back());
    } else {
      values.back() = std::nan("");
    }
  }
  if (seen.size() < kFewestRows) return 0.0;
  const std::optional<double> step = mean_step(depth_ft, values);
  if (!step) return 0.0;
  const double least = 1e-3 * kind->span;
  const double spread = quantile(seen, 0.9) - quantile(seen, 0.1);
  // The middle in spans of a usual scale, so that kinds of different units can be compared.
  const Usual middle{kind->middle.middle / kind->span, kind->middle.width / kind->span};
  return log_likelihood(middle, quantile(seen, 0.5) / kind->span) +
         log_likelihood(kind->roughness, std::log10(*step + least)) +
         log_likelihood(kind->spread, std::log10(spread + least));
}

}  // namespace logdigitise::pipeline
