#include <fmt/format.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "logdigitise/layout/layout_json.hpp"

namespace logdigitise::layout {

namespace {

using nlohmann::ordered_json;

constexpr std::array<const char*, 8> kWellOrder{"WELL", "COMP", "FLD", "LOC", "UWI", "SRVC", "DATE", "PROV"};

// 5000, not 5000.0: people edit these files.
ordered_json number(double value) {
  constexpr double kExactBelow = 1e15;
  if (value == std::floor(value) && std::abs(value) < kExactBelow) return static_cast<std::int64_t>(value);
  return value;
}

ordered_json well_json(const std::map<std::string, std::string>& well) {
  ordered_json object = ordered_json::object();
  for (const char* key : kWellOrder) {
    const auto found = well.find(key);
    if (found != well.end()) object[key] = found->second;
  }
  for (const auto& [key, value] : well) object[key] = value;
  return object;
}

ordered_json depth_json(const Depth& depth) {
  ordered_json ties = ordered_json::array();
  for (const Tie& tie : depth.ties) {
    ordered_json object{{"x", number(tie.x)}, {"y", number(tie.y)}, {"depth", number(tie.depth)}};
    if (tie.page != 1) object["page"] = tie.page;
    ties.push_back(std::move(object));
  }
  return {{"unit", depth_unit_name(depth.unit)},
          {"top", number(depth.top)},
          {"base", number(depth.base)},
          {"step", number(depth.step)},
          {"ties", std::move(ties)}};
}

ordered_json curve_json(const Curve& curve) {
  ordered_json object{{"mnemonic", curve.mnemonic},
                      {"unit", curve.unit},
                      {"left", number(curve.left)},
                      {"right", number(curve.right)},
                      {"style", style_name(curve.style)}};
  if (curve.weight != LineWeight::kUnknown) object["weight"] = weight_name(curve.weight);
  if (curve.colour) {
    object["colour"] =
        fmt::format("#{:02x}{:02x}{:02x}", curve.colour->red, curve.colour->green, curve.colour->blue);
  }
  object["wrap"] = curve.wrap;
  return object;
}

ordered_json track_json(const Track& track) {
  ordered_json edges = ordered_json::array();
  for (const Edge& edge : track.edges) {
    ordered_json object{{"y", number(edge.y)}, {"left", number(edge.left)}, {"right", number(edge.right)}};
    if (edge.page != 1) object["page"] = edge.page;
    edges.push_back(std::move(object));
  }
  ordered_json curves = ordered_json::array();
  for (const Curve& curve : track.curves) curves.push_back(curve_json(curve));
  return {{"name", track.name},
          {"scale", track.scale == Scale::kLog ? "log" : "linear"},
          {"edges", std::move(edges)},
          {"curves", std::move(curves)}};
}

}  // namespace

std::string layout_to_json(const Layout& layout) {
  ordered_json tracks = ordered_json::array();
  for (const Track& track : layout.tracks) tracks.push_back(track_json(track));
  ordered_json document{{"raster", layout.raster}};
  if (layout.turn != 0) document["turn"] = layout.turn;
  if (!layout.rasters.empty()) document["rasters"] = layout.rasters;
  document["well"] = well_json(layout.well);
  document["depth"] = depth_json(layout.depth);
  document["tracks"] = std::move(tracks);
  return document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace logdigitise::layout
