#include "logdigitise/layout/depth_reg_image.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "logdigitise/core/error.hpp"

namespace logdigitise::layout {

namespace {

using Json = nlohmann::ordered_json;

/// The printed line of one depth: through the ties of that depth, level if they stand at one x.
struct DepthLine {
  double depth = 0.0;
  double x = 0.0;
  double y = 0.0;
  double slope = 0.0;

  [[nodiscard]] double y_at(double at_x) const { return y + slope * (at_x - x); }
};

DepthLine line_through(double depth, const std::vector<Tie>& ties) {
  DepthLine line{depth, 0.0, 0.0, 0.0};
  for (const Tie& tie : ties) {
    line.x += tie.x / static_cast<double>(ties.size());
    line.y += tie.y / static_cast<double>(ties.size());
  }
  double xx = 0.0;
  double xy = 0.0;
  for (const Tie& tie : ties) {
    xx += (tie.x - line.x) * (tie.x - line.x);
    xy += (tie.x - line.x) * (tie.y - line.y);
  }
  line.slope = xx > 1.0 ? xy / xx : 0.0;
  return line;
}

std::vector<DepthLine> depth_lines(const Layout& layout) {
  std::map<double, std::vector<Tie>> ties;
  for (const Tie& tie : layout.depth.ties) ties[tie.depth].push_back(tie);
  std::vector<DepthLine> lines;
  lines.reserve(ties.size());
  for (const auto& [depth, of_depth] : ties) lines.push_back(line_through(depth, of_depth));
  return lines;
}

/// Left or right edge of a track at a height: straight between the edges, as the last one beyond them.
double edge_at(const Track& track, double y, double Edge::*side) {
  const std::vector<Edge>& edges = track.edges;
  if (y <= edges.front().y) return edges.front().*side;
  for (std::size_t i = 1; i < edges.size(); ++i) {
    if (y > edges[i].y) continue;
    const double t = (y - edges[i - 1].y) / (edges[i].y - edges[i - 1].y);
    return edges[i - 1].*side + t * (edges[i].*side - edges[i - 1].*side);
  }
  return edges.back().*side;
}

Json pixel_json(double x, double y) {
  return {{"X", static_cast<long long>(std::floor(x))}, {"Y", static_cast<long long>(std::floor(y))}};
}

Json rectangle_json(const char* uid, double left, double top, double right, double bottom) {
  return {{"uid", uid},
          {"Ul", pixel_json(left, top)},
          {"Ur", pixel_json(right, top)},
          {"Ll", pixel_json(left, bottom)},
          {"Lr", pixel_json(right, bottom)}};
}

/// The schema's word: that of layouts, but for one.
std::string_view line_style(LineStyle style) {
  return style == LineStyle::kLongDash ? "long dashed" : style_name(style);
}

Json curve_json(const Curve& curve, Scale scale, const std::string& uid) {
  Json json{{"uid", uid}, {"CurveInfo", curve.mnemonic}, {"LineStyle", line_style(curve.style)}};
  if (curve.weight != LineWeight::kUnknown) json["LineWeight"] = weight_name(curve.weight);
  if (curve.colour) {
    json["LineColor"] =
        fmt::format("#{:02x}{:02x}{:02x}", curve.colour->red, curve.colour->green, curve.colour->blue);
  }
  json["CurveScaleType"] = scale == Scale::kLog ? "logarithmic" : "linear";
  json["CurveUnit"] = curve.unit;
  json["CurveLeftScaleValue"] = curve.left;
  json["CurveRightScaleValue"] = curve.right;
  // An off-scale curve that re-enters at the other edge; of others no layout tells what they do.
  json["CurveBackupScaleType"] = curve.wrap ? "offscale left/right" : "other";
  return json;
}

std::string track_uid(std::size_t track) { return fmt::format("track-{}", track + 1); }

Json tracks_json(const Layout& layout) {
  Json list = Json::array();
  for (std::size_t t = 0; t < layout.tracks.size(); ++t) {
    const Track& track = layout.tracks[t];
    const Edge& edge = track.edges.front();
    Json curves = Json::array();
    for (std::size_t c = 0; c < track.curves.size(); ++c)
      curves.push_back(curve_json(track.curves[c], track.scale, fmt::format("curve-{}-{}", t + 1, c + 1)));
    list.push_back({{"uid", track_uid(t)},
                    {"Name", track.name},
                    {"Type", "curves"},
                    {"LeftEdge", static_cast<long long>(std::floor(std::max(0.0, edge.left)))},
                    {"RightEdge", static_cast<long long>(std::floor(std::max(0.0, edge.right)))},
                    {"AssociatedCurve", std::move(curves)}});
  }
  return list;
}

Json points_json(const Layout& layout, const std::string& unit) {
  Json list = Json::array();
  for (const DepthLine& line : depth_lines(layout)) {
    for (std::size_t t = 0; t < layout.tracks.size(); ++t) {
      for (const bool is_right : {false, true}) {
        const double x = edge_at(layout.tracks[t], line.y, is_right ? &Edge::right : &Edge::left);
        const double y = line.y_at(x);
        if (x < 0.0 || y < 0.0) continue;
        list.push_back({{"uid", fmt::format("point-{}", list.size() + 1)},
                        {"Index", {{"value", line.depth}, {"uom", unit}}},
                        {"Track", track_uid(t)},
                        {"Role", is_right ? "right edge" : "left edge"},
                        {"Point", pixel_json(x, y)}});
      }
    }
  }
  return list;
}

Json section_rectangle(const Layout& layout) {
  double left = layout.tracks.front().edges.front().left;
  double right = left;
  for (const Track& track : layout.tracks) {
    for (const Edge& edge : track.edges) {
      left = std::min(left, edge.left);
      right = std::max(right, edge.right);
    }
  }
  const auto [top, bottom] = std::minmax_element(layout.depth.ties.begin(), layout.depth.ties.end(),
                                                 [](const Tie& a, const Tie& b) { return a.y < b.y; });
  return rectangle_json("log-section-rect-1", std::max(0.0, left), std::max(0.0, top->y),
                        std::max(0.0, right), std::max(0.0, bottom->y));
}

void check(const Layout& layout, const std::string& name) {
  if (layout.tracks.empty()) {
    throw input_error(name, "has no tracks; a DepthRegImage needs them for its calibration points",
                      "Write it as a layout (.json), fill in the tracks, and export that");
  }
  if (layout.turn != 0) {
    throw input_error(
        name,
        fmt::format("its scan has to be turned by {} degrees, which a DepthRegImage cannot say", layout.turn),
        "Turn the scan itself and inspect it again");
  }
  for (const Tie& tie : layout.depth.ties) {
    if (tie.page != 1) {
      throw input_error(name,
                        fmt::format("has ties on page {}; a DepthRegImage is about one image", tie.page),
                        "Export a layout for each sheet");
    }
  }
}

}  // namespace

std::string depth_reg_image_json(const Layout& layout, const std::optional<ImageSize>& size,
                                 const std::string& name) {
  check(layout, name);
  const std::string unit = layout.depth.unit == DepthUnit::kFeet ? "ft" : "m";
  const auto well = layout.well.find("WELL");
  Json image{{"Citation",
              {{"Title", well == layout.well.end() ? std::string() : well->second},
               {"Originator", "logdigitise"},
               {"Format", "logdigitise"}}}};
  image["FileName"] = layout.raster;
  image["FileNameType"] = layout.raster.find('/') == std::string::npos ? "file name" : "path name";
  if (size) {
    image["ImagePixelHeight"] = size->height;
    image["ImagePixelWidth"] = size->width;
    image["ImageBoundary"] = rectangle_json("image-boundary", 0.0, 0.0, size->width - 1, size->height - 1);
  }
  Json section{{"uid", "log-section-1"},
               {"LogSectionSequenceNumber", 0},
               {"LogSectionType", "main"},
               {"IndexKind", "measured depth"},
               {"IndexUom", unit},
               {"IndexInterval", {{"MdMin", layout.depth.top}, {"MdMax", layout.depth.base}, {"uom", unit}}}};
  section["CalibrationPoint"] = points_json(layout, unit);
  section["LogSectionRect"] = Json::array({section_rectangle(layout)});
  section["Track"] = tracks_json(layout);
  image["LogSection"] = Json::array({std::move(section)});
  const Json document{{"DepthRegImage", std::move(image)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace logdigitise::layout
