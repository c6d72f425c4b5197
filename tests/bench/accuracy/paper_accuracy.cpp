#include "paper_accuracy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "accuracy_output.hpp"
#include "logdigitise/band/band.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/depth/depth_map.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/sheet/inspect.hpp"

namespace logdigitise {

namespace {

namespace fs = std::filesystem;

/// Rows between which the found layout says depths.
struct Extent {
  double y_top;
  double y_base;
};

void print_found(const std::string& name, const sheet::Inspection& found, const Extent& extent,
                 double seconds) {
  fmt::print("{:<26} {:.0f}..{:.0f} {} y {:.0f}..{:.0f} {} numbers, {} ties, {} tracks, {:.1f} s\n", name,
             found.layout.depth.top, found.layout.depth.base, depth_unit_name(found.layout.depth.unit),
             extent.y_top, extent.y_base, found.used_numbers.size(), found.depth.ties.size(),
             found.layout.tracks.size(), seconds);
  for (const layout::Track& track : found.layout.tracks) {
    fmt::print("    track {} x {:.0f} .. {:.0f} {}\n", track.name, track.edges.front().left,
               track.edges.front().right, track.scale == layout::Scale::kLog ? "log" : "linear");
    for (const layout::Curve& curve : track.curves)
      fmt::print("      {} {} {:g} .. {:g} {} {}{}\n", curve.mnemonic, curve.unit, curve.left, curve.right,
                 layout::style_name(curve.style), layout::weight_name(curve.weight),
                 curve.wrap ? " wraps" : "");
  }
  for (const std::string& flag : found.flags) fmt::print("    flag: {}\n", flag);
}

/// How far the edges of each of the section's tracks are off, px.
std::string edge_errors(const nlohmann::json& section, const sheet::Inspection& found) {
  std::string edges;
  for (const nlohmann::json& track : section.at("tracks")) {
    if (track.value("kind", "") == "depth" || !track.contains("left_right")) continue;
    const nlohmann::json& rows = track.at("left_right");
    const nlohmann::json& row = rows.at(rows.size() / 2);
    double best = 1e9;
    for (const layout::Track& own : found.layout.tracks) {
      const band::EdgePair pair = band::edges_at(own, 1, row.at(0).get<double>());
      best = std::min(best, std::max(std::abs(pair.left - row.at(1).get<double>()),
                                     std::abs(pair.right - row.at(2).get<double>())));
    }
    edges += fmt::format(" {:.0f}", best);
  }
  return edges;
}

void compare_section(const nlohmann::json& section, const sheet::Inspection& found,
                     const depth::DepthMap& map, const Extent& extent) {
  int inside = 0;
  int wrong = 0;
  int all = 0;
  double worst = 0.0;
  std::vector<double> errors;
  for (const nlohmann::json& tie : section.at("ties")) {
    if (tie.value("doubtful", false)) continue;
    ++all;
    const double x = tie.at("x").is_null() ? tie.at("x_right").get<double>() : tie.at("x").get<double>();
    const double y = tie.at("y").is_null() ? tie.at("y_right").get<double>() : tie.at("y").get<double>();
    if (y < extent.y_top - 3.0 || y > extent.y_base + 3.0) continue;
    ++inside;
    const double d = tie.at("depth");
    const double y_found = map.y_from_depth(d) + map.slope_at(map.y_from_depth(d)) * (x - map.x_reference());
    const double error = std::abs(y_found - y);
    errors.push_back(error);
    worst = std::max(worst, error);
    wrong += error > 25.0 ? 1 : 0;
    if (error > 15.0) fmt::print("      {:.0f} is off by {:+.0f} px at y {:.0f}\n", d, y_found - y, y);
  }
  if (inside == 0) return;
  std::sort(errors.begin(), errors.end());
  fmt::print(
      "    section y {}..{}: {} of {} ties inside, {} wrong, median {:.1f} px, worst {:.1f} px; edges "
      "off by{} px\n",
      section.at("y_top").dump(), section.at("y_base").dump(), inside, all, wrong, errors[errors.size() / 2],
      worst, edge_errors(section, found));
}

void inspect_paper(const fs::path& scan, const std::vector<nlohmann::json>& entries,
                   const fs::path& overlays) {
  const std::string name = scan.filename().string();
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  Progress silent;
  try {
    sheet::InspectOptions options;
    options.keeps_parts = true;  // As the verb inspect.
    const sheet::Inspection found = sheet::inspect_sheet(scan, options, silent);
    const depth::DepthMap map(found.layout.depth.ties, {});
    const Extent extent{map.y_from_depth(found.layout.depth.top), map.y_from_depth(found.layout.depth.base)};
    print_found(name, found, extent, seconds());
    save_overlay(scan, found, overlays, name);
    for (const nlohmann::json& entry : entries) {
      if (!entry.contains("section") || entry.at("section").is_null())
        fmt::print("    MUST BE REFUSED, was accepted\n");
      else
        compare_section(entry.at("section"), found, map, extent);
    }
  } catch (const Error& error) {
    fmt::print("{:<26} refused {:.1f} s: {}\n", name, seconds(), brief(error.what()));
  }
  std::cout.flush();
}

}  // namespace

void run_paper(const fs::path& root, const fs::path& overlays) {
  std::ifstream file(root / "truth.json");
  const nlohmann::json truth = nlohmann::json::parse(file);
  std::map<std::string, std::vector<nlohmann::json>> by_file;
  for (const nlohmann::json& entry : truth) by_file[entry.at("file")].push_back(entry);
  for (const auto& [name, entries] : by_file) inspect_paper(root / name, entries, overlays);
}

}  // namespace logdigitise
