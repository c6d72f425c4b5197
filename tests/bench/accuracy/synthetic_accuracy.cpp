#include "synthetic_accuracy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
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

/// How far the edges of two tracks are from each other at worst, in the rows that both have: beyond the found
/// section nothing is claimed. Tracks of straight paper may have edges at their ends only.
double worst_between(const layout::Track& truth, const layout::Track& found) {
  constexpr double kStepPx = 32.0;
  const double first = std::max(truth.edges.front().y, found.edges.front().y);
  const double last = std::min(truth.edges.back().y, found.edges.back().y);
  if (last < first) return 1e9;
  double worst = 0.0;
  for (double y = first; y <= last; y += kStepPx) {
    const band::EdgePair is = band::edges_at(truth, 1, y);
    const band::EdgePair read = band::edges_at(found, 1, y);
    worst = std::max({worst, std::abs(read.left - is.left), std::abs(read.right - is.right)});
  }
  return worst;
}

void compare_tracks(const layout::Layout& truth, const layout::Layout& found, Outcome& outcome) {
  outcome.tracks_right = truth.tracks.size() == found.tracks.size();
  for (const layout::Track& track : truth.tracks) {
    double best = 1e9;
    const layout::Track* home = nullptr;
    for (const layout::Track& other : found.tracks) {
      const double worst = worst_between(track, other);
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

Outcome inspect_log(const fs::path& root, const fs::path& folder, const fs::path& overlays) {
  Progress silent;
  Outcome outcome;
  outcome.name = fs::relative(folder, root).string();
  const layout::Layout truth = layout::read_layout(folder / "layout.json");
  for (const layout::Track& track : truth.tracks) outcome.curves += static_cast<int>(track.curves.size());
  sheet::InspectOptions options;
  options.keeps_parts = true;  // As the verb inspect.
  const auto start = std::chrono::steady_clock::now();
  try {
    const sheet::Inspection found = sheet::inspect_sheet(folder / truth.raster, options, silent);
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
  return outcome;
}

void print_outcome(const Outcome& outcome) {
  if (outcome.refusal.empty()) {
    fmt::print(
        "{:<28} depth {:<5} {:8.2f} cover {:.2f} edges {:<5} {:7.2f} scales {}/{} names {}/{} {:.1f} s{}\n",
        outcome.name, outcome.depth_right ? "right" : "WRONG", outcome.worst_depth, outcome.coverage,
        outcome.tracks_right ? "right" : "wrong", outcome.worst_edge_px, outcome.scales_right, outcome.curves,
        outcome.names_right, outcome.curves, outcome.seconds, outcome.note);
  } else {
    fmt::print("{:<28} refused {:.1f} s: {}\n", outcome.name, outcome.seconds, outcome.refusal);
  }
  std::cout.flush();
}

void print_summary(const std::vector<Outcome>& outcomes) {
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
      "and names {} of {} curves accepted ({} in all)\n",
      outcomes.size(), right, refused, wrong, edges, right + wrong, scales, names, accepted_curves, curves);
}

}  // namespace

void run_synthetic(const fs::path& root, const fs::path& overlays) {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::recursive_directory_iterator(root))
    if (entry.path().filename() == "layout.json") folders.push_back(entry.path().parent_path());
  std::sort(folders.begin(), folders.end());
  std::vector<Outcome> outcomes;
  for (const fs::path& folder : folders) {
    outcomes.push_back(inspect_log(root, folder, overlays));
    print_outcome(outcomes.back());
  }
  print_summary(outcomes);
}

}  // namespace logdigitise
