#include "logdigitise/sheet/headerless_curves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace logdigitise::sheet {

HeaderlessCurves curves_from_ink(int number, const std::vector<SeenCurve>& seen,
                                 const std::optional<std::pair<double, double>>& scale) {
  HeaderlessCurves result;
  const std::string measure = scale ? fmt::format("taken for {:g} .. {:g}, which is usual for such a grid",
                                                  scale->first, scale->second)
                                    : "in fractions of the track";
  if (seen.empty()) {
    layout::Curve curve;
    curve.mnemonic = fmt::format("TRACK{}_CURVE1", number);
    if (scale) std::tie(curve.left, curve.right) = *scale;
    result.flags.push_back(
        fmt::format("track {}: no header could be read, and no curve stands out: {} is one {}", number,
                    curve.mnemonic, measure));
    result.curves.push_back(std::move(curve));
    return result;
  }
  double thickest = 0.0;
  for (const SeenCurve& one : seen) thickest = std::max(thickest, one.thickness_px);
  std::string list;
  for (const SeenCurve& one : seen) {
    layout::Curve curve;
    curve.mnemonic = fmt::format("TRACK{}_CURVE{}", number, result.curves.size() + 1);
    curve.style = one.style;
    if (scale) std::tie(curve.left, curve.right) = *scale;
    if (one.thickness_px > 0.0)
      curve.weight = one.thickness_px < thickest ? layout::LineWeight::kLight : layout::LineWeight::kHeavy;
    const std::string_view weight = layout::weight_name(curve.weight);
    list += fmt::format("{}{}{}{}", list.empty() ? "" : ", ", weight, weight.empty() ? "" : " ",
                        layout::style_name(curve.style));
    result.curves.push_back(std::move(curve));
  }
  result.flags.push_back(
      fmt::format("track {}: no header could be read: the number of curves and their styles ({}) are guessed "
                  "from the ink, and they are {}",
                  number, list, measure));
  for (std::size_t i = 0; i < result.curves.size(); ++i) {
    for (std::size_t k = i + 1; k < result.curves.size(); ++k) {
      const layout::Curve& a = result.curves[i];
      const layout::Curve& b = result.curves[k];
      if (a.style == b.style && a.weight == b.weight)
        result.flags.push_back(
            fmt::format("track {}: {} and {} are drawn alike and cannot be told apart by their line", number,
                        a.mnemonic, b.mnemonic));
    }
  }
  return result;
}

}  // namespace logdigitise::sheet
