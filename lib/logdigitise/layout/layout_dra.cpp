#include "logdigitise/layout/layout_dra.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout_checks.hpp"

namespace logdigitise::layout {

namespace {

constexpr const char* kVersion = "1.0";
constexpr double kPixelCentre = 0.5;  // A DRA counts pixels, a layout has their centres at .5.

std::string of_well(const Layout& layout, const char* key) {
  const auto found = layout.well.find(key);
  std::string text = found == layout.well.end() ? std::string() : found->second;
  // What a record cannot hold is of no use to whoever reads it.
  for (char& c : text) {
    if (c == '"' || static_cast<unsigned char>(c) < ' ' || c == 127) c = ' ';
  }
  return text;
}

/// Height of a depth: straight between the mean heights of the ties, and on beyond the outermost two.
double height_of(const std::vector<Tie>& ties, double depth) {
  std::map<double, std::pair<double, int>> sums;
  for (const Tie& tie : ties) {
    auto& [sum, count] = sums[tie.depth];
    sum += tie.y;
    ++count;
  }
  auto above = sums.begin();
  auto below = std::next(above);
  while (std::next(below) != sums.end() && below->first < depth) {
    ++above;
    ++below;
  }
  const double y_above = above->second.first / above->second.second;
  const double y_below = below->second.first / below->second.second;
  return y_above + (depth - above->first) / (below->first - above->first) * (y_below - y_above);
}

/// The last part of a path, whichever system it is of, in small letters.
std::string file_name(const std::string& path) {
  const std::size_t slash = path.find_last_of("/\\");
  std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name;
}

struct Section {
  const DraWell* well;
  const DraLog* log;
};

Section only_section(const DraFile& file, const std::string& scan, const std::string& name) {
  std::vector<Section> all;
  for (const DraWell& well : file.wells)
    for (const DraLog& log : well.logs) all.push_back({&well, &log});
  if (all.empty()) throw input_error(name, "holds no log section; expected a LOG record");
  std::vector<Section> named;
  if (all.size() > 1 && !scan.empty()) {
    std::copy_if(all.begin(), all.end(), std::back_inserter(named),
                 [&](const Section& one) { return file_name(one.log->image) == file_name(scan); });
  }
  if (!named.empty()) all = named;
  if (all.size() == 1) return all.front();
  std::vector<std::string> list;
  list.reserve(all.size());
  for (const Section& one : all)
    list.push_back(fmt::format("{} of {} (line {})", one.log->name, one.log->image, one.log->line));
  throw input_error(name,
                    fmt::format("holds {} log sections; expected one{}: {}", all.size(),
                                scan.empty() ? "" : " of this scan", fmt::join(list, ", ")),
                    "Copy the section that is meant, with FILE and WELL, into a file of its own");
}

}  // namespace

DraFile dra_from_layout(const Layout& layout, const std::string& name) {
  if (layout.turn != 0) {
    throw input_error(
        name, fmt::format("its scan has to be turned by {} degrees, which a DRA cannot say", layout.turn),
        "Turn the scan itself and inspect it again");
  }
  DraLog log;
  log.image = layout.raster;
  log.name = "MAIN";
  log.top = layout.depth.top;
  log.base = layout.depth.base;
  for (const Tie& tie : layout.depth.ties) {
    if (tie.page != 1) {
      throw input_error(name, fmt::format("has ties on page {}; a DRA is about one image", tie.page),
                        "Write a layout and a DRA for each sheet");
    }
    log.points.push_back({tie.depth, {tie.x - kPixelCentre, tie.y - kPixelCentre}});
  }
  std::stable_sort(log.points.begin(), log.points.end(), [](const DraPoint& a, const DraPoint& b) {
    return a.depth != b.depth ? a.depth < b.depth : a.pixel.x < b.pixel.x;
  });
  double left = layout.tracks.empty() ? log.points.front().pixel.x : layout.tracks.front().edges.front().left;
  double right = left;
  for (const Track& track : layout.tracks) {
    for (const Edge& edge : track.edges) {
      left = std::min(left, edge.left);
      right = std::max(right, edge.right);
    }
  }
  log.box = {{left - kPixelCentre, height_of(layout.depth.ties, log.top) - kPixelCentre},
             {right - kPixelCentre, height_of(layout.depth.ties, log.base) - kPixelCentre}};
  const std::string id = of_well(layout, "UWI").empty() ? of_well(layout, "API") : of_well(layout, "UWI");
  return {kVersion,
          layout.depth.unit,
          "logdigitise",
          {{id, of_well(layout, "WELL"), of_well(layout, "LOC"), {std::move(log)}}}};
}

Layout layout_from_dra(const DraFile& file, const std::string& scan, const std::string& name) {
  const Section section = only_section(file, scan, name);
  const DraLog& log = *section.log;
  Layout layout;
  layout.raster = log.image;
  std::replace(layout.raster.begin(), layout.raster.end(), '\\', '/');
  const auto add = [&](const char* key, const std::string& text) {
    if (!text.empty()) layout.well[key] = text;
  };
  add("UWI", section.well->id);
  add("WELL", section.well->name);
  add("LOC", section.well->location);
  layout.depth.unit = file.unit;
  layout.depth.top = log.top;
  layout.depth.base = log.base;
  layout.depth.step = default_step(file.unit);
  for (const DraPoint& point : log.points) {
    layout.depth.ties.push_back({point.pixel.x + kPixelCentre, point.pixel.y + kPixelCentre, point.depth, 1});
  }
  check_depth(layout.depth, fmt::format("{}:{}", name, log.line));
  const auto [shallow, deep] =
      std::minmax_element(layout.depth.ties.begin(), layout.depth.ties.end(),
                          [](const Tie& a, const Tie& b) { return a.depth < b.depth; });
  if (shallow->y > deep->y) {
    throw input_error(fmt::format("{}:{}", name, log.line),
                      fmt::format("depth {} lies at y {} and depth {} at y {}; expected depths that increase "
                                  "down the image",
                                  shallow->depth, shallow->y, deep->depth, deep->y),
                      "Are its y counted from the bottom? Nothing public says so: write them from the top");
  }
  return layout;
}

}  // namespace logdigitise::layout
