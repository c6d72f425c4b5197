#include "logdigitise/chart/compare_page.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "logdigitise/chart/curve_width.hpp"
#include "logdigitise/chart/page_assets.hpp"
#include "logdigitise/core/html_page.hpp"

namespace logdigitise::chart {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kScale = 20'000.0;
constexpr double kMostWidths = 100.0;  // Wraps go further than anyone draws.

Json packed(const std::vector<double>& values, const CurveWidth& width) {
  Json list = Json::array();
  for (const double value : values) {
    const double u = width.fraction(value);
    if (std::isfinite(u)) {
      list.push_back(std::llround(std::clamp(u, -kMostWidths, kMostWidths) * kScale));
    } else {
      list.push_back(nullptr);
    }
  }
  return list;
}

/// The step between depths, 0 where it varies.
double even_step(const std::vector<double>& depths) {
  if (depths.size() < 2) return 0.0;
  const double step = (depths.back() - depths.front()) / static_cast<double>(depths.size() - 1);
  for (std::size_t i = 0; i < depths.size(); ++i) {
    if (std::abs(depths[i] - (depths.front() + static_cast<double>(i) * step)) > 0.01 * step) return 0.0;
  }
  return step;
}

Json json_of(const ComparedCurve& curve) {
  const CurveWidth width(curve);
  const double step = even_step(curve.depths);
  Json json{{"name", curve.name},      {"unit", curve.unit},     {"log", curve.logarithmic},
            {"left", width.left()},    {"right", width.right()}, {"step", step},
            {"figures", Json::array()}};
  for (const auto& [name, value] : curve.figures) json["figures"].push_back({name, value});
  json["first"] = curve.depths.empty() ? 0.0 : curve.depths.front();
  if (step == 0.0) json["depths"] = curve.depths;
  json["truth"] = packed(curve.truth, width);
  json["predicted"] = packed(curve.predicted, width);
  return json;
}

}  // namespace

std::string compare_page(const ComparePlot& plot, double window) {
  Json data{{"title", plot.title}, {"depthUnit", plot.depth_unit}, {"scale", kScale}, {"window", window}};
  data["curves"] = Json::array();
  for (const ComparedCurve& curve : plot.curves) {
    if (!curve.depths.empty()) data["curves"].push_back(json_of(curve));
  }
  const std::string json = data.dump(-1, ' ', true, Json::error_handler_t::replace);
  return filled_page({page_template(), page_style(), page_script()}, embedded_json(json));
}

}  // namespace logdigitise::chart
