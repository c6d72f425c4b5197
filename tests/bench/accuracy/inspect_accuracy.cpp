// Inspected layouts against the truth, over a folder of synthetic logs or over the paper scans.
//
// usage: inspect_accuracy synthetic FOLDER [OVERLAYS]   logs with scan.tif and layout.json (the truth)
//        inspect_accuracy paper FOLDER [OVERLAYS]       scans beside a truth.json of ties and tracks
//        inspect_accuracy crops FOLDER                  depth numbers cut out, beside a labels.csv
//        inspect_accuracy curves FOLDER                 curves found from the ink of drawn logs' tracks
//        inspect_accuracy wells FOLDER                  well data of logs drawn with --well-header
//        inspect_accuracy well SCAN ROW                 what the page above that row says
// Prints one line a log and a summary: depth right, wrong and accepted, refused; edges; scales.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "census_accuracy.hpp"
#include "crop_accuracy.hpp"
#include "logdigitise/band/band.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/depth/depth_map.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/sheet/inspect.hpp"
#include "logdigitise/sheet/overlay.hpp"
#include "well_accuracy.hpp"

namespace {

using namespace logdigitise;
namespace fs = std::filesystem;

struct Outcome {
  std::string name;
  std::string refusal;
  bool depth_right = false;
  double worst_depth = 0.0;  ///< In px of the scan.
  double coverage = 0.0;     ///< Of the truth's depths.
  bool tracks_right = false;
  double worst_edge_px = 0.0;
  int curves = 0;
  int scales_right = 0;
  int names_right = 0;
  double seconds = 0.0;
  std::string note;
};

void save_overlay(const fs::path& scan, const sheet::Inspection& found, const fs::path& folder,
                  const std::string& name) {
  if (folder.empty()) return;
  fs::create_directories(folder);
  const std::vector<std::uint8_t> png = sheet::draw_overlay(scan, {}, found);
  std::ofstream file(folder / (name + ".png"), std::ios::binary);
  file.write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
}

void compare_depth(const layout::Layout& truth, const layout::Layout& found, Outcome& outcome) {
  if (truth.depth.unit != found.depth.unit) {
    outcome.worst_depth = 1e9;
    outcome.note += " UNIT";
    return;
  }
  const depth::DepthMap true_map(truth.depth.ties, {});
  const depth::DepthMap found_map(found.depth.ties, {});
  const double quarter_foot = truth.depth.unit == DepthUnit::kFeet ? 0.25 : 0.25 * kMetresPerFoot;
  double worst = 0.0;
  std::string at;
  double allowed_px = 1.0;
  const double top = std::max(truth.depth.top, found.depth.top);
  const double base = std::min(truth.depth.base, found.depth.base);
  outcome.coverage = std::max(0.0, (base - top) / (truth.depth.base - truth.depth.top));
  if (base <= top) worst = 1e9;
  const double x_left = truth.tracks.front().edges.front().left;
  const double x_right = truth.tracks.back().edges.front().right;
  for (double d = top; d <= base; d += quarter_foot) {
    const double y = true_map.y_from_depth(d);
    const double slope = true_map.slope_at(y);
    const double px_per_unit =
        std::abs(true_map.y_from_depth(d + 1.0) - true_map.y_from_depth(d - 1.0)) / 2.0;
    allowed_px = std::max(1.0, quarter_foot * px_per_unit);
    for (const double x : {x_left, 0.5 * (x_left + x_right), x_right}) {
      const double y_here = y + slope * (x - true_map.x_reference());
      const double read = found_map.depth_from_y(found_map.y_reference_from_point(x, y_here));
      const double error = std::abs(read - d) * px_per_unit - (allowed_px - 1.0);
      if (error <= worst) continue;
      worst = error;
      at = fmt::format(" worst at {:.1f} x {:.0f} by {:+.2f}", d, x, (read - d) * px_per_unit);
    }
  }
  outcome.worst_depth = worst;  // 1 = just allowed.
  outcome.depth_right = worst <= 1.0;
  if (!outcome.depth_right) {
    outcome.note +=
        at + fmt::format(" (truth {:.1f}..{:.1f}, found {:.1f}..{:.1f}, {:.2f} px a unit)", truth.depth.top,
                         truth.depth.base, found.depth.top, found.depth.base, allowed_px / quarter_foot);
  }
}

constexpr double kBlock = 64.0;  // Edges are given for blocks of rows.

void compare_tracks(const layout::Layout& truth, const layout::Layout& found, Outcome& outcome) {
  outcome.tracks_right = truth.tracks.size() == found.tracks.size();
  for (const layout::Track& track : truth.tracks) {
    double best = 1e9;
    const layout::Track* home = nullptr;
    for (const layout::Track& other : found.tracks) {
      double worst = 0.0;
      for (const layout::Edge& edge : track.edges) {
        // Beyond the found section nothing is claimed.
        if (edge.y < other.edges.front().y - kBlock || edge.y > other.edges.back().y + kBlock) continue;
        const band::EdgePair pair = band::edges_at(other, 1, edge.y);
        worst = std::max({worst, std::abs(pair.left - edge.left), std::abs(pair.right - edge.right)});
      }
      if (worst < best) {
        best = worst;
        home = &other;
      }
    }
    outcome.worst_edge_px = std::max(outcome.worst_edge_px, best);
    for (const layout::Curve& curve : track.curves) {
      ++outcome.curves;
      if (home == nullptr || best > 10.0 || home->scale != track.scale) continue;
      bool scale = false;
      bool name = false;
      for (const layout::Curve& read : home->curves) {
        const bool same =
            std::abs(read.left - curve.left) < 1e-6 && std::abs(read.right - curve.right) < 1e-6;
        const bool named = read.mnemonic == curve.mnemonic;
        scale = scale || (same && named) || (same && home->curves.size() == track.curves.size());
        name = name || named;
      }
      outcome.scales_right += scale ? 1 : 0;
      outcome.names_right += name ? 1 : 0;
    }
  }
  if (outcome.worst_edge_px > 2.0) outcome.tracks_right = false;
}

std::string brief(std::string text) {
  const auto at = text.find("refused: ");
  if (at != std::string::npos) text = text.substr(at + 9);
  return text.substr(0, 110);
}

void run_synthetic(const fs::path& root, const fs::path& overlays) {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::recursive_directory_iterator(root))
    if (entry.path().filename() == "layout.json") folders.push_back(entry.path().parent_path());
  std::sort(folders.begin(), folders.end());
  Progress silent;
  std::vector<Outcome> outcomes;
  for (const fs::path& folder : folders) {
    Outcome outcome;
    outcome.name = fs::relative(folder, root).string();
    const layout::Layout truth = layout::read_layout(folder / "layout.json");
    for (const layout::Track& track : truth.tracks) outcome.curves += static_cast<int>(track.curves.size());
    const auto start = std::chrono::steady_clock::now();
    try {
      const sheet::Inspection found = sheet::inspect_sheet(folder / truth.raster, {}, silent);
      outcome.curves = 0;
      compare_depth(truth, found.layout, outcome);
      compare_tracks(truth, found.layout, outcome);
      outcome.note += fmt::format(" tracks {}/{}", found.layout.tracks.size(), truth.tracks.size());
      std::string flat = outcome.name;
      std::replace(flat.begin(), flat.end(), '/', '_');
      save_overlay(folder / truth.raster, found, overlays, flat);
    } catch (const Error& error) {
      outcome.refusal = brief(error.what());
    }
    outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (outcome.refusal.empty()) {
      fmt::print(
          "{:<28} depth {:<5} {:8.2f} cover {:.2f} edges {:<5} {:7.2f} scales {}/{} names {}/{} {:.1f} s{}\n",
          outcome.name, outcome.depth_right ? "right" : "WRONG", outcome.worst_depth, outcome.coverage,
          outcome.tracks_right ? "right" : "wrong", outcome.worst_edge_px, outcome.scales_right,
          outcome.curves, outcome.names_right, outcome.curves, outcome.seconds, outcome.note);
    } else {
      fmt::print("{:<28} refused {:.1f} s: {}\n", outcome.name, outcome.seconds, outcome.refusal);
    }
    std::cout.flush();
    outcomes.push_back(std::move(outcome));
  }
  int right = 0;
  int wrong = 0;
  int refused = 0;
  int edges = 0;
  int curves = 0;
  int scales = 0;
  int names = 0;
  int accepted_curves = 0;
  for (const Outcome& o : outcomes) {
    curves += o.curves;
    if (!o.refusal.empty()) {
      ++refused;
      continue;
    }
    ++(o.depth_right ? right : wrong);
    edges += o.tracks_right ? 1 : 0;
    accepted_curves += o.curves;
    scales += o.scales_right;
    names += o.names_right;
  }
  fmt::print(
      "logs {} depth right {} refused {} wrong-and-accepted {} | tracks right {} of {} accepted | scales {} "
      "and "
      "names {} of {} curves accepted ({} in all)\n",
      outcomes.size(), right, refused, wrong, edges, right + wrong, scales, names, accepted_curves, curves);
}

void run_paper(const fs::path& root, const fs::path& overlays) {
  std::ifstream file(root / "truth.json");
  const nlohmann::json truth = nlohmann::json::parse(file);
  std::map<std::string, std::vector<nlohmann::json>> by_file;
  for (const nlohmann::json& entry : truth) by_file[entry.at("file")].push_back(entry);
  Progress silent;
  for (const auto& [name, entries] : by_file) {
    const auto start = std::chrono::steady_clock::now();
    const auto seconds = [&] {
      return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    try {
      sheet::InspectOptions options;
      options.keeps_parts = true;  // As the verb inspect.
      const sheet::Inspection found = sheet::inspect_sheet(root / name, options, silent);
      const depth::DepthMap map(found.layout.depth.ties, {});
      const double y_top = map.y_from_depth(found.layout.depth.top);
      const double y_base = map.y_from_depth(found.layout.depth.base);
      fmt::print("{:<26} {:.0f}..{:.0f} {} y {:.0f}..{:.0f} {} numbers, {} ties, {} tracks, {:.1f} s\n", name,
                 found.layout.depth.top, found.layout.depth.base, depth_unit_name(found.layout.depth.unit),
                 y_top, y_base, found.used_numbers.size(), found.depth.ties.size(),
                 found.layout.tracks.size(), seconds());
      for (const layout::Track& track : found.layout.tracks) {
        fmt::print("    track {} x {:.0f} .. {:.0f} {}\n", track.name, track.edges.front().left,
                   track.edges.front().right, track.scale == layout::Scale::kLog ? "log" : "linear");
        for (const layout::Curve& curve : track.curves)
          fmt::print("      {} {} {:g} .. {:g} {} {}{}\n", curve.mnemonic, curve.unit, curve.left,
                     curve.right, layout::style_name(curve.style), layout::weight_name(curve.weight),
                     curve.wrap ? " wraps" : "");
      }
      for (const std::string& flag : found.flags) fmt::print("    flag: {}\n", flag);
      save_overlay(root / name, found, overlays, name);
      for (const nlohmann::json& entry : entries) {
        if (!entry.contains("section") || entry.at("section").is_null()) {
          fmt::print("    MUST BE REFUSED, was accepted\n");
          continue;
        }
        const nlohmann::json& section = entry.at("section");
        int inside = 0;
        int wrong = 0;
        int all = 0;
        double worst = 0.0;
        std::vector<double> errors;
        for (const nlohmann::json& tie : section.at("ties")) {
          if (tie.value("doubtful", false)) continue;
          ++all;
          const double x =
              tie.at("x").is_null() ? tie.at("x_right").get<double>() : tie.at("x").get<double>();
          const double y =
              tie.at("y").is_null() ? tie.at("y_right").get<double>() : tie.at("y").get<double>();
          if (y < y_top - 3.0 || y > y_base + 3.0) continue;
          ++inside;
          const double d = tie.at("depth");
          const double y_found =
              map.y_from_depth(d) + map.slope_at(map.y_from_depth(d)) * (x - map.x_reference());
          const double error = std::abs(y_found - y);
          errors.push_back(error);
          worst = std::max(worst, error);
          wrong += error > 25.0 ? 1 : 0;
          if (error > 15.0) fmt::print("      {:.0f} is off by {:+.0f} px at y {:.0f}\n", d, y_found - y, y);
        }
        if (inside == 0) continue;
        std::sort(errors.begin(), errors.end());
        double edge_worst = 0.0;
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
          edge_worst = std::max(edge_worst, best);
          edges += fmt::format(" {:.0f}", best);
        }
        fmt::print(
            "    section y {}..{}: {} of {} ties inside, {} wrong, median {:.1f} px, worst {:.1f} px; edges "
            "off by{} px\n",
            section.at("y_top").dump(), section.at("y_base").dump(), inside, all, wrong,
            errors[errors.size() / 2], worst, edges);
      }
    } catch (const Error& error) {
      fmt::print("{:<26} refused {:.1f} s: {}\n", name, seconds(), brief(error.what()));
    }
    std::cout.flush();
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string kind = argc > 2 ? argv[1] : "";
  const std::set<std::string> kinds = {"synthetic", "paper", "crops", "curves", "wells", "well"};
  if (kinds.count(kind) == 0) {
    std::cerr << "usage: inspect_accuracy synthetic|paper|crops|curves|wells FOLDER [OVERLAYS]\n";
    return 2;
  }
  const fs::path overlays = argc > 3 ? argv[3] : "";
  if (kind == "crops")
    run_crops(argv[2]);
  else if (kind == "curves")
    run_census(argv[2]);
  else if (kind == "wells")
    run_wells(argv[2]);
  else if (kind == "well")
    print_well(argv[2], argc > 3 ? std::stoi(argv[3]) : 3000);
  else if (kind == "synthetic")
    run_synthetic(argv[2], overlays);
  else
    run_paper(argv[2], overlays);
  return 0;
}
